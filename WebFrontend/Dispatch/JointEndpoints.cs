using System.Collections.Immutable;
using System.Security.Claims;
using GrupoGad.Dispatch;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Operations;
using GrupoGad.WebFrontend.Places;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Dispatch;

/// <summary>Many operations filled together: solved, looked at, then applied.</summary>
internal static class JointEndpoints
{
    private const int BodyBytesMax = 128 * 1024;

    public static void Map(RouteGroupBuilder dispatch)
    {
        dispatch.MapPost("/joint", Solve).RequireAuthorization(Policies.CanCommand).ProducesProblem(404).ProducesProblem(409).ProducesProblem(501)
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax))
            .WithSummary("Who should go where, for up to 500 operations at once, so that the whole is best; nothing is assigned by it");
        dispatch.MapGet("/joint/{id}", Read).RequireAuthorization(Policies.CanRead).ProducesProblem(404).WithSummary("A joint plan as it was solved");
        dispatch.MapPost("/joint/{id}/apply", Apply).RequireAuthorization(Policies.CanCommand).ProducesProblem(404)
            .WithSummary("Assigns all of it; who was taken meanwhile is told one by one; again and again without harm");
    }

    private static async Task<Results<Ok<JointResource>, ProblemHttpResult>> Solve(
        JointItem item, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        var request = item.Read(reading, user);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var answer = await grains.Dispatch().Solve(request, cancellation);
        return DispatchAnswers.Problem(answer.Outcome, "", answer.Field, answer.Value, answer.Rule) is { } problem
            ? problem
            : TypedResults.Ok(JointResource.Of(answer.Plan!));
    }

    private static async Task<Results<Ok<JointResource>, ProblemHttpResult>> Read(string id, IGrainFactory grains, CancellationToken cancellation) =>
        DispatchAnswers.Id(id) is { } refusal ? Problems.BadRequest(refusal)
        : await grains.Dispatch().ReadJoint(id, cancellation) is { } plan ? TypedResults.Ok(JointResource.Of(plan))
        : StatusRules.Problem(DispatchOutcome.UnknownPlan, id)!;

    private static async Task<Results<Ok<JointAppliedResource>, ProblemHttpResult>> Apply(
        string id, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        if (DispatchAnswers.Id(id) is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var applied = await grains.Dispatch().Apply(id, Caller.From(user).Subject, cancellation);
        return StatusRules.Problem(applied.Outcome, id) is { } problem ? problem : TypedResults.Ok(new JointAppliedResource(
            id, [.. applied.Results.Select(result => new JointResultResource(result.OperationId, result.EfectivoId, result.Outcome, result.Rule))]));
    }

    /// <param name="Operations">1–500, each once.</param>
    /// <param name="AnyJurisdiction">Also who belongs to another jurisdiction than the operation.</param>
    public sealed record JointItem(IReadOnlyList<NeedItem?>? Operations, bool? AnyJurisdiction)
    {
        internal JointRequest Read(BodyReading reading, ClaimsPrincipal user)
        {
            if (Operations?.Count is null or 0 or > JointRequest.OperationsMax)
            {
                reading.Refuse("operations", $"{Operations?.Count ?? 0} entries", $"1-{JointRequest.OperationsMax} entries");
            }
            var needs = ImmutableArray.CreateBuilder<JointNeed>();
            for (var i = 0; i < Operations?.Count && i < JointRequest.OperationsMax; i++)
            {
                var need = Operations[i] ?? new NeedItem(null, null, null, null);
                if (!OperationCode.IsValid(need.OperationId))
                {
                    reading.Refuse($"operations[{i}].operationId", need.OperationId, OperationCode.Rule);
                }
                needs.Add(new JointNeed(need.OperationId ?? "", need.Count ?? 0, reading.Line($"operations[{i}].skill", need.Skill, 0, RecommendRequest.SkillLengthMax), need.AlarmLevel ?? 0));
            }
            return new JointRequest { Operations = needs.ToImmutable(), AnyJurisdiction = AnyJurisdiction == true, Actor = Caller.From(user).Subject };
        }
    }

    /// <param name="Count">
    /// How many more should go, 1–50; where there is a run plan: at least so many, and all whom it misses. 0 or left out: as many as the run plan misses;
    /// without one, as many as its plan wants and has not, at least one.
    /// </param>
    /// <param name="Skill">That each must have: then no run plan is asked. Left out: by the run plan; without one, the one that its plan wants.</param>
    /// <param name="AlarmLevel">Level of alarm whose needs are to be met, 1–10; above the run plan's last: the last. Left out: 1.</param>
    public sealed record NeedItem(string? OperationId, int? Count, string? Skill, int? AlarmLevel);
}
