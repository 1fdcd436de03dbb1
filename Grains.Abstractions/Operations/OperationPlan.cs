using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Operations;

/// <summary>Plan of an operation: its task, times, place and commander.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.OperationPlan)]
public sealed record OperationPlan
{
    /// <summary>5–200 characters.</summary>
    [Id(0)] public required string Title { get; init; }

    /// <summary>0–4,000 characters.</summary>
    [Id(1)] public string Description { get; init; } = "";

    [Id(2)] public required OperationType Type { get; init; }

    [Id(3)] public required OperationPriority Priority { get; init; }

    /// <summary>UTC.</summary>
    [Id(4)] public required DateTime PlannedStart { get; init; }

    /// <summary>UTC, after the start.</summary>
    [Id(5)] public required DateTime PlannedEnd { get; init; }

    /// <summary>Where to go; null when there is an area only, or neither.</summary>
    [Id(6)] public GeoPoint? Point { get; init; }

    /// <summary>Corners of the outer ring, 3–1,000, not closed; empty: none.</summary>
    [Id(7)] public ImmutableArray<GeoPoint> Area { get; init; } = [];

    /// <summary>Code of the efectivo who commands it; empty: none yet. One commander has no two operations whose planned times overlap.</summary>
    [Id(8)] public string Commander { get; init; } = "";

    [Id(9)] public string Jurisdiction { get; init; } = "";

    /// <summary>0–4,000 characters.</summary>
    [Id(10)] public string Notes { get; init; } = "";

    /// <summary>
    /// Efectivos that it is filled with once a person asks for that. An efectivo that refuses, or whose proposal expires, is replaced by the next nearest.
    /// 0–100; 0: people are chosen by hand.
    /// </summary>
    [Id(11)] public int Wanted { get; init; }

    /// <summary>Skill that those must have; empty: any.</summary>
    [Id(12)] public string WantedSkill { get; init; } = "";
}
