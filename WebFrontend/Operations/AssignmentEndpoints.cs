using System.Collections.Immutable;
using System.Security.Claims;
using GrupoGad.Dispatch;
using GrupoGad.Operations;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Places;
using GrupoGad.WebFrontend.Preconditions;
using Microsoft.AspNetCore.Authorization;
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
        operations.MapPost("/{code}/assignments", Assign).RequireAuthorization(Policies.CanCommand).ProducesProblem(404).ProducesProblem(422)
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax))
            .WithSummary("Reserves up to 500 efectivos and sends each its proposal; one answer each")
            .WithDescription("""
                Who may be sent is judged by the rule that recommendations, joint plans and filling follow. Whom it keeps is not sent, and `bars` names why:
                | bar | keeps whom | a supervisor may overrule it |
                |---|---|---|
                | `Alarmed` | whose alarm is not cancelled | no |
                | `Reserved` | of whom another operation has some of that time | no |
                | `NotReached` | whose grain does not answer: `Pending`, it is asked again | no |
                | `NotAvailable` | who is not available; for what begins within the hour | with a reason |
                | `FixTooOld`, `FixInaccurate` | whose last position is too old or too vague; for what begins within the hour | with a reason |
                | `SkillMissing` | who lacks the plan's `wantedSkill`, unless the recommendation that is followed named it | with a reason |
                | `OtherJurisdiction` | who belongs to another one than the operation | with a reason |
                | `OffShift`, `OnLeave`, `Resting` | by the roster, at the planned start; nobody whose shifts are not kept | with a reason |

                `AlreadyAsked`, `NoRoute` and `TooFar` count for searches alone. What is overruled stands with its reason in the timeline (`assignment.overruled`).
                """);
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
        .RequireAuthorization(policy).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).Versioned()
        .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax)).WithSummary(summary);

    private static async Task<Results<Ok<AssignedResource>, ProblemHttpResult>> Assign(
        string code, AssignItem item, ClaimsPrincipal user, IAuthorizationService authorization, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        OperationRequests.Code(reading, code);
        var request = OperationRequests.Read(reading, item.RequestId, item.Reason, user);
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
        request = request with { Overrule = item.Overrule == true, Recommendation = reading.Line("recommendationId", item.RecommendationId, 0, RecommendationMax) };
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        if (request.Overrule && !(await authorization.AuthorizeAsync(user, Policies.CanOverrule)).Succeeded)
        {
            return Problems.Answer(StatusCodes.Status403Forbidden, "Forbidden", new Refusal("overrule", "true", "Supervisor or Administrator"));
        }
        ImmutableArray<string> codes = [.. efectivos.Select(efectivo => efectivo!).Distinct()];
        var answer = await grains.GetGrain<IOperationGrain>(code).Assign(codes, request, cancellation);
        if (answer.Refusal is { } refused)
        {
            return OperationRequests.Problem(code, refused)!;
        }
        return answer.View is { } view
            ? TypedResults.Ok(new AssignedResource(
                [.. answer.Results.Select(AssignedItem.Of)], OperationResource.Of(view)))
            : StatusRules.Problem(OperationOutcome.UnknownOperation, code)!;
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
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        return OperationRequests.Answer(code, await grains.GetGrain<IOperationGrain>(code).Step(efectivoId, "", step, request, cancellation));
    }

    /// <param name="RequestId">1–64 characters, the same on a retry.</param>
    /// <param name="Efectivos">1–500 codes.</param>
    /// <param name="RecommendationId">The recommendation of dispatch that it follows: kept with each assignment.</param>
    /// <param name="Overrule">Sends also those whom a rule keeps, where the rule may be overruled; needs a reason, and a Supervisor or Administrator.</param>
    /// <param name="Reason">0–500 characters; overruling needs one.</param>
    public sealed record AssignItem(string? RequestId, IReadOnlyList<string?>? Efectivos, string? RecommendationId, bool? Overrule, string? Reason);

    /// <param name="RequestId">1–64 characters, the same on a retry.</param>
    /// <param name="Reason">0–500 characters; a refusal, and being unable, need one.</param>
    public sealed record StepItem(string? RequestId, string? Reason);

    public sealed record AssignedResource(IReadOnlyList<AssignedItem> Results, OperationResource Operation);

    /// <param name="Rule">Why not, in words; empty when it was taken.</param>
    /// <param name="Bars">The rules of dispatch that keep it, those first that nobody may overrule; empty: none does.</param>
    /// <param name="MayOverrule">A supervisor may send it all the same, with a reason.</param>
    public sealed record AssignedItem(string EfectivoId, AssignOutcome Outcome, string Rule, IReadOnlyList<ExclusionRule> Bars, bool MayOverrule)
    {
        internal static AssignedItem Of(AssignResult result) =>
            new(result.EfectivoId, result.Outcome, result.Rule ?? "", result.Bars.IsDefault ? [] : result.Bars, result.MayOverrule);
    }
}
