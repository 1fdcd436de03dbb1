using GrupoGad.Operations;
using GrupoGad.RunPlans;
using GrupoGad.WebFrontend.Preconditions;

namespace GrupoGad.WebFrontend.RunPlans;

/// <param name="Levels">1–10; each adds to those before.</param>
public sealed record RunPlanItem(IReadOnlyList<RunPlanLevelItem?>? Levels)
{
    internal RunPlan Read(OperationType type, OperationPriority priority) => new()
    {
        Type = type,
        Priority = priority,
        Levels = [.. (Levels ?? []).Select(level => new RunPlanLevel
        {
            Needs = [.. (level?.Needs ?? []).Select(need => new SkillNeed(need?.Skill ?? "", need?.Count ?? 0))],
        })],
    };
}

/// <param name="Needs">1–20, each skill once.</param>
public sealed record RunPlanLevelItem(IReadOnlyList<SkillNeedItem?>? Needs);

/// <param name="Skill">0–100 characters; empty: any efectivo.</param>
/// <param name="Count">1–100.</param>
public sealed record SkillNeedItem(string? Skill, int? Count)
{
    public static SkillNeedItem Of(SkillNeed need) => new(need.Skill, need.Count);
}

/// <param name="Version">Grows with every change.</param>
/// <param name="ChangedBy">The person who put it as it is.</param>
/// <param name="ChangedAt">UTC.</param>
public sealed record RunPlanResource(
    OperationType Type, OperationPriority Priority, IReadOnlyList<RunPlanLevelItem> Levels, long Version, string ChangedBy, DateTime ChangedAt) : IVersioned
{
    internal static RunPlanResource? OfKnown(RunPlanView? view) => view is null ? null : Of(view);

    public static RunPlanResource Of(RunPlanView view) => new(
        view.Plan.Type, view.Plan.Priority, [.. view.Plan.Levels.Select(level => new RunPlanLevelItem([.. level.Needs.Select(SkillNeedItem.Of)]))],
        view.Version, view.PutBy, view.PutAt);
}

/// <param name="Version">Grows with every change of any of them.</param>
public sealed record RunPlansResource(IReadOnlyList<RunPlanResource> Plans, long Version) : IVersioned;

/// <summary>The skills that an operation asks for at a level of alarm, all levels up to it together.</summary>
/// <param name="Needs">Empty: its type and priority have no run plan.</param>
public sealed record NeedsResource(string OperationId, OperationType Type, OperationPriority Priority, int Level, IReadOnlyList<SkillNeedItem> Needs);
