using System.Collections.Immutable;
using GrupoGad.Efectivos;

namespace GrupoGad.Cells;

/// <summary>An efectivo as its cell and the screens know it.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.CellMember)]
public sealed record CellMember
{
    [Id(0)] public required string EfectivoId { get; init; }

    [Id(1)] public required string DisplayName { get; init; }

    [Id(2)] public required string Unit { get; init; }

    [Id(3)] public required Availability Availability { get; init; }

    [Id(4)] public required ImmutableArray<string> Skills { get; init; }

    [Id(5)] public required Fix Fix { get; init; }

    /// <summary>Grows with every change of this efectivo, also over restarts: a cell ignores what is older than what it knows.</summary>
    [Id(6)] public required long Version { get; init; }
}

/// <summary>A new fix of an efectivo that stays in its cell.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.CellMove)]
public readonly record struct CellMove
{
    [Id(0)] public required string EfectivoId { get; init; }

    [Id(1)] public required Fix Fix { get; init; }

    [Id(2)] public required long Version { get; init; }
}
