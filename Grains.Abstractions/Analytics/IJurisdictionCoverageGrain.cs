using System.Collections.Immutable;

namespace GrupoGad.Analytics;

/// <summary>Reads how much of its area each jurisdiction served. Stateless; as old as the last count. Key: any.</summary>
[Alias(Aliases.JurisdictionCoverageGrain)]
public interface IJurisdictionCoverageGrain : IGrainWithIntegerKey
{
    [ResponseTimeout("00:00:30"), Alias(nameof(Read))]
    ValueTask<JurisdictionCoverage> Read(JurisdictionCoverageQuery query, CancellationToken cancellation = default);
}

/// <summary>Whole hours count: the first is that of <see cref="From"/>, the last that before <see cref="To"/>, and none that is not over.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.JurisdictionCoverageQuery)]
public sealed record JurisdictionCoverageQuery
{
    /// <summary>UTC, included; of the last <see cref="AnalyticsLimits.CoverageDays"/> days.</summary>
    [Id(0)] public required DateTime From { get; init; }

    /// <summary>UTC, excluded.</summary>
    [Id(1)] public required DateTime To { get; init; }

    /// <summary>Null: all of them.</summary>
    [Id(2)] public string? Jurisdiction { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.JurisdictionCoverage)]
public sealed record JurisdictionCoverage
{
    /// <summary>Null: not counted yet.</summary>
    [Id(0)] public DateTime? AsOf { get; init; }

    /// <summary>By name. Efectivos without a jurisdiction are under the empty name.</summary>
    [Id(1)] public required ImmutableArray<ServedJurisdiction> Jurisdictions { get; init; }
}

/// <summary>Area that the efectivos of a jurisdiction served: the cells of level 14 where any of them was in the last 7 days.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.ServedJurisdiction)]
public sealed record ServedJurisdiction
{
    [Id(0)] public required string Jurisdiction { get; init; }

    /// <summary>km² of all its cells.</summary>
    [Id(1)] public required double AreaKm2 { get; init; }

    /// <summary>km² of the cells in which one of them was in the time asked for.</summary>
    [Id(2)] public required double ServedKm2 { get; init; }

    /// <summary>Cell-minutes in which one of them reported from there.</summary>
    [Id(3)] public required long CoveredMinutes { get; init; }

    /// <summary>Cell-minutes of its area in which no efectivo did.</summary>
    [Id(4)] public required long UncoveredMinutes { get; init; }

    /// <summary>By UTC day, only days with an efectivo there.</summary>
    [Id(5)] public required ImmutableArray<ServedDay> Days { get; init; }

    /// <summary>
    /// Growth of the served area, km² a day: the slope of the line through whole days, also days without any efectivo; null for fewer than two days.
    /// </summary>
    [Id(6)] public double? TrendKm2PerDay { get; init; }
}

/// <param name="Day">Its midnight, UTC.</param>
/// <param name="Hours">Of the day, within the time asked for: 24 is a whole one.</param>
[GenerateSerializer, Immutable, Alias(Aliases.ServedDay)]
public readonly record struct ServedDay(
    [property: Id(0)] DateTime Day, [property: Id(1)] int Hours, [property: Id(2)] double ServedKm2, [property: Id(3)] long CoveredMinutes, [property: Id(4)] long UncoveredMinutes);
