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

    public async ValueTask<RunPlanAnswer> Put(RunPlan plan, string actor, Expected expected, CancellationToken cancellation)
    {
        if (RunPlanRules.Refuses(plan, actor) is { } refused)
        {
            return refused;
        }
        var known = Kept(plan.Type, plan.Priority);
        var same = known is not null && RunPlanRules.Same(known.Plan, plan);
        if ((RefusesVersion(expected, known, same) ?? (same ? Answer(RunPlanOutcome.Unchanged, known) : null)) is { } settled)
        {
            return settled;
        }
        var next = new KeptRunPlan(plan, actor, clock.GetUtcNow().UtcDateTime, _state.Version + 1);
        await Store([.. Without(known).Append(next).OrderBy(kept => kept.Plan.Type).ThenBy(kept => kept.Plan.Priority)], actor, next.PutAt);
        LogChanged(logger, "put", plan.Type, plan.Priority, actor);
        return Answer(RunPlanOutcome.Done, next);
    }

    public async ValueTask<bool> Remove(OperationType type, OperationPriority priority, string actor, CancellationToken cancellation) =>
        (await Withdraw(type, priority, actor, default, cancellation)).IsDone;

    public async ValueTask<RunPlanAnswer> Withdraw(OperationType type, OperationPriority priority, string actor, Expected expected, CancellationToken cancellation)
    {
        if (Kept(type, priority) is not { } known)
        {
            return new("type", $"{type} {priority}", "a type and priority with a run plan") { Outcome = RunPlanOutcome.UnknownPlan };
        }
        if (RefusesVersion(expected, known, same: false) is { } other)
        {
            return other;
        }
        await Store(Without(known), actor, clock.GetUtcNow().UtcDateTime);
        LogChanged(logger, "removed", type, priority, actor);
        return Answer(RunPlanOutcome.Done, null);
    }

    public ValueTask<RunPlansView> View(CancellationToken cancellation) => ValueTask.FromResult(new RunPlansView([.. _state.Plans.Select(Shown)], _state.Version));

    public ValueTask<ImmutableArray<RunPlan>> All(CancellationToken cancellation) => ValueTask.FromResult<ImmutableArray<RunPlan>>([.. _state.Plans.Select(kept => kept.Plan)]);

    public ValueTask<ImmutableArray<SkillNeed>> Needs(OperationType type, OperationPriority priority, int level, CancellationToken cancellation) =>
        ValueTask.FromResult(RunPlanRules.Needs(_state.Plans.Select(kept => kept.Plan).FirstOrDefault(plan => Is(plan, type, priority)), level));

    private KeptRunPlan? Kept(OperationType type, OperationPriority priority) => _state.Plans.FirstOrDefault(kept => Is(kept.Plan, type, priority));

    private ImmutableArray<KeptRunPlan> Without(KeptRunPlan? known) => known is null ? _state.Plans : _state.Plans.Remove(known);

    private static RunPlanView Shown(KeptRunPlan kept) => new(kept.Plan, kept.Version, kept.PutBy, kept.PutAt);

    private static RunPlanAnswer Answer(RunPlanOutcome outcome, KeptRunPlan? kept) => new("", "", "") { Outcome = outcome, View = kept is null ? null : Shown(kept) };

    private static RunPlanAnswer? RefusesVersion(Expected expected, KeptRunPlan? known, bool same) => expected.OfThisCall().Against(known?.Version, same) switch
    {
        Mismatch.Stale => new("version", "", VersionRules.Stale(known?.Version)) { Outcome = RunPlanOutcome.Stale, View = known is null ? null : Shown(known) },
        Mismatch.Unstated => new("version", "", VersionRules.Unstated(known!.Version)) { Outcome = RunPlanOutcome.Unversioned, View = Shown(known) },
        _ => null,
    };

    private static bool Is(RunPlan plan, OperationType type, OperationPriority priority) => plan.Type == type && plan.Priority == priority;

    private async Task Store(ImmutableArray<KeptRunPlan> plans, string actor, DateTime now)
    {
        var next = stored.State = new RunPlanState { Plans = plans, ChangedBy = actor, ChangedAt = now, Version = _state.Version + 1 };
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
