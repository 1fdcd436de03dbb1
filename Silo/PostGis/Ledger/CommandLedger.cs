using System.Collections.Immutable;
using GrupoGad.Commands;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Ledger;

/// <inheritdoc cref="ICommandLedger"/>
/// <remarks>The write path is drawn, with the numbers used here, in Silo/PostGis/Ledger/README.md.</remarks>
internal sealed partial class CommandLedger : ICommandLedger, IHostedService, IDisposable
{
    private readonly LedgerOptions _options;
    private readonly LedgerInstruments _instruments;
    private readonly LedgerReads _reads;
    private readonly LedgerWriter _writer;
    private readonly LedgerLane[] _lanes;
    private readonly LedgerLane _large;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private Task _running = Task.CompletedTask;
    private int _queued;
    private volatile bool _closed;

    public CommandLedger(
        PostGisSources sources, LedgerReads reads, IOptions<LedgerOptions> options, LedgerInstruments instruments, TimeProvider clock,
        ILogger<CommandLedger> logger)
    {
        (_options, _instruments, _reads, _clock, _logger) = (options.Value, instruments, reads, clock, logger);
        _writer = new LedgerWriter(sources.Ledger);
        _lanes = [.. Enumerable.Range(0, _options.Lanes).Select(_ => new LedgerLane(_options, clock, Commit))];
        _large = new LedgerLane(_options, clock, Commit);
        instruments.Watch(() => Volatile.Read(ref _queued));
    }

    public async ValueTask<LedgerOutcome> Issue(IssuedCommand command) =>
        (await Queue(command.Offer.CommandId, LedgerEntry.Of(command, _clock.GetTimestamp())).Done)[0];

    public ValueTask<ImmutableArray<LedgerOutcome>> Write(CommandWrite write) =>
        new(Queue(write.CommandId, LedgerEntry.Of(write, _clock.GetTimestamp())).Done);

    public void Note(string commandId, LadderRow step)
    {
        if (TryReserve(1))
        {
            Lane(commandId).AddNote(LedgerEntry.Of(new CommandWrite { CommandId = commandId, Steps = [step] }, _clock.GetTimestamp()));
        }
    }

    public ValueTask<StoredCommand?> Read(string commandId, CancellationToken cancellation) => _reads.Read(commandId, cancellation);

    public ValueTask<ImmutableArray<CommandOffer>> Pending(string efectivoId, DateTime now, int limit, CancellationToken cancellation) =>
        _reads.Pending(efectivoId, now, limit, cancellation);

    public ValueTask<CommandPage> Find(CommandQuery query, DateTime now, CancellationToken cancellation) => _reads.Find(query, now, cancellation);

    public ValueTask<LadderPage?> Ladders(string commandId, string after, int limit, DateTime now, CancellationToken cancellation) =>
        _reads.Ladders(commandId, after, limit, now, cancellation);

    public IAsyncEnumerable<string> Owed(CancellationToken cancellation) => _reads.Owed(cancellation);

    public void Dispose()
    {
        Array.ForEach(_lanes, lane => lane.Dispose());
        _large.Dispose();
    }

    /// <summary>1  room, 2  a lane</summary>
    private LedgerEntry Queue(string commandId, LedgerEntry entry)
    {
        if (!TryReserve(entry.Rows))
        {
            throw new GadUnavailableException("ledger");
        }
        (entry.Rows > _options.LargeRows ? _large : Lane(commandId)).Add(entry);
        return entry;
    }

    private bool TryReserve(int rows)
    {
        if (!_closed && Interlocked.Add(ref _queued, rows) <= _options.QueueRowsMax)
        {
            return true;
        }
        if (!_closed)
        {
            Interlocked.Add(ref _queued, -rows);
            _instruments.Rows("overflow", rows);
        }
        return false;
    }

    private LedgerLane Lane(string commandId) => _lanes[(uint)commandId.GetHashCode(StringComparison.Ordinal) % (uint)_lanes.Length];
}
