using System.Collections.Immutable;
using GrupoGad.Operations;
using GrupoGad.Storage;
using Microsoft.Extensions.Logging;

namespace GrupoGad.RunPlans;

/// <inheritdoc cref="IRunPlanGrain"/>
public sealed partial class RunPlanGrain(
    [PersistentState("run-plans", StorageNames.Grains)] IPersistentState<RunPlanState> stored, TimeProvider clock, ILogger<RunPlanGrain> logger) : Grain, IRunPlanGrain
{
    /// <summary>As the store has it: calls that only read interleave with a write.</summary>
    private RunPlanState _state = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = stored.State;
        return Task.CompletedTask;
    }

    public async ValueTask<RunPlanAnswer> Put(RunPlan plan, string actor, CancellationToken cancellation)
    {
        if (RunPlanRules.Refuses(plan, actor) is { } refused)
        {
            return refused;
        }
        var now = clock.GetUtcNow().UtcDateTime;
        await Store([.. _state.Plans.RemoveAll(kept => Is(kept.Plan, plan.Type, plan.Priority)).Append(new KeptRunPlan(plan, actor, now))
            .OrderBy(kept => kept.Plan.Type).ThenBy(kept => kept.Plan.Priority)], actor, now);
        LogChanged(logger, "put", plan.Type, plan.Priority, actor);
        return RunPlanAnswer.Done;
    }

    public async ValueTask<bool> Remove(OperationType type, OperationPriority priority, string actor, CancellationToken cancellation)
    {
        var left = _state.Plans.RemoveAll(kept => Is(kept.Plan, type, priority));
        if (left.Length == _state.Plans.Length)
        {
            return false;
        }
        await Store(left, actor, clock.GetUtcNow().UtcDateTime);
        LogChanged(logger, "removed", type, priority, actor);
        return true;
    }

    public ValueTask<ImmutableArray<RunPlan>> All(CancellationToken cancellation) => ValueTask.FromResult<ImmutableArray<RunPlan>>([.. _state.Plans.Select(kept => kept.Plan)]);

    public ValueTask<ImmutableArray<SkillNeed>> Needs(OperationType type, OperationPriority priority, int level, CancellationToken cancellation) =>
        ValueTask.FromResult(RunPlanRules.Needs(_state.Plans.Select(kept => kept.Plan).FirstOrDefault(plan => Is(plan, type, priority)), level));

    private static bool Is(RunPlan plan, OperationType type, OperationPriority priority) => plan.Type == type && plan.Priority == priority;

    private async Task Store(ImmutableArray<KeptRunPlan> plans, string actor, DateTime now)
    {
        var next = stored.State = new RunPlanState { Plans = plans, ChangedBy = actor, ChangedAt = now };
        try
        {
            await stored.WriteStateAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            // Written or not: the next activation reads it.
            stored.State = _state;
            DeactivateOnIdle();
            LogNotStored(logger, exception);
            throw new GadUnavailableException("postgis");
        }
        _state = next;
    }

    [LoggerMessage(1760, LogLevel.Information, "Run plan {What}: {Type} {Priority} by {Actor}")]
    private static partial void LogChanged(ILogger logger, string what, OperationType type, OperationPriority priority, string actor);

    [LoggerMessage(1761, LogLevel.Warning, "Run plans could not be stored; the activation starts anew from what is stored")]
    private static partial void LogNotStored(ILogger logger, Exception exception);
}
