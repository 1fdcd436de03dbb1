using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.History;

/// <summary>How much an area was covered over time: by cell and interval.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.CoverageQuery)]
public sealed record CoverageQuery
{
    public const int LevelMin = 4;
    public const int LevelMax = 20;

    /// <summary>Days from the start to the end, at most.</summary>
    public const int DaysMax = 31;

    [Id(0)] public required GeoBounds Bounds { get; init; }

    /// <summary>Device time, UTC, included; intervals are counted from here.</summary>
    [Id(1)] public required DateTime From { get; init; }

    /// <summary>UTC, excluded.</summary>
    [Id(2)] public required DateTime To { get; init; }

    /// <summary>Of the cells, <see cref="LevelMin"/>–<see cref="LevelMax"/>.</summary>
    [Id(3)] public required int Level { get; init; }

    /// <summary>Whole seconds, at least 60; 0: all of the time as one.</summary>
    [Id(4)] public int IntervalS { get; init; }

    /// <summary>Of this unit as it is now; empty: all units.</summary>
    [Id(5)] public string Unit { get; init; } = "";
}

[GenerateSerializer, Immutable, Alias(Aliases.Coverage)]
public sealed record Coverage
{
    /// <summary>Most cells and intervals of one answer.</summary>
    public const int CellsMax = 50_000;

    [Id(0)] public required HistoryVerdict Verdict { get; init; }

    /// <summary>By interval, then by cell; those without any efectivo are left out.</summary>
    [Id(1)] public ImmutableArray<CoveredCell> Cells { get; init; } = [];
}

/// <param name="Interval">0, 1, 2… from the start.</param>
/// <param name="Efectivos">How many different ones reported from it.</param>
/// <param name="Fixes">How often.</param>
[GenerateSerializer, Immutable, Alias(Aliases.CoveredCell)]
public readonly record struct CoveredCell(
    [property: Id(0)] CellId Cell, [property: Id(1)] int Interval, [property: Id(2)] int Efectivos, [property: Id(3)] long Fixes);
