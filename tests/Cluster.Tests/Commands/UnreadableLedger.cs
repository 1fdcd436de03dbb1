using System.Collections.Concurrent;
using System.Collections.Immutable;
using GrupoGad.Commands;

namespace GrupoGad.Cluster.Tests.Commands;

/// <summary>A ledger in which a row of some efectivos cannot be read: not an outage, but nothing that its readers expect.</summary>
public sealed class UnreadableLedger(ICommandLedger ledger) : ICommandLedger
{
    public static ConcurrentDictionary<string, bool> Spoilt { get; } = new();

    public ValueTask<ImmutableArray<CommandOffer>> Pending(string efectivoId, DateTime now, int limit, CancellationToken cancellation) =>
        Spoilt.ContainsKey(efectivoId) ? throw new InvalidCastException("a row that does not parse") : ledger.Pending(efectivoId, now, limit, cancellation);

    public ValueTask<LedgerOutcome> Issue(IssuedCommand command) => ledger.Issue(command);

    public ValueTask<ImmutableArray<LedgerOutcome>> Write(CommandWrite write) => ledger.Write(write);

    public void Note(string commandId, LadderRow step) => ledger.Note(commandId, step);

    public ValueTask<StoredCommand?> Read(string commandId, CancellationToken cancellation) => ledger.Read(commandId, cancellation);

    public ValueTask<CommandPage> Find(CommandQuery query, DateTime now, CancellationToken cancellation) => ledger.Find(query, now, cancellation);

    public ValueTask<LadderPage?> Ladders(string commandId, string after, int limit, DateTime now, CancellationToken cancellation) =>
        ledger.Ladders(commandId, after, limit, now, cancellation);

    public IAsyncEnumerable<string> Owed(CancellationToken cancellation) => ledger.Owed(cancellation);
}
