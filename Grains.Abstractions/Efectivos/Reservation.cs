namespace GrupoGad.Efectivos;

/// <summary>The time of an efectivo that one operation holds. The efectivo's grain is the only judge of who has it.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.Reservation)]
public sealed record Reservation
{
    [Id(0)] public required string OperationId { get; init; }

    /// <summary>The bond's own name: a repeated call with it changes nothing.</summary>
    [Id(1)] public required string AssignmentId { get; init; }

    /// <summary>Its time has begun and it has agreed: it is on task until released.</summary>
    [Id(2)] public bool Engaged { get; init; }

    /// <summary>UTC, included.</summary>
    [Id(3)] public DateTime From { get; init; } = DateTime.MinValue;

    /// <summary>UTC, not included; <see cref="DateTime.MaxValue"/>: no end is known. An engaged one goes on until it is released, whatever its end.</summary>
    [Id(4)] public DateTime To { get; init; } = DateTime.MaxValue;

    /// <summary>The time beside it to which its operation may be moved; null: none.</summary>
    [Id(5)] public DateTime? AlsoFrom { get; init; }

    [Id(6)] public DateTime? AlsoTo { get; init; }

    /// <summary>That of its operation's times by which this was said last.</summary>
    [Id(7)] public long Revision { get; init; }
}

/// <summary>A time that an operation asks of an efectivo.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.HoldTime)]
public sealed record HoldTime
{
    [Id(0)] public required string OperationId { get; init; }

    [Id(1)] public required string AssignmentId { get; init; }

    /// <summary>UTC, included.</summary>
    [Id(2)] public required DateTime From { get; init; }

    /// <summary>UTC, not included.</summary>
    [Id(3)] public required DateTime To { get; init; }

    /// <summary>Grows with every change of the operation's times: a late call with an older one changes nothing.</summary>
    [Id(4)] public required long Revision { get; init; }

    /// <summary>A supervisor takes it although it is not available.</summary>
    [Id(5)] public bool Overrule { get; init; }

    /// <summary>The time beside it to which the operation is about to be moved; null: none.</summary>
    [Id(6)] public DateTime? AlsoFrom { get; init; }

    [Id(7)] public DateTime? AlsoTo { get; init; }

    /// <summary>The operation goes on already: what is held from before its planned start stays held.</summary>
    [Id(8)] public bool HasBegun { get; init; }
}

public enum ReserveOutcome
{
    /// <summary>It is held by this assignment, now or already.</summary>
    Reserved = 1,

    /// <summary>Another operation has some of that time.</summary>
    HeldByOther = 2,

    NotAvailable = 3,
    UnknownEfectivo = 4,

    /// <summary>This assignment holds nothing.</summary>
    NotHeld = 5,
}

[GenerateSerializer, Immutable, Alias(Aliases.ReserveAnswer)]
public sealed record ReserveAnswer
{
    [Id(0)] public required ReserveOutcome Outcome { get; init; }

    /// <summary>The reservation that decided: the assignment's own, or the one in its way; null: none.</summary>
    [Id(1)] public Reservation? Held { get; init; }

    /// <summary>The rule that refused it, in words.</summary>
    [Id(2)] public string Rule { get; init; } = "";
}
