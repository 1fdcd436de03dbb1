using System.Collections.Immutable;
using System.Security.Claims;
using GrupoGad.Dispatch;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Operations;
using GrupoGad.WebFrontend.Places;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Dispatch;

/// <summary>Efectivos recommended for an operation, and why.</summary>
internal static class RecommendationEndpoints
{
    private const int BodyBytesMax = 8 * 1024;
    private const int LimitMax = 100;
    private const int LimitDefault = 10;

    public static void Map(RouteGroupBuilder operations, RouteGroupBuilder dispatch)
    {
        operations.MapPost("/{code}/recommendation", Recommend).RequireAuthorization(Policies.CanCommand).ProducesProblem(404).ProducesProblem(409)
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax))
            .WithSummary("Who should go, for each need of its run plan: by travel time and what else counts, with reasons, who was passed over and by which rule, and what would change the choice");
        operations.MapGet("/{code}/recommendations", List).RequireAuthorization(Policies.CanRead).ProducesProblem(404)
            .WithSummary("The last recommendations for it, newest first");
        dispatch.MapGet("/recommendations/{id}", Read).RequireAuthorization(Policies.CanRead).ProducesProblem(404)
            .WithSummary("A recommendation as it was given");
    }

    private static async Task<Results<Ok<RecommendationResource>, ProblemHttpResult>> Recommend(
        string code, RecommendItem? item, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        OperationRequests.Code(reading, code);
        var request = (item ?? new RecommendItem(null, null, null, null, null)).Read(reading, user);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var answer = await grains.Dispatch().Recommend(code, request, cancellation);
        return DispatchAnswers.Problem(answer.Outcome, code, answer.Field, answer.Value, answer.Rule) is { } problem
            ? problem
            : TypedResults.Ok(RecommendationResource.Of(answer.Recommendation!));
    }

    /// <param name="limit">1–100; 10 when left out.</param>
    private static async Task<Results<Ok<RecommendationResource[]>, ProblemHttpResult>> List(
        string code, string? limit, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        if (!OperationCode.IsValid(code))
        {
            reading.Refuse("code", code, OperationCode.Rule);
        }
        var most = reading.Whole("limit", limit, 1, LimitMax, LimitDefault);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var made = await grains.Dispatch().Of(code, most, cancellation);
        return made.IsEmpty && await grains.GetGrain<GrupoGad.Operations.IOperationGrain>(code).Describe(cancellation) is null
            ? StatusRules.Problem(DispatchOutcome.UnknownOperation, code)!
            : TypedResults.Ok(made.Select(RecommendationResource.Of).ToArray());
    }

    private static async Task<Results<Ok<RecommendationResource>, ProblemHttpResult>> Read(string id, IGrainFactory grains, CancellationToken cancellation) =>
        DispatchAnswers.Id(id) is { } refusal ? Problems.BadRequest(refusal)
        : await grains.Dispatch().Read(id, cancellation) is { } made ? TypedResults.Ok(RecommendationResource.Of(made))
        : StatusRules.Problem(DispatchOutcome.UnknownPlan, id)!;

    /// <param name="Count">How many should go, 1–50; where there is a run plan: at least so many, and all whom it misses.
    /// Left out: as many as the run plan misses; without one, one.</param>
    /// <param name="Skills">Each must have all of them, 0–10: then no run plan is asked.
    /// Left out: by the run plan; without one, the one that the operation's plan wants.</param>
    /// <param name="MaxTravelS">Seconds, above 0, at most 86,400; left out: the installation's.</param>
    /// <param name="AnyJurisdiction">Also who belongs to another jurisdiction than the operation.</param>
    /// <param name="AlarmLevel">Level of alarm whose needs are to be met, 1–10; above the run plan's last: the last. Left out: 1.</param>
    public sealed record RecommendItem(int? Count, IReadOnlyList<string?>? Skills, double? MaxTravelS, bool? AnyJurisdiction, int? AlarmLevel)
    {
        internal RecommendRequest Read(BodyReading reading, ClaimsPrincipal user)
        {
            var skills = ImmutableArray.CreateBuilder<string>();
            if (Skills?.Count > RecommendRequest.SkillsMax)
            {
                reading.Refuse("skills", $"{Skills.Count} entries", $"0-{RecommendRequest.SkillsMax} entries");
            }
            for (var i = 0; i < Skills?.Count && i < RecommendRequest.SkillsMax; i++)
            {
                skills.Add(reading.Line($"skills[{i}]", Skills[i], 1, RecommendRequest.SkillLengthMax));
            }
            // The numbers' limits are the grain's to judge: one rule, one place.
            return new RecommendRequest
            {
                Count = Count ?? 0, Skills = skills.ToImmutable(), MaxTravelS = MaxTravelS, AnyJurisdiction = AnyJurisdiction == true, AlarmLevel = AlarmLevel ?? 0,
                Actor = Caller.From(user).Subject,
            };
        }
    }
}
