namespace GrupoGad.Commands;

/// <summary>Where one recipient's ladder stands. Its history is in the ledger: 20,000 of these are a few megabytes.</summary>
public readonly record struct LadderState
{
    /// <summary>The highest step reached; Expired and Withdrawn are final. Never Escalated: that is a mark beside it.</summary>
    public required LadderStep Step { get; init; }

    /// <summary>Another person was notified, because the recipient did not have the command or did not answer in time. It may still answer.</summary>
    public bool Escalated { get; init; }

    /// <summary>The next in line was notified; the mark for not having the command comes before that, and is a step of its own.</summary>
    public bool NextTold { get; init; }

    /// <summary>The recipient that it replaced; empty: it was meant from the start.</summary>
    public string EscalatedFor { get; init; }

    public int Sends { get; init; }

    /// <summary>When its last step happened, UTC: the next one is not before it.</summary>
    public DateTime At { get; init; }

    public static LadderState New(string escalatedFor = "", DateTime at = default) => new() { Step = LadderStep.Issued, EscalatedFor = escalatedFor, At = at };
}
