using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Commands;

/// <summary>How recipients are named. Numbers are sent: append only.</summary>
public enum RecipientKind
{
    /// <summary>One efectivo by its code.</summary>
    Efectivo = 1,

    /// <summary>All who hold an open assignment of an operation.</summary>
    Operation = 2,

    /// <summary>All of a unit.</summary>
    Unit = 3,

    /// <summary>All with a specialty (their role in the field).</summary>
    Role = 4,

    Rank = 5,
    Jurisdiction = 6,

    /// <summary>Everyone whose last position is inside, when the command is issued.</summary>
    Area = 7,
}

/// <summary>Some of a command's recipients.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.Recipients)]
public sealed record Recipients
{
    [Id(0)] public required RecipientKind Kind { get; init; }

    /// <summary>Code or name; empty for an area.</summary>
    [Id(1)] public string Value { get; init; } = "";

    /// <summary>Corners of a ring, 3–1,000, not closed; for an area that is a polygon.</summary>
    [Id(2)] public ImmutableArray<GeoPoint> Ring { get; init; } = [];

    /// <summary>For an area that is a circle.</summary>
    [Id(3)] public GeoPoint? Centre { get; init; }

    /// <summary>Metres, 1–100,000.</summary>
    [Id(4)] public double RadiusM { get; init; }
}

/// <summary>Request of an issuer. Null values take the default of the class.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.IssueCommand)]
public sealed record IssueCommand
{
    [Id(0)] public required CommandClass Class { get; init; }

    [Id(1)] public required CommandKind Kind { get; init; }

    /// <summary>1–2,000 characters.</summary>
    [Id(2)] public required string Text { get; init; }

    /// <summary>1–500 entries; together at most <c>CommandOptions.RecipientsMax</c> efectivos.</summary>
    [Id(3)] public required ImmutableArray<Recipients> Recipients { get; init; }

    /// <summary>Subject of the caller's token.</summary>
    [Id(4)] public required string Issuer { get; init; }

    [Id(5)] public string OperationId { get; init; } = "";

    [Id(6)] public string AssignmentId { get; init; } = "";

    [Id(7)] public GeoPoint? Point { get; init; }

    [Id(8)] public ImmutableArray<GeoPoint> Area { get; init; } = [];

    [Id(9)] public string Attachment { get; init; } = "";

    /// <summary>Without an answer for this long it escalates.</summary>
    [Id(10)] public TimeSpan? AnswerWithin { get; init; }

    /// <summary>Without an answer by then it expires, UTC. Past already: refused.</summary>
    [Id(11)] public DateTime? Deadline { get; init; }

    /// <summary>Where the issuer was; null unknown.</summary>
    [Id(12)] public GeoPoint? IssuedFrom { get; init; }
}

public enum IssueOutcome
{
    /// <summary>Durable; on its way.</summary>
    Issued = 1,

    /// <summary>This very command was issued before.</summary>
    AlreadyIssued = 2,

    /// <summary>The id belongs to another command.</summary>
    IdInUse = 3,

    /// <summary>A value breaks a rule.</summary>
    Invalid = 4,

    /// <summary>No recipient was found.</summary>
    NoRecipients = 5,

    TooManyRecipients = 6,

    /// <summary>The operation is completed or cancelled.</summary>
    OperationClosed = 7,
}

[GenerateSerializer, Immutable, Alias(Aliases.UnknownRecipient)]
public readonly record struct UnknownRecipient([property: Id(0)] RecipientKind Kind, [property: Id(1)] string Value, [property: Id(2)] string Rule);

[GenerateSerializer, Immutable, Alias(Aliases.IssueAnswer)]
public sealed record IssueAnswer
{
    [Id(0)] public required IssueOutcome Outcome { get; init; }

    [Id(1)] public string Field { get; init; } = "";

    [Id(2)] public string Value { get; init; } = "";

    [Id(3)] public string Rule { get; init; } = "";

    /// <summary>Efectivos it goes to.</summary>
    [Id(4)] public int Recipients { get; init; }

    /// <summary>Entries that matched no efectivo; the rest went out.</summary>
    [Id(5)] public ImmutableArray<UnknownRecipient> Unknown { get; init; } = [];
}
