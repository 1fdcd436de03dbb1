using System.Collections.Immutable;

namespace GrupoGad.Commands;

/// <summary>Where commands and every step of their recipients become durable: the truth that command grains are a live copy of.</summary>
/// <remarks>
/// Many grains await one commit together. An unknown outcome (the connection broke in the commit) is repaired by writing the same again: the
/// ids decide what is there already.
/// </remarks>
public interface ICommandLedger
{
    /// <summary>A command and the ladders of its recipients, all or nothing.</summary>
    /// <returns>Written; or Repeated: a command of that id is there, the same one or another.</returns>
    /// <exception cref="GadUnavailableException">Storage is away for longer than the ledger waits, or its queue is full.</exception>
    ValueTask<LedgerOutcome> Issue(IssuedCommand command);

    /// <summary>Steps, further recipients and the closing of one command, in one transaction; one outcome for each step.</summary>
    /// <exception cref="GadUnavailableException">As for <see cref="Issue"/>; what was written is unknown.</exception>
    ValueTask<ImmutableArray<LedgerOutcome>> Write(CommandWrite write);

    /// <summary>Appends a step that no caller waits for; it is written with the next commit. Dropped, and counted, when there is no room.</summary>
    void Note(string commandId, LadderRow step);

    /// <summary>Null when it was never issued.</summary>
    ValueTask<StoredCommand?> Read(string commandId, CancellationToken cancellation);

    /// <summary>Commands that a recipient still has to answer: critical first, then by age.</summary>
    ValueTask<ImmutableArray<CommandOffer>> Pending(string efectivoId, DateTime now, int limit, CancellationToken cancellation);

    ValueTask<CommandPage> Find(CommandQuery query, DateTime now, CancellationToken cancellation);

    /// <summary>A command and a page of ladders by code, after a code. Null when it was never issued.</summary>
    ValueTask<LadderPage?> Ladders(string commandId, string after, int limit, DateTime now, CancellationToken cancellation);

    /// <summary>
    /// Ids of commands that are not closed, and of orders that are settled but stand at the desk because a recipient is unable to carry them out.
    /// </summary>
    IAsyncEnumerable<string> Owed(CancellationToken cancellation);
}

public enum LedgerOutcome
{
    Written = 1,

    /// <summary>It was there.</summary>
    Repeated = 2,

    /// <summary>Something else was there that excludes it: the other answer, an expiry, a withdrawal; or there is no such ladder.</summary>
    Conflict = 3,
}
