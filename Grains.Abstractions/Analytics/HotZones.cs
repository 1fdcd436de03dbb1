using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Analytics;

/// <summary>Where most happened in the last 30 days.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.HotZonesQuery)]
public sealed record HotZonesQuery
{
    /// <summary>Null: everywhere.</summary>
    [Id(0)] public GeoBounds? Bounds { get; init; }

    /// <summary>1–<see cref="AnalyticsLimits.CellsMax"/>.</summary>
    [Id(1)] public required int Limit { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.HotZones)]
public sealed record HotZones
{
    /// <summary>Null: not counted yet.</summary>
    [Id(0)] public DateTime? AsOf { get; init; }

    /// <summary>Hottest first.</summary>
    [Id(1)] public required ImmutableArray<HotZone> Zones { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.HotZone)]
public readonly record struct HotZone
{
    [Id(0)] public required CellId Cell { get; init; }

    [Id(1)] public required int Operations { get; init; }

    /// <summary>Operations of priority Urgent and Critical.</summary>
    [Id(2)] public required int Urgent { get; init; }

    [Id(3)] public required int Alarms { get; init; }

    /// <summary>Priorities of the operations, 1 to 5, and 5 for each alarm.</summary>
    [Id(4)] public required int Score { get; init; }

    /// <summary>UTC.</summary>
    [Id(5)] public required DateTime LastAt { get; init; }
}
