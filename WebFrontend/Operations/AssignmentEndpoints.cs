using System.Collections.Immutable;
using System.Security.Claims;
using GrupoGad.Operations;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Places;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Operations;

/// <summary>The people of an operation.</summary>
internal static class AssignmentEndpoints
{
    private const int EfectivosMax = 500;
    private const int BodyBytesMax = 64 * 1024;
    private const int RecommendationMax = 64;

    public static void Map(RouteGroupBuilder operations)
    {
        operations.MapPost("/{code}/assignments", Assign).RequireAuthorization(Policies.CanCommand).ProducesProblem(404)
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax))
            .WithSummary("Reserves up to 500 efectivos and sends each its proposal; one answer each");
        Map(operations, "accept", AssignmentStep.Accepted, "An operator says for it that it agrees, e.g. after a radio call");
        Map(operations, "refuse", AssignmentStep.Refused, "An operator says for it that it refuses");
        Map(operations, "en-route", AssignmentStep.EnRoute, "It is on its way");
        Map(operations, "on-scene", AssignmentStep.OnScene, "It is there");
        Map(operations, "done", AssignmentStep.Done, "It has done its part and is free");
        Map(operations, "unable", AssignmentStep.Unable, "It had agreed and cannot any more; needs a reason. Somebody else is wanted in its place");
        Map(operations, "release", AssignmentStep.Released, "It is free again", Policies.CanCommand);
    }

    // Only a person speaks for a person; a system may let go of whom it asked for.
    private static void Map(RouteGroupBuilder operations, string word, AssignmentStep step, string summary, string policy = Policies.CanOperate) => operations
        .MapPost($"/{{code}}/assignments/{{efectivoId}}/{word}", (string code, string efectivoId, StepItem? item, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation) =>
            Step(code, efectivoId, step, item ?? new StepItem(null, null), user, grains, cancellation))
        .RequireAuthorization(policy).ProducesProblem(404).ProducesProblem(409)
        .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax)).WithSummary(summary);

    private static async Task<Results<Ok<AssignedResource>, ProblemHttpResult>> Assign(
        string code, AssignItem item, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        OperationRequests.Code(reading, code);
        var request = OperationRequests.Read(reading, item.RequestId, null, user);
        var efectivos = item.Efectivos ?? [];
        if (efectivos.Count is 0 or > EfectivosMax)
        {
            reading.Refuse("efectivos", $"{efectivos.Count} entries", $"1-{EfectivosMax} entries");
        }
        for (var i = 0; i < efectivos.Count && i < EfectivosMax; i++)
        {
            if (!EfectivoCode.IsValid(efectivos[i]))
            {
                reading.Refuse($"efectivos[{i}]", efectivos[i], EfectivoCode.Rule);
            }
        }
        request = request with { Recommendation = reading.Line("recommendationId", item.RecommendationId, 0, RecommendationMax) };
        if (reading.Violation is { } violation)
        {
            return Problems.BadRequest(violation);
        }
        ImmutableArray<string> codes = [.. efectivos.Select(efectivo => efectivo!).Distinct()];
        var answer = await grains.GetGrain<IOperationGrain>(code).Assign(codes, request, cancellation);
        return answer.View is { } view
            ? TypedResults.Ok(new AssignedResource(
                [.. answer.Results.Select(result => new AssignedItem(result.EfectivoId, result.Outcome, result.Rule ?? ""))], OperationResource.Of(view)))
            : StatusRules.Refusal(OperationOutcome.UnknownOperation, code)!;
    }

    private static async Task<Results<Ok<OperationResource>, ProblemHttpResult>> Step(
        string code, string efectivoId, AssignmentStep step, StepItem item, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        OperationRequests.Code(reading, code);
        if (!EfectivoCode.IsValid(efectivoId))
        {
            reading.Refuse("efectivoId", efectivoId, EfectivoCode.Rule);
        }
        var request = OperationRequests.Read(reading, item.RequestId, item.Reason, user);
        if (reading.Violation is { } violation)
        {
            return Problems.BadRequest(violation);
        }
        return OperationRequests.Answer(code, await grains.GetGrain<IOperationGrain>(code).Step(efectivoId, "", step, request, cancellation));
    }

    /// <param name="RequestId">1–64 characters, the same on a retry.</param>
    /// <param name="Efectivos">1–500 codes.</param>
    /// <param name="RecommendationId">The recommendation of dispatch that it follows: kept with each assignment.</param>
    public sealed record AssignItem(string? RequestId, IReadOnlyList<string?>? Efectivos, string? RecommendationId);

    /// <param name="RequestId">1–64 characters, the same on a retry.</param>
    /// <param name="Reason">0–500 characters; a refusal, and being unable, need one.</param>
    public sealed record StepItem(string? RequestId, string? Reason);

    public sealed record AssignedResource(IReadOnlyList<AssignedItem> Results, OperationResource Operation);

    /// <param name="Rule">Why not; empty when it was taken.</param>
    public sealed record AssignedItem(string EfectivoId, AssignOutcome Outcome, string Rule);
}
