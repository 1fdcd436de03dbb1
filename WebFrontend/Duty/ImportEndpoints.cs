using System.Security.Claims;
using System.Text;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Places;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Duty;

/// <summary>Shifts of many from a file.</summary>
internal static class ImportEndpoints
{
    private const int FileBytesMax = 8 * 1024 * 1024;

    /// <summary>Most faults that are listed. The number of all is reported beside them.</summary>
    private const int FaultsMax = 1_000;

    public static void Map(RouteGroupBuilder duty) => duty
        .MapPost("/shifts", Import).RequireAuthorization(Policies.CanOperate).Accepts<string>("text/csv").ProducesProblem(409)
        .WithMetadata(new RequestSizeLimitAttribute(FileBytesMax))
        .WithSummary("Replaces the shifts of all efectivos of a CSV file that begin within a window; a file with a fault changes nothing, and each fault is told with its line");

    /// <param name="From">UTC: the window whose shifts the file replaces.</param>
    /// <param name="To">UTC, exclusive.</param>
    /// <param name="TimeZone">IANA name, for lines that name none.</param>
    /// <param name="Force">Less than the minimum rest all the same; needs a reason, and a Supervisor or Administrator.</param>
    /// <param name="Reason">0–500 characters.</param>
    public sealed record Parameters(
        [FromQuery(Name = "from")] string? From, [FromQuery(Name = "to")] string? To, [FromQuery(Name = "timeZone")] string? TimeZone,
        [FromQuery(Name = "force")] string? Force, [FromQuery(Name = "reason")] string? Reason);

    private static async Task<Results<Ok<Imported>, ProblemHttpResult>> Import(
        [AsParameters] Parameters parameters, HttpRequest http, ClaimsPrincipal user, IAuthorizationService authorization, IGrainFactory grains,
        CancellationToken cancellation)
    {
        var (query, body) = (new QueryReading(), new BodyReading());
        var (from, to) = (query.Time("from", parameters.From ?? "", default), query.Time("to", parameters.To ?? "", default));
        var request = DutyRequests.Read(body, parameters.Reason, query.Flag("force", parameters.Force), user);
        if ((query.Refusal ?? body.Refusal) is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        if (await DutyRequests.MayForce(request.Force, user, authorization) is { } forbidden)
        {
            return forbidden;
        }
        if (await Text(http, cancellation) is not { } text)
        {
            return Problems.BadRequest(new Refusal("body", null, "a CSV file in UTF-8"));
        }
        var csv = ShiftsCsv.Read(text, parameters.TimeZone);
        if (csv.Faults.Count > 0)
        {
            return Faulty(StatusCodes.Status400BadRequest, "Nothing was changed", csv.Faults);
        }
        var import = new ShiftImport(grains, csv, from, to);
        var faults = await import.Judge(request, cancellation);
        if (faults.Length > 0)
        {
            return Faulty(StatusCodes.Status409Conflict, "Nothing was changed", faults);
        }
        var meanwhile = await import.Apply(request, cancellation);
        return meanwhile.Length > 0
            ? Faulty(StatusCodes.Status409Conflict, "Some were planned by others meanwhile; the rest is in place", meanwhile)
            : TypedResults.Ok(new Imported(csv.Shifts.Count, csv.Shifts.Values.Sum(lines => lines.Count)));
    }

    private static async Task<string?> Text(HttpRequest http, CancellationToken cancellation)
    {
        try
        {
            using var reader = new StreamReader(http.Body, new UTF8Encoding(false, true));
            return await reader.ReadToEndAsync(cancellation);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static ProblemHttpResult Faulty(int status, string title, IReadOnlyList<CsvFault> faults)
    {
        var first = faults[0];
        var problem = Problems.Answer(status, title, new Refusal(first.Field, first.Value, first.Rule));
        problem.ProblemDetails.Detail = $"line {first.Line}, {first.Field}: {first.Rule}";
        problem.ProblemDetails.Extensions["faultCount"] = faults.Count;
        problem.ProblemDetails.Extensions["faults"] = faults.Take(FaultsMax).ToArray();
        return problem;
    }

    /// <param name="Efectivos">The number of efectivos whose shifts are now those of the file.</param>
    public sealed record Imported(int Efectivos, int Shifts);
}
