using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Commands;

/// <summary>A command as its recipients get it: the same words for all of them.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.CommandOffer)]
public sealed record CommandOffer
{
    /// <summary>Made by the issuer, <c>^[A-Za-z0-9_-]{8,64}$</c>: the same again is the same command.</summary>
    [Id(0)] public required string CommandId { get; init; }

    /// <summary>Subject of the issuer's token; <c>system</c> for an operation's own.</summary>
    [Id(1)] public required string Issuer { get; init; }

    [Id(2)] public required CommandClass Class { get; init; }

    [Id(3)] public required CommandKind Kind { get; init; }

    /// <summary>1–2,000 characters.</summary>
    [Id(4)] public required string Text { get; init; }

    /// <summary>Empty: none.</summary>
    [Id(5)] public string OperationId { get; init; } = "";

    /// <summary>Of a proposal; else empty.</summary>
    [Id(6)] public string AssignmentId { get; init; } = "";

    [Id(7)] public GeoPoint? Point { get; init; }

    /// <summary>Corners of a ring, not closed; empty: none.</summary>
    [Id(8)] public ImmutableArray<GeoPoint> Area { get; init; } = [];

    /// <summary>Reference to a document, 0–500 characters.</summary>
    [Id(9)] public string Attachment { get; init; } = "";

    /// <summary>UTC.</summary>
    [Id(10)] public required DateTime IssuedAt { get; init; }

    /// <summary>Without an answer by then it escalates, UTC. Of a notice: without being seen.</summary>
    [Id(11)] public required DateTime AnswerBy { get; init; }

    /// <summary>Without an answer by then it expires, UTC.</summary>
    [Id(12)] public required DateTime Deadline { get; init; }

    /// <summary>The recipient that did not answer, when this one receives the command by escalation; else empty.</summary>
    [Id(13)] public string EscalatedFor { get; init; } = "";

    /// <summary>A notice is settled when it is seen, all else by an answer.</summary>
    public bool AsksForAnswer => Kind != CommandKind.Notice;
}

/// <summary>Message on the stream: one command and its recipients in one shard. Nothing depends on it: a lost one is late by the re-send period.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.CommandNotice)]
public sealed record CommandNotice
{
    [Id(0)] public required CommandOffer Command { get; init; }

    [Id(1)] public required ImmutableArray<string> Recipients { get; init; }
}
