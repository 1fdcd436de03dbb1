using System.Security.Claims;
using System.Text.Json;
using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Ingest.Rest;

/// <summary>The REST endpoint for positions.</summary>
public static class PositionsEndpoints
{
    /// <summary>500 reports of generous spelling.</summary>
    private const int BodyBytesMax = 512 * 1024;

    private const int KeyLengthMax = 100;

    public static void MapPositions(this WebApplication app) => app
        .MapPost("/api/v1/positions", Report).RequireAuthorization(Policies.CanReport)
        .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax))
        .Accepts<PositionItem[]>("application/json").ProducesProblem(400).ProducesProblem(413).ProducesProblem(503)
        .WithTags("Positions").WithSummary("Sends up to 500 position reports, oldest first; the same Idempotency-Key again changes nothing");

    private static async Task<Results<Ok<PositionsAnswer>, ProblemHttpResult>> Report(
        HttpRequest request,
        [FromHeader(Name = "Idempotency-Key")] string? batchKey,
        ClaimsPrincipal user,
        ReportSubmission desk,
        CancellationToken cancellation)
    {
        if (!request.HasJsonContentType())
        {
            return Problems.Answer(StatusCodes.Status415UnsupportedMediaType, "Unsupported media type", StatusRules.Of(StatusCodes.Status415UnsupportedMediaType)!);
        }
        if (batchKey is { Length: > KeyLengthMax })
        {
            var longKey = new Refusal("Idempotency-Key", batchKey, $"at most {KeyLengthMax} characters");
            return Problems.BadRequest(longKey.Limited(RefusalCodes.WrongLength, null, KeyLengthMax));
        }
        var (document, unreadable) = await JsonText.Read(request, cancellation);
        using var _ = document;
        if (document?.RootElement is not { ValueKind: JsonValueKind.Array } items)
        {
            return Problems.BadRequest(unreadable ?? new Refusal("$", document!.RootElement.GetRawText(), "a list of reports"));
        }
        if (items.GetArrayLength() > ReportSubmission.BatchMax)
        {
            var many = new Refusal("$", $"{items.GetArrayLength()} reports", $"at most {ReportSubmission.BatchMax} reports");
            return Problems.TooLarge(many.Limited(RefusalCodes.TooMany, null, ReportSubmission.BatchMax));
        }
        var reports = items.EnumerateArray().Select(item => ReportJson.Read(item)).ToArray();
        var caller = Caller.From(user);
        var batch = new ReportBatch(
            Array.ConvertAll(reports, report => report.Report), caller, ReportSource.Rest, ReportIds.Of(caller.Subject, batchKey),
            Sent: Array.ConvertAll(reports, report => report.Sent));
        return TypedResults.Ok(PositionsAnswer.From(await desk.Take(batch, cancellation)));
    }
}
