using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Analytics;

/// <summary>Cells that were covered in some whole hours: from the hour of <see cref="From"/> to the hour before <see cref="To"/>.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.HourlyCoverageQuery)]
public sealed record CoverageQuery
{
    /// <summary>UTC, included; of the last <see cref="AnalyticsLimits.CoverageDays"/> days.</summary>
    [Id(0)] public required DateTime From { get; init; }

    /// <summary>UTC, excluded.</summary>
    [Id(1)] public required DateTime To { get; init; }

    /// <summary>Null: everywhere.</summary>
    [Id(2)] public GeoBounds? Bounds { get; init; }

    /// <summary>1–<see cref="AnalyticsLimits.CellsMax"/>.</summary>
    [Id(3)] public required int Limit { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.HourlyCoverage)]
public sealed record Coverage
{
    /// <summary>Null: not counted yet.</summary>
    [Id(0)] public DateTime? AsOf { get; init; }

    /// <summary>Most covered first. A cell without any efectivo is not among them.</summary>
    [Id(1)] public required ImmutableArray<CoveredCell> Cells { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.HourlyCoveredCell)]
public readonly record struct CoveredCell
{
    [Id(0)] public required CellId Cell { get; init; }

    [Id(1)] public required long Fixes { get; init; }

    /// <summary>Different efectivos in the hour that had the most.</summary>
    [Id(2)] public required int EfectivosMax { get; init; }

    /// <summary>Minutes in which an efectivo reported from there.</summary>
    [Id(3)] public required int CoveredMinutes { get; init; }
}
