using GrupoGad.Operations;
using GrupoGad.RunPlans;

namespace GrupoGad.WebFrontend.RunPlans;

/// <param name="Levels">1–10; each adds to those before.</param>
public sealed record RunPlanItem(IReadOnlyList<RunPlanLevelItem?>? Levels);

/// <param name="Needs">1–20, each skill once.</param>
public sealed record RunPlanLevelItem(IReadOnlyList<SkillNeedItem?>? Needs);

/// <param name="Skill">0–100 characters; empty: any efectivo.</param>
/// <param name="Count">1–100.</param>
public sealed record SkillNeedItem(string? Skill, int? Count)
{
    public static SkillNeedItem Of(SkillNeed need) => new(need.Skill, need.Count);
}

public sealed record RunPlanResource(OperationType Type, OperationPriority Priority, IReadOnlyList<RunPlanLevelItem> Levels)
{
    public static RunPlanResource Of(RunPlan plan) => new(
        plan.Type, plan.Priority, [.. plan.Levels.Select(level => new RunPlanLevelItem([.. level.Needs.Select(SkillNeedItem.Of)]))]);
}

public sealed record RunPlansResource(IReadOnlyList<RunPlanResource> Plans);

/// <summary>Whom an operation asks for at a level of alarm, all levels up to it together.</summary>
/// <param name="Needs">Empty: its type and priority have no run plan.</param>
public sealed record NeedsResource(string OperationId, OperationType Type, OperationPriority Priority, int Level, IReadOnlyList<SkillNeedItem> Needs);
