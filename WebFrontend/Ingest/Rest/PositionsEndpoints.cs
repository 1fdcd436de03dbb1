using System.Security.Claims;
using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Ingest.Rest;

/// <summary>The REST door for positions.</summary>
public static class PositionsEndpoints
{
    /// <summary>500 reports of generous spelling.</summary>
    private const int BodyBytesMax = 512 * 1024;

    private const int KeyLengthMax = 100;

    public static void MapPositions(this WebApplication app) => app
        .MapPost("/api/v1/positions", Report).RequireAuthorization(Policies.CanReport)
        .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax))
        .ProducesProblem(400).ProducesProblem(413).ProducesProblem(503)
        .WithTags("Positions").WithSummary("Sends up to 500 position reports, oldest first; the same Idempotency-Key again changes nothing");

    private static async Task<Results<Ok<PositionsAnswer>, ProblemHttpResult>> Report(
        PositionItem?[] reports,
        [FromHeader(Name = "Idempotency-Key")] string? batchKey,
        ClaimsPrincipal user,
        ReportDesk desk,
        CancellationToken cancellation)
    {
        if (reports.Length > ReportDesk.BatchMax)
        {
            return Problems.TooLarge(new Violation("$", $"{reports.Length} reports", $"at most {ReportDesk.BatchMax} reports"));
        }
        if (batchKey is { Length: > KeyLengthMax })
        {
            return Problems.BadRequest(new Violation("Idempotency-Key", batchKey, $"at most {KeyLengthMax} characters"));
        }
        var missing = Array.IndexOf(reports, null);
        if (missing >= 0)
        {
            return Problems.BadRequest(new Violation($"$[{missing}]", null, "a report"));
        }
        var caller = Caller.From(user);
        var batch = new ReportBatch(
            Array.ConvertAll(reports, report => report!.ToWire()), caller, ReportSource.Rest, ReportIds.Of(caller.Subject, batchKey));
        return TypedResults.Ok(PositionsAnswer.From(await desk.Take(batch, cancellation)));
    }
}
