using GrupoGad.Geo;

namespace GrupoGad.Commands;

/// <summary>Step of one command, reported by the side of a recipient.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.RecipientStep)]
public sealed record RecipientStep
{
    [Id(0)] public required string EfectivoId { get; init; }

    /// <summary>Delivered, Seen, Accepted, Refused, EnRoute, OnScene, Done or Unable.</summary>
    [Id(1)] public required LadderStep Step { get; init; }

    /// <summary>
    /// By the client's clock, UTC. If this time is in the future, or before the step that it follows, the server's clock and the ladder count, and this time is
    /// kept beside. For a person who speaks for the efectivo the server's clock always counts.
    /// </summary>
    [Id(2)] public required DateTime At { get; init; }

    /// <summary>Refused and Unable need one, 1–500 characters.</summary>
    [Id(3)] public string Reason { get; init; } = "";

    [Id(4)] public GeoPoint? Position { get; init; }

    /// <summary>The efectivo's code, or the subject of an operator who speaks for it.</summary>
    [Id(5)] public required string Actor { get; init; }

    /// <summary>The session that reports the step, and so needs no notice of it. Empty: none.</summary>
    [Id(6)] public string SessionId { get; init; } = "";
}

public enum StepOutcome
{
    /// <summary>Durable.</summary>
    Recorded = 1,

    /// <summary>It was recorded before; nothing happened twice.</summary>
    Repeated = 2,

    UnknownCommand = 3,

    /// <summary>It was never meant for this efectivo.</summary>
    NotARecipient = 4,

    /// <summary>The ladder does not allow it from where it stands.</summary>
    IllegalStep = 5,

    Expired = 6,
    Withdrawn = 7,

    /// <summary>A value breaks a rule.</summary>
    Invalid = 8,

    /// <summary>Its operation is closed, and no answer is needed.</summary>
    OperationClosed = 9,

    /// <summary>It was let go from its operation, which goes on: it owes no answer.</summary>
    Released = 10,
}

[GenerateSerializer, Immutable, Alias(Aliases.StepAnswer)]
public sealed record StepAnswer
{
    [Id(0)] public required StepOutcome Outcome { get; init; }

    [Id(1)] public string Rule { get; init; } = "";

    /// <summary>Where the ladder stands after the call; null when there is none.</summary>
    [Id(2)] public LadderStep? Step { get; init; }
}

public enum CloseOutcome
{
    Done = 1,
    Unchanged = 2,
    UnknownCommand = 3,

    /// <summary>A value breaks a rule, or the command's status does.</summary>
    Invalid = 4,
}

[GenerateSerializer, Immutable, Alias(Aliases.CloseAnswer)]
public sealed record CloseAnswer
{
    [Id(0)] public required CloseOutcome Outcome { get; init; }

    [Id(1)] public string Rule { get; init; } = "";
}
