using System.Security.Claims;
using GrupoGad.Operations;
using GrupoGad.RunPlans;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.RunPlans;

/// <summary>Whom operations of a type and priority ask for.</summary>
internal static class RunPlanEndpoints
{
    private const int BodyBytesMax = 64 * 1024;

    public static void Map(RouteGroupBuilder plans)
    {
        plans.MapGet("", All).RequireAuthorization(Policies.CanRead).WithSummary("All run plans, by type and priority");
        plans.MapPut("/{type}/{priority}", Put).RequireAuthorization(Policies.CanOverrule).WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax))
            .WithSummary("Puts the run plan of a type and priority: level 1, and what each further alarm adds");
        plans.MapDelete("/{type}/{priority}", Remove).RequireAuthorization(Policies.CanOverrule).ProducesProblem(404).WithSummary("Removes it: nobody is asked for by plan");
    }

    private static IRunPlanGrain Plans(IGrainFactory grains) => grains.GetGrain<IRunPlanGrain>(IRunPlanGrain.Key);

    private static async Task<Ok<RunPlansResource>> All(IGrainFactory grains, CancellationToken cancellation) =>
        TypedResults.Ok(new RunPlansResource([.. (await Plans(grains).All(cancellation)).Select(RunPlanResource.Of)]));

    private static async Task<Results<Ok<RunPlanResource>, ProblemHttpResult>> Put(
        string type, string priority, RunPlanItem item, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var plan = new RunPlan
        {
            Type = reading.Name<OperationType>("type", type) ?? default,
            Priority = reading.Name<OperationPriority>("priority", priority) ?? default,
            Levels = [.. (item.Levels ?? []).Select(level => new RunPlanLevel
            {
                Needs = [.. (level?.Needs ?? []).Select(need => new SkillNeed(need?.Skill ?? "", need?.Count ?? 0))],
            })],
        };
        if (reading.Violation is { } violation)
        {
            return Problems.BadRequest(violation);
        }
        var answer = await Plans(grains).Put(plan, Caller.From(user).Subject, cancellation);
        return answer.IsDone ? TypedResults.Ok(RunPlanResource.Of(plan)) : Problems.BadRequest(new Violation(answer.Field, answer.Value, answer.Rule));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        string type, string priority, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        var (what, urgency) = (reading.Name<OperationType>("type", type), reading.Name<OperationPriority>("priority", priority));
        if (reading.Violation is { } violation)
        {
            return Problems.BadRequest(violation);
        }
        return await Plans(grains).Remove(what!.Value, urgency!.Value, Caller.From(user).Subject, cancellation)
            ? TypedResults.NoContent()
            : Problems.NotFound(new Violation("type", $"{type} {priority}", "a type and priority with a run plan"));
    }
}
