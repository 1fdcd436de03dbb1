namespace GrupoGad.Operations;

/// <summary>The bond between an operation and an efectivo. Numbers are stored and sent: append only.</summary>
public enum AssignmentStep
{
    /// <summary>Asked of the efectivo's grain, or about to be. From the moment that grain agrees no other operation can hold it.</summary>
    Reserved = 1,

    /// <summary>The proposal is on its way as a command.</summary>
    Proposed = 2,

    Accepted = 3,
    EnRoute = 4,
    OnScene = 5,
    Released = 6,
    Refused = 7,

    /// <summary>No answer in time.</summary>
    Expired = 8,

    /// <summary>Given to another operation by a person.</summary>
    Reassigned = 9,

    /// <summary>The efectivo has done what it was asked for, and is free.</summary>
    Done = 10,

    /// <summary>It had accepted and cannot any more, for a reason. Another efectivo is wanted in its place.</summary>
    Unable = 11,
}

[GenerateSerializer, Immutable, Alias(Aliases.Assignment)]
public sealed record Assignment
{
    [Id(0)] public required string EfectivoId { get; init; }

    /// <summary>Made by the operation; names this bond on both sides and makes every step of the exchange repeatable.</summary>
    [Id(1)] public required string AssignmentId { get; init; }

    [Id(2)] public required AssignmentStep Step { get; init; }

    /// <summary>When it came to that step, UTC.</summary>
    [Id(3)] public required DateTime At { get; init; }

    /// <summary>Of a refusal, a release or a reassignment.</summary>
    [Id(4)] public string Reason { get; init; } = "";

    /// <summary>The command that carries the proposal; empty until there is one.</summary>
    [Id(5)] public string CommandId { get; init; } = "";

    /// <summary>Holds its efectivo.</summary>
    public bool IsOpen => Step is AssignmentStep.Reserved or AssignmentStep.Proposed || IsWorking;

    /// <summary>The efectivo has agreed and is not released.</summary>
    public bool IsWorking => Step is AssignmentStep.Accepted or AssignmentStep.EnRoute or AssignmentStep.OnScene;
}
