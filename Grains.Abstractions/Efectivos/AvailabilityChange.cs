namespace GrupoGad.Efectivos;

/// <summary>A wish to change an efectivo's availability, by someone, for a reason.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.AvailabilityChange)]
public sealed record AvailabilityChange
{
    /// <summary>Longest reason, in characters.</summary>
    public const int ReasonLengthMax = 200;

    [Id(0)] public required Availability To { get; init; }

    /// <summary>0–200 characters, none of them a control character.</summary>
    [Id(1)] public string Reason { get; init; } = "";

    /// <summary>Subject of the caller's token.</summary>
    [Id(2)] public required string Actor { get; init; }

    /// <summary>The version of the efectivo for which it is meant.</summary>
    [Id(3)] public Expected Expected { get; init; }
}

public enum AvailabilityOutcome
{
    Changed = 1,

    /// <summary>It had that availability already; nothing was written.</summary>
    Unchanged = 2,

    UnknownEfectivo = 3,

    /// <summary>The guard refuses this step; see <see cref="AvailabilityAnswer.Rule"/>.</summary>
    IllegalTransition = 4,

    /// <summary>The efectivo is not of the version that was expected, because another writer has changed it.</summary>
    Stale = 5,
}

[GenerateSerializer, Immutable, Alias(Aliases.AvailabilityAnswer)]
public sealed record AvailabilityAnswer
{
    [Id(0)] public required AvailabilityOutcome Outcome { get; init; }

    /// <summary>Availability after the call; null when unknown.</summary>
    [Id(1)] public Availability? Availability { get; init; }

    /// <summary>The rule that refused it, in words.</summary>
    [Id(2)] public string Rule { get; init; } = "";

    /// <summary>Of the efectivo after the call.</summary>
    [Id(3)] public long Version { get; init; }
}
