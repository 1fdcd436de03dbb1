using System.Collections.Immutable;
using GrupoGad.Operations;

namespace GrupoGad.RunPlans;

/// <summary>Efectivos that an operation of a type and priority needs, and those that each further alarm adds.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.RunPlan)]
public sealed record RunPlan
{
    [Id(0)] public required OperationType Type { get; init; }

    [Id(1)] public required OperationPriority Priority { get; init; }

    /// <summary>1–10; the first is what the first alarm asks for, each later one adds to those before.</summary>
    [Id(2)] public required ImmutableArray<RunPlanLevel> Levels { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.RunPlanLevel)]
public sealed record RunPlanLevel
{
    /// <summary>1–20, each skill once.</summary>
    [Id(0)] public required ImmutableArray<SkillNeed> Needs { get; init; }
}

/// <param name="Skill">1–100 characters; empty: any efectivo.</param>
/// <param name="Count">1–100.</param>
[GenerateSerializer, Immutable, Alias(Aliases.SkillNeed)]
public readonly record struct SkillNeed([property: Id(0)] string Skill, [property: Id(1)] int Count);
