using System.Collections.Immutable;
using GrupoGad.Operations;
using GrupoGad.RunPlans;

namespace GrupoGad.Dispatch;

/// <summary>Demands of one operation: from the caller, from its run plan, or from its own plan.</summary>
/// <param name="Needs">Needs of the run plan, in its order, before any choice; empty: the request is not by a run plan.</param>
/// <param name="Demands">Efectivos to look for; needs that are met have none.</param>
internal sealed record OperationAsk(OperationView Operation, Wanted Wanted, int AlarmLevel, ImmutableArray<NeedStanding> Needs, ImmutableArray<Demand> Demands)
{
    private const int CountMax = RecommendRequest.CountMax;

    /// <summary>So many of these skills, or of the one that the operation's plan wants. Pure.</summary>
    public static OperationAsk ByHand(OperationView operation, Wanted wanted, ImmutableArray<string> skills, int count)
    {
        ImmutableArray<string> own = operation.Plan.WantedSkill.Length > 0 ? [operation.Plan.WantedSkill] : [];
        return new(operation, wanted, 0, [], [new Demand(wanted with { Skills = skills.IsDefaultOrEmpty ? own : skills }, Math.Min(count, CountMax))]);
    }

    /// <summary>Demands that the run plan misses, those for a skill first, and then the best of all for the caller's further wishes. Pure.</summary>
    /// <param name="held">Assigned efectivos with their skills.</param>
    /// <param name="count">At least so many in all.</param>
    public static OperationAsk ByRunPlan(
        OperationView operation, Wanted wanted, int level, ImmutableArray<SkillNeed> plan, IReadOnlyDictionary<string, ImmutableArray<string>> held, int count)
    {
        ImmutableArray<NeedStanding> needs = [.. plan.Zip(HeldRules.Match(plan, held), (need, ids) => new NeedStanding
        {
            Skill = need.Skill, Wanted = need.Count, Held = ids, Missing = need.Count - ids.Length, Short = need.Count - ids.Length,
        })];
        var demands = ImmutableArray.CreateBuilder<Demand>(needs.Length + 1);
        var left = CountMax;
        foreach (var need in needs.Where(need => need.Missing > 0).OrderBy(need => need.Skill.Length == 0).TakeWhile(_ => left > 0))
        {
            var few = Math.Min(need.Missing, left);
            demands.Add(new Demand(wanted with { Skills = need.Skill.Length > 0 ? [need.Skill] : [], Need = need.Skill }, few));
            left -= few;
        }
        if (count - (CountMax - left) is > 0 and var beyond)
        {
            demands.AddRange(ByHand(operation, wanted, [], beyond).Demands);
        }
        return new(operation, wanted, level, needs, demands.DrainToImmutable());
    }
}
