using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GrupoGad.Commands;
using GrupoGad.Operations;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>Commands in memory. Keeps the rules of the ledger, but for durability; bounded by the newest commands.</summary>
internal sealed class MemoryCommands : ICommandLedger, IOperationCommands
{
    /// <summary>Commands kept; the oldest closed ones make room.</summary>
    public const int CommandsMax = 100_000;

    private readonly ConcurrentDictionary<string, MemoryCommand> _commands = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();

    public ValueTask<LedgerOutcome> Issue(IssuedCommand command)
    {
        if (!_commands.TryAdd(command.Offer.CommandId, new MemoryCommand(command)))
        {
            return new(LedgerOutcome.Repeated);
        }
        _order.Enqueue(command.Offer.CommandId);
        while (_commands.Count > CommandsMax && _order.TryDequeue(out var oldest))
        {
            _commands.TryRemove(oldest, out _);
        }
        return new(LedgerOutcome.Written);
    }

    public ValueTask<ImmutableArray<LedgerOutcome>> Write(CommandWrite write) => new(_commands.TryGetValue(write.CommandId, out var command)
        ? command.Write(write)
        : [.. write.Steps.Select(_ => LedgerOutcome.Conflict)]);

    public void Note(string commandId, LadderRow step) => _ = Write(new CommandWrite { CommandId = commandId, Steps = [step] });

    public ValueTask<StoredCommand?> Read(string commandId, CancellationToken cancellation) =>
        new(_commands.TryGetValue(commandId, out var command) ? command.Stored() : null);

    public ValueTask<ImmutableArray<CommandOffer>> Pending(string efectivoId, DateTime now, int limit, CancellationToken cancellation)
    {
        var pending = from command in _commands.Values
                      let offer = command.OfferTo(efectivoId, now)
                      where offer is not null
                      orderby offer.Class != CommandClass.Critical, offer.IssuedAt
                      select offer;
        return new([.. pending.Take(limit)]);
    }

    public ValueTask<CommandPage> Find(CommandQuery query, DateTime now, CancellationToken cancellation)
    {
        var found = from command in _commands.Values
                    let offer = command.Issued.Offer
                    where (query.OperationId.Length == 0 || offer.OperationId == query.OperationId)
                        && (query.EfectivoId.Length == 0 || command.Has(query.EfectivoId))
                        && !(offer.IssuedAt < query.From) && !(offer.IssuedAt >= query.To)
                        && (!query.OpenOnly || command.Closing is null)
                        && (query.After.Length == 0 || string.CompareOrdinal(Cursor(offer), query.After) < 0)
                    orderby Cursor(offer) descending
                    select command;
        var page = found.Take(query.Limit + 1).ToArray();
        return new(new CommandPage
        {
            Commands = [.. page.Take(query.Limit).Select(command => command.Summary(now))],
            Next = page.Length > query.Limit ? Cursor(page[^2].Issued.Offer) : "",
        });
    }

    public ValueTask<LadderPage?> Ladders(string commandId, string after, int limit, DateTime now, CancellationToken cancellation) =>
        new(_commands.TryGetValue(commandId, out var command) ? command.Page(after, limit, now) : null);

    public async IAsyncEnumerable<string> Owed([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var command in _commands.Where(command => command.Value.IsOwed))
        {
            yield return command.Key;
        }
        await Task.CompletedTask;
    }

    /// <summary>The known orders of an operation, proposals apart, in any order.</summary>
    public IEnumerable<OrderLine> Orders(string operationId) =>
        _commands.Values.Where(command => command.Issued.Offer is var offer && offer.OperationId == operationId && offer.Kind != CommandKind.Proposal).SelectMany(command => command.Lines());

    public ValueTask<ImmutableArray<string>> UnansweredCritical(string operationId, CancellationToken cancellation) => new(
    [
        .. _commands.Values.Where(command => command.Issued.Offer.OperationId == operationId && command.BlocksClosing)
            .Select(command => command.Issued.Offer.CommandId).Take(100),
    ]);

    public ValueTask<ImmutableArray<string>> Unfinished(string operationId, string efectivoId, CancellationToken cancellation) => new(
    [
        .. _commands.Values.Where(command => command.Issued.Offer.OperationId == operationId && command.IsUnfinished(efectivoId))
            .Select(command => command.Issued.Offer.CommandId),
    ]);

    /// <summary>Sorts by time, then by id.</summary>
    private static string Cursor(CommandOffer offer) => $"{offer.IssuedAt.Ticks:D20}|{offer.CommandId}";
}
