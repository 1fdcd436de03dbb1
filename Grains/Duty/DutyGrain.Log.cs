using Microsoft.Extensions.Logging;

namespace GrupoGad.Duty;

/// <remarks>Event ids 1750–1799.</remarks>
public sealed partial class DutyGrain
{
    [LoggerMessage(1750, LogLevel.Information, "Duty of {EfectivoId}: {What} by {Actor}")]
    private static partial void LogChanged(ILogger logger, string efectivoId, string what, string actor);

    [LoggerMessage(1751, LogLevel.Warning, "Duty of {EfectivoId} could not be stored; the activation starts anew from what is stored")]
    private static partial void LogNotStored(ILogger logger, string efectivoId, Exception exception);
}
