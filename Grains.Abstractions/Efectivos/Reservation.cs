namespace GrupoGad.Efectivos;

/// <summary>An efectivo held by one operation. The efectivo's grain is the only judge of who has it.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.Reservation)]
public sealed record Reservation
{
    [Id(0)] public required string OperationId { get; init; }

    /// <summary>The bond's own name: a repeated call with it changes nothing.</summary>
    [Id(1)] public required string AssignmentId { get; init; }

    /// <summary>It has agreed: it is on task until released.</summary>
    [Id(2)] public bool Engaged { get; init; }
}

public enum ReserveOutcome
{
    /// <summary>It is held by this assignment, now or already.</summary>
    Reserved = 1,

    HeldByOther = 2,
    NotAvailable = 3,
    UnknownEfectivo = 4,
}

[GenerateSerializer, Immutable, Alias(Aliases.ReserveAnswer)]
public sealed record ReserveAnswer
{
    [Id(0)] public required ReserveOutcome Outcome { get; init; }

    /// <summary>Who has it after the call; null: nobody.</summary>
    [Id(1)] public Reservation? Held { get; init; }

    /// <summary>The rule that refused it, in words.</summary>
    [Id(2)] public string Rule { get; init; } = "";
}
