using System.Security.Claims;
using GrupoGad.WebFrontend.Identity;

namespace GrupoGad.WebFrontend.History;

/// <summary>Notes who read whose past. A note holds no place, so that it reveals nothing of that past.</summary>
internal sealed partial class PastReads(ILogger<PastReads> logger)
{
    public void Track(ClaimsPrincipal user, string what, string efectivoId, DateTime from, DateTime to) =>
        LogTrackRead(Caller.From(user).Subject, what, efectivoId, from, to);

    public void Area(ClaimsPrincipal user, string what, DateTime from, DateTime to) => LogAreaRead(Caller.From(user).Subject, what, from, to);

    [LoggerMessage(3440, LogLevel.Information, "{Subject} read the {What} of {EfectivoId} from {From:O} to {To:O}")]
    private partial void LogTrackRead(string subject, string what, string efectivoId, DateTime from, DateTime to);

    [LoggerMessage(3441, LogLevel.Information, "{Subject} read the {What} of an area from {From:O} to {To:O}")]
    private partial void LogAreaRead(string subject, string what, DateTime from, DateTime to);

    [LoggerMessage(3442, LogLevel.Warning, "An export was cut off after {Fixes} fixes: more than one may hold, or its source failed")]
    public partial void ExportCut(long fixes);
}
