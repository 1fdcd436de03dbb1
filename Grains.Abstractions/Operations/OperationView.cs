using System.Collections.Immutable;

namespace GrupoGad.Operations;

/// <summary>All that is known of an operation at one instant.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.OperationView)]
public sealed record OperationView
{
    /// <summary><c>^[A-Z0-9_-]{3,20}$</c>.</summary>
    [Id(0)] public required string OperationId { get; init; }

    [Id(1)] public required OperationPlan Plan { get; init; }

    [Id(2)] public required OperationStatus Status { get; init; }

    [Id(3)] public DateTime? ActualStart { get; init; }

    [Id(4)] public DateTime? ActualEnd { get; init; }

    /// <summary>Sum of all pauses so far.</summary>
    [Id(5)] public TimeSpan Paused { get; init; }

    /// <summary>All who were ever asked, the newest bond of each.</summary>
    [Id(6)] public ImmutableArray<Assignment> Assignments { get; init; } = [];

    /// <summary>Grows with every change.</summary>
    [Id(7)] public required long Version { get; init; }

    /// <summary>How many efectivos it asks for by itself at a person's request; 0: none.</summary>
    [Id(8)] public int Filling { get; init; }
}

/// <summary>One change of an operation: who did what, why, and what it was before and after.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.TimelineEntry)]
public sealed record TimelineEntry
{
    /// <summary>1, 2, 3… in one operation.</summary>
    [Id(0)] public required long Sequence { get; init; }

    [Id(1)] public required DateTime At { get; init; }

    /// <summary>Subject of the caller's token; <c>system</c> for what happened by itself.</summary>
    [Id(2)] public required string Actor { get; init; }

    /// <summary>Stable word: <c>planned</c>, <c>started</c>, <c>assignment.accepted</c>…</summary>
    [Id(3)] public required string What { get; init; }

    [Id(4)] public string Reason { get; init; } = "";

    /// <summary>Former value of the change; empty when there was none.</summary>
    [Id(5)] public string Before { get; init; } = "";

    [Id(6)] public string After { get; init; } = "";

    /// <summary>The efectivo concerned; empty: the operation itself.</summary>
    [Id(7)] public string EfectivoId { get; init; } = "";

    /// <summary>
    /// The order that it is about; empty: none. Such a line is read from the ledger, and its sequence is that of the operation's own line which it follows.
    /// </summary>
    [Id(8)] public string CommandId { get; init; } = "";
}

[GenerateSerializer, Immutable, Alias(Aliases.TimelinePage)]
public sealed record TimelinePage
{
    [Id(0)] public required ImmutableArray<TimelineEntry> Entries { get; init; }

    /// <summary>Ask again after this sequence; null at the end.</summary>
    [Id(1)] public long? Next { get; init; }
}
