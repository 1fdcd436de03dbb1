using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Commands;

/// <summary>A command as it goes to the ledger, with its recipients already resolved.</summary>
public sealed record IssuedCommand
{
    public required CommandOffer Offer { get; init; }

    /// <summary>Codes, each once.</summary>
    public required ImmutableArray<string> Recipients { get; init; }

    /// <summary>As the issuer named them.</summary>
    public required ImmutableArray<Recipients> Asked { get; init; }

    public ImmutableArray<UnknownRecipient> Unknown { get; init; } = [];

    public GeoPoint? IssuedFrom { get; init; }

    /// <summary>Of the issuer's request, 32 bytes in hexadecimal: distinguishes the same command from another one of that id.</summary>
    public required string Digest { get; init; }
}

/// <summary>One step of one ladder, as it is stored.</summary>
public readonly record struct LadderRow
{
    public required string EfectivoId { get; init; }

    public required LadderStep Step { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>The time that the reporting side gave, UTC, where that time is impossible.</summary>
    public DateTime? SaidAt { get; init; }

    /// <summary>When we learned it, UTC.</summary>
    public required DateTime RecordedAt { get; init; }

    public string? Reason { get; init; }

    public GeoPoint? Position { get; init; }

    public required string Actor { get; init; }

    /// <summary>After it nothing is pending any more.</summary>
    public bool Settles { get; init; }

    /// <summary>Hand-overs to a gateway so far.</summary>
    public int Sends { get; init; }
}

/// <summary>A recipient that came later, by escalation.</summary>
public readonly record struct AddedRecipient(string EfectivoId, string EscalatedFor, DateTime At);

/// <summary>How a command is closed. A higher number replaces a lower one.</summary>
public enum ClosedHow
{
    Settled = 1,
    Waived = 2,
    Withdrawn = 3,
}

public sealed record CommandClosing(ClosedHow How, DateTime At, string Actor, string Reason);

/// <summary>Write of a command grain in one transaction.</summary>
public sealed record CommandWrite
{
    public required string CommandId { get; init; }

    /// <summary>Goes before others.</summary>
    public bool Critical { get; init; }

    public ImmutableArray<LadderRow> Steps { get; init; } = [];

    public ImmutableArray<AddedRecipient> Added { get; init; } = [];

    public CommandClosing? Closing { get; init; }
}

/// <summary>One recipient's ladder as the ledger has it, without its history.</summary>
public readonly record struct StoredLadder
{
    public required string EfectivoId { get; init; }

    public required LadderStep Step { get; init; }

    public bool Escalated { get; init; }

    /// <summary>The next in line was notified.</summary>
    public bool NextTold { get; init; }

    public required string EscalatedFor { get; init; }

    public int Sends { get; init; }

    /// <summary>When its last step happened, UTC.</summary>
    public DateTime At { get; init; }
}

/// <summary>A command as the ledger has it.</summary>
public sealed record StoredCommand
{
    public required CommandOffer Offer { get; init; }

    public required string Digest { get; init; }

    public required ImmutableArray<UnknownRecipient> Unknown { get; init; }

    /// <summary>Null while it is open.</summary>
    public CommandClosing? Closing { get; init; }

    public required ImmutableArray<StoredLadder> Ladders { get; init; }
}
