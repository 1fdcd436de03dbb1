using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Commands;

public enum CommandStatus
{
    Open = 1,

    /// <summary>All recipients have answered (or seen, of a notice), expired, or were waived.</summary>
    Settled = 2,

    Withdrawn = 3,
}

/// <summary>A command in one line: for lists and boards.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.CommandSummary)]
public sealed record CommandSummary
{
    [Id(0)] public required CommandOffer Command { get; init; }

    [Id(1)] public required CommandStatus Status { get; init; }

    /// <summary>How many recipients stand at each step now; index is <see cref="LadderStep"/> (0 unused).</summary>
    [Id(2)] public required ImmutableArray<int> ByStep { get; init; }

    /// <summary>Without an answer, and past <see cref="CommandOffer.AnswerBy"/>.</summary>
    [Id(3)] public int Overdue { get; init; }

    /// <summary>The person who waived the missing answers; empty: none.</summary>
    [Id(4)] public string WaivedBy { get; init; } = "";

    [Id(5)] public required long Version { get; init; }

    /// <summary>
    /// Of a critical command that a recipient did not receive in time: jurisdictions whose supervisors are notified, beside its issuer, until
    /// <see cref="CommandOffer.AnswerBy"/>; after that all are. Empty, or with the empty name among them: all supervisors.
    /// </summary>
    [Id(6)] public ImmutableArray<string> Jurisdictions { get; init; } = [];

    /// <summary>True when a recipient accepted an order and cannot carry it out. A person must find another efectivo, or close it.</summary>
    public bool AwaitsPerson => Command.Kind == CommandKind.Order && Status != CommandStatus.Withdrawn && WaivedBy.Length == 0
        && ByStep.Length > (int)LadderStep.Unable && ByStep[(int)LadderStep.Unable] > 0;
}

/// <summary>One recipient's ladder.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.Ladder)]
public sealed record Ladder
{
    [Id(0)] public required string EfectivoId { get; init; }

    /// <summary>Where it stands: the highest step reached.</summary>
    [Id(1)] public required LadderStep Step { get; init; }

    /// <summary>The recipient that it replaced by escalation; empty: it was meant from the start.</summary>
    [Id(2)] public string EscalatedFor { get; init; } = "";

    /// <summary>Hand-overs to a gateway so far.</summary>
    [Id(3)] public int Sends { get; init; }

    /// <summary>Each step once, in the order they came.</summary>
    [Id(4)] public ImmutableArray<LadderEntry> Steps { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias(Aliases.LadderEntry)]
public readonly record struct LadderEntry
{
    [Id(0)] public required LadderStep Step { get; init; }

    /// <summary>When it happened, UTC: by the clock of who says so, where that can be; never before the step it follows.</summary>
    [Id(1)] public required DateTime At { get; init; }

    /// <summary>When the server recorded it, UTC.</summary>
    [Id(2)] public required DateTime RecordedAt { get; init; }

    [Id(3)] public string Reason { get; init; }

    /// <summary>Where the recipient was; null unknown.</summary>
    [Id(4)] public GeoPoint? Position { get; init; }

    /// <summary>The efectivo itself, an operator who spoke for it, or <c>system</c>.</summary>
    [Id(5)] public string Actor { get; init; }

    /// <summary>When it happened in the words of who says so, where that cannot be; null: as it stands.</summary>
    [Id(6)] public DateTime? SaidAt { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.LadderPage)]
public sealed record LadderPage
{
    [Id(0)] public required CommandSummary Command { get; init; }

    /// <summary>By code.</summary>
    [Id(1)] public required ImmutableArray<Ladder> Ladders { get; init; }

    /// <summary>Ask again after this code; empty at the end.</summary>
    [Id(2)] public string Next { get; init; } = "";
}
