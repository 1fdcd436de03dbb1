using System.Collections.Immutable;
using GrupoGad.Operations;
using GrupoGad.RunPlans;

namespace GrupoGad.Dispatch;

/// <summary>Run plans of one request's operations, each read once. Without an answer an operation counts as without a run plan, and is reported so.</summary>
internal sealed class RunPlanRegistry(IGrainFactory grains, ISight sight, Inquiry inquiry, DispatchDependencies with)
{
    private readonly Dictionary<(OperationType, OperationPriority, int), Task<ImmutableArray<SkillNeed>>> _asked = [];

    /// <param name="skills">That the caller names: then no run plan is asked.</param>
    /// <param name="count">That the caller names; 0: none.</param>
    /// <param name="otherwise">How many when there is no run plan and the caller names no number.</param>
    public async ValueTask<OperationAsk> Ask(
        OperationView operation, Wanted wanted, ImmutableArray<string> skills, int count, int level, int otherwise, CancellationToken cancellation)
    {
        var alarm = Math.Max(1, level);
        var needs = skills.IsDefaultOrEmpty ? await Needs(operation.Plan.Type, operation.Plan.Priority, alarm, cancellation) : [];
        return needs.IsEmpty
            ? OperationAsk.ByHand(operation, wanted, skills, count > 0 ? count : otherwise)
            : OperationAsk.ByRunPlan(operation, wanted, alarm, needs, await Held(operation), count);
    }

    private Task<ImmutableArray<SkillNeed>> Needs(OperationType type, OperationPriority priority, int level, CancellationToken cancellation)
    {
        if (!_asked.TryGetValue((type, priority, level), out var asked))
        {
            _asked[(type, priority, level)] = asked = inquiry.Try(
                "runPlan", with.Options.AskMs, token => grains.GetGrain<IRunPlanGrain>(IRunPlanGrain.Key).Needs(type, priority, level, token), [], cancellation);
        }
        return asked;
    }

    /// <summary>Skills of the assigned efectivos. Unresponsive efectivos are treated as unskilled, for a need without a skill.</summary>
    private async ValueTask<Dictionary<string, ImmutableArray<string>>> Held(OperationView operation)
    {
        string[] ids = [.. operation.Assignments.Where(bond => bond.IsOpen).Select(bond => bond.EfectivoId)];
        var views = ids.Length == 0 ? [] : await sight.Describe(ids);
        if (views.Any(view => view is null))
        {
            inquiry.NotChecked("assigned");
        }
        return ids.Zip(views).ToDictionary(pair => pair.First, pair => pair.Second?.Profile.Skills ?? [], StringComparer.Ordinal);
    }
}
