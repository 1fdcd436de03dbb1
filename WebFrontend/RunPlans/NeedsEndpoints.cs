using GrupoGad.Operations;
using GrupoGad.RunPlans;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Operations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.RunPlans;

/// <summary>Needs of one operation.</summary>
internal static class NeedsEndpoints
{
    private const int LevelMax = 10;

    public static void Map(RouteGroupBuilder operations) => operations
        .MapGet("/{code}/needs", Read).RequireAuthorization(Policies.CanRead).ProducesProblem(404)
        .WithSummary("Whom it asks for at a level of alarm, by the run plan of its type and priority");

    /// <param name="level">1–10; 1 when left out; above the plan's last: the last.</param>
    private static async Task<Results<Ok<NeedsResource>, ProblemHttpResult>> Read(string code, string? level, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new QueryReading();
        if (!OperationCode.IsValid(code))
        {
            reading.Refuse("code", code, OperationCode.Rule);
        }
        var alarm = reading.Whole("level", level, 1, LevelMax, 1);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        if (await grains.GetGrain<IOperationGrain>(code).Describe(cancellation) is not { Plan: var plan })
        {
            return StatusRules.Problem(OperationOutcome.UnknownOperation, code)!;
        }
        var needs = await grains.GetGrain<IRunPlanGrain>(IRunPlanGrain.Key).Needs(plan.Type, plan.Priority, alarm, cancellation);
        return TypedResults.Ok(new NeedsResource(code, plan.Type, plan.Priority, alarm, [.. needs.Select(SkillNeedItem.Of)]));
    }
}
