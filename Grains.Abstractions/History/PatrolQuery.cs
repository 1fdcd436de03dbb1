using System.Collections.Immutable;
using GrupoGad.Fences;
using GrupoGad.Geo;

namespace GrupoGad.History;

/// <summary>Which cells, and which streets where roads are loaded, of an area were visited by a patrol.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.PatrolQuery)]
public sealed record PatrolQuery
{
    public const int LevelMin = 10;
    public const int LevelMax = 19;
    public const int DaysMax = 7;
    public const int EfectivosMax = 500;

    /// <summary>Cells of the area.</summary>
    public const int CellsMax = 20_000;

    /// <summary>Positions that one answer is made of.</summary>
    public const int FixesMax = 500_000;

    /// <summary>1–1,000. A cell belongs to it when its middle does.</summary>
    [Id(0)] public required ImmutableArray<FencePart> Area { get; init; }

    /// <summary>Device time, UTC, included: the start of the shift.</summary>
    [Id(1)] public required DateTime From { get; init; }

    /// <summary>UTC, excluded.</summary>
    [Id(2)] public required DateTime To { get; init; }

    [Id(3)] public required int Level { get; init; }

    /// <summary>Codes of the efectivos that patrolled, 1–<see cref="EfectivosMax"/>.</summary>
    [Id(4)] public required ImmutableArray<string> Efectivos { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.PatrolReport)]
public sealed record PatrolReport
{
    [Id(0)] public required HistoryVerdict Verdict { get; init; }

    /// <summary>All cells of the area, those not visited included. By quadkey.</summary>
    [Id(1)] public ImmutableArray<PatrolledCell> Cells { get; init; } = [];

    /// <summary>Null where no roads are loaded.</summary>
    [Id(2)] public ImmutableArray<PatrolledStreet>? Streets { get; init; }
}

/// <summary>A cell of the area, and who came to it.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.PatrolledCell)]
public sealed record PatrolledCell
{
    [Id(0)] public required CellId Cell { get; init; }

    /// <summary>Null: no efectivo came.</summary>
    [Id(1)] public DateTime? First { get; init; }

    [Id(2)] public DateTime? Last { get; init; }

    /// <summary>Comings: fixes or ways in it that follow on one in another cell.</summary>
    [Id(3)] public int Visits { get; init; }

    /// <summary>No fix was in it, only the straight way between two.</summary>
    [Id(4)] public bool Interpolated { get; init; }

    /// <summary>Efectivos that visited, by code.</summary>
    [Id(5)] public ImmutableArray<string> Efectivos { get; init; } = [];
}

/// <param name="LengthM">Of its pieces in the area, metres.</param>
/// <param name="VisitedM">Of those that an efectivo came near to.</param>
[GenerateSerializer, Immutable, Alias(Aliases.PatrolledStreet)]
public readonly record struct PatrolledStreet(
    [property: Id(0)] string Name, [property: Id(1)] double LengthM, [property: Id(2)] double VisitedM, [property: Id(3)] DateTime? First, [property: Id(4)] DateTime? Last);
