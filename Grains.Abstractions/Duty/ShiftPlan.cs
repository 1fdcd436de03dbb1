using System.Collections.Immutable;

namespace GrupoGad.Duty;

/// <summary>The shifts of an efectivo that begin within a window: they take the place of those that did.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.ShiftPlan)]
public sealed record ShiftPlan
{
    /// <summary>UTC, at most 100 days back: what was worked before that is settled.</summary>
    [Id(0)] public required DateTime From { get; init; }

    /// <summary>UTC, exclusive, at most 400 days after <see cref="From"/>.</summary>
    [Id(1)] public required DateTime To { get; init; }

    /// <summary>0–1,000, in any order.</summary>
    [Id(2)] public ImmutableArray<ShiftTimes> Shifts { get; init; } = [];
}

/// <summary>Turno: when one is to be there, by the clock of a place.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.ShiftTimes)]
public sealed record ShiftTimes
{
    /// <summary>IANA name, e.g. <c>America/Argentina/Buenos_Aires</c>.</summary>
    [Id(0)] public required string TimeZone { get; init; }

    [Id(1)] public required WallTime Start { get; init; }

    /// <summary>After the start, at most 72 h.</summary>
    [Id(2)] public required WallTime End { get; init; }

    /// <summary>0–200 characters.</summary>
    [Id(3)] public string Note { get; init; } = "";
}
