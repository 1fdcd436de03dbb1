using System.Security.Claims;
using GrupoGad.Operations;
using GrupoGad.RunPlans;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Preconditions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.RunPlans;

/// <summary>Run plans by type and priority of operation.</summary>
internal static class RunPlanEndpoints
{
    private const int BodyBytesMax = 64 * 1024;

    public static void Map(RouteGroupBuilder plans)
    {
        plans.MapGet("", All).RequireAuthorization(Policies.CanRead).Versioned().WithSummary("All run plans, by type and priority");
        plans.MapGet("/{type}/{priority}", Describe).RequireAuthorization(Policies.CanRead).ProducesProblem(404).Versioned()
            .WithSummary("The run plan of a type and priority");
        plans.MapPut("/{type}/{priority}", Put).RequireAuthorization(Policies.CanOverrule).Replacing().WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax))
            .WithSummary("Puts the run plan of a type and priority: level 1, and what each further alarm adds; see If-Match");
        plans.MapPatch("/{type}/{priority}", Patch).RequireAuthorization(Policies.CanOverrule).Merging<RunPlanItem>()
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax)).WithSummary("Changes members of it; levels are replaced whole");
        plans.MapDelete("/{type}/{priority}", Remove).RequireAuthorization(Policies.CanOverrule).ProducesProblem(404).Conditional()
            .WithSummary("Removes it: nobody is asked for by plan");
    }

    private static IRunPlanGrain Plans(IGrainFactory grains) => grains.GetGrain<IRunPlanGrain>(IRunPlanGrain.Key);

    private static async Task<Ok<RunPlansResource>> All(IGrainFactory grains, CancellationToken cancellation)
    {
        var view = await Plans(grains).View(cancellation);
        return TypedResults.Ok(new RunPlansResource([.. view.Plans.Select(RunPlanResource.Of)], view.Version));
    }

    private static async Task<Results<Ok<RunPlanResource>, ProblemHttpResult>> Describe(
        string type, string priority, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var (what, urgency) = Names(reading, type, priority);
        return reading.Refusal is { } refusal ? Problems.BadRequest(refusal)
            : await Find(grains, what, urgency, cancellation) is { } known ? TypedResults.Ok(RunPlanResource.Of(known))
            : StatusRules.Problem(RunPlanOutcome.UnknownPlan, $"{type} {priority}")!;
    }

    private static async Task<Results<Ok<RunPlanResource>, ProblemHttpResult>> Put(
        string type, string priority, RunPlanItem item, [AsParameters] Precondition precondition, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var (what, urgency) = Names(reading, type, priority);
        var expected = precondition.OfReplacing(reading.Refuse);
        return reading.Refusal is { } refusal ? Problems.BadRequest(refusal)
            : Answer(await Plans(grains).Put(item.Read(what, urgency), Caller.From(user).Subject, expected, cancellation), precondition);
    }

    private static async Task<Results<Ok<RunPlanResource>, ProblemHttpResult>> Patch(
        string type, string priority, MergePatch patch, [AsParameters] Precondition precondition, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var (what, urgency) = Names(reading, type, priority);
        var expected = precondition.OfReplacing(reading.Refuse);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        return await PatchLoop.Run<RunPlanView, RunPlanResource>(
            expected, () => Find(grains, what, urgency, cancellation), () => StatusRules.Problem(RunPlanOutcome.UnknownPlan, $"{type} {priority}")!,
            known => known.Version,
            async (known, made) =>
            {
                var plan = patch.Onto(new RunPlanItem(RunPlanResource.Of(known).Levels)).Read(what, urgency);
                var answer = await Plans(grains).Put(plan, Caller.From(user).Subject, made, cancellation);
                return new(Answer(answer, precondition), answer.Outcome == RunPlanOutcome.Stale);
            });
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        string type, string priority, [AsParameters] Precondition precondition, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var (what, urgency) = Names(reading, type, priority);
        var expected = precondition.OfStep(reading.Refuse);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        return Problem(await Plans(grains).Withdraw(what, urgency, Caller.From(user).Subject, expected, cancellation), precondition) is { } problem
            ? problem
            : TypedResults.NoContent();
    }

    private static async ValueTask<RunPlanView?> Find(IGrainFactory grains, OperationType type, OperationPriority priority, CancellationToken cancellation) =>
        (await Plans(grains).View(cancellation)).Plans.FirstOrDefault(known => known.Plan.Type == type && known.Plan.Priority == priority);

    private static (OperationType Type, OperationPriority Priority) Names(QueryReading reading, string type, string priority) =>
        (reading.Name<OperationType>("type", type) ?? default, reading.Name<OperationPriority>("priority", priority) ?? default);

    private static Results<Ok<RunPlanResource>, ProblemHttpResult> Answer(RunPlanAnswer answer, Precondition precondition) =>
        Problem(answer, precondition) is { } problem ? problem : TypedResults.Ok(RunPlanResource.Of(answer.View!));

    private static ProblemHttpResult? Problem(RunPlanAnswer answer, Precondition precondition) =>
        precondition.Problem(answer.Outcome, RunPlanResource.OfKnown(answer.View)) ?? StatusRules.Problem(answer.Outcome, answer.Value, answer.Field, answer.Rule);
}
