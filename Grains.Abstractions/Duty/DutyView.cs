using System.Collections.Immutable;

namespace GrupoGad.Duty;

/// <summary>Shifts and leaves of an efectivo, by their start.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.DutyView)]
public sealed record DutyView
{
    [Id(0)] public required ImmutableArray<Shift> Shifts { get; init; }

    [Id(1)] public required ImmutableArray<Leave> Leaves { get; init; }

    /// <summary>Grows with every change of any shift or leave of the efectivo.</summary>
    [Id(2)] public long Version { get; init; }
}

/// <summary>A shift that was planned. One efectivo has no two at a time, so its start names it.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.Shift)]
public sealed record Shift
{
    /// <summary>UTC.</summary>
    [Id(0)] public required DateTime Start { get; init; }

    /// <summary>UTC, exclusive.</summary>
    [Id(1)] public required DateTime End { get; init; }

    [Id(2)] public required string TimeZone { get; init; }

    [Id(3)] public string Note { get; init; } = "";

    /// <summary>Subject of the token of who planned it.</summary>
    [Id(4)] public required string PlannedBy { get; init; }

    /// <summary>UTC.</summary>
    [Id(5)] public required DateTime PlannedAt { get; init; }

    /// <summary>Why it was planned against the minimum rest; empty: it was not.</summary>
    [Id(6)] public string Forced { get; init; } = "";
}

[GenerateSerializer, Immutable, Alias(Aliases.Leave)]
public sealed record Leave
{
    [Id(0)] public required string LeaveId { get; init; }

    [Id(1)] public required LeaveKind Kind { get; init; }

    /// <summary>UTC.</summary>
    [Id(2)] public required DateTime Start { get; init; }

    /// <summary>UTC, exclusive.</summary>
    [Id(3)] public required DateTime End { get; init; }

    [Id(4)] public required string TimeZone { get; init; }

    [Id(5)] public string Note { get; init; } = "";

    [Id(6)] public required string PlannedBy { get; init; }

    /// <summary>UTC.</summary>
    [Id(7)] public required DateTime PlannedAt { get; init; }
}
