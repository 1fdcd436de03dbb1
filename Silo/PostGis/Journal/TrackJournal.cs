using System.Runtime.CompilerServices;
using GrupoGad.Efectivos;
using GrupoGad.Silo.PostGis.Spill;
using GrupoGad.Tracks;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Journal;

/// <inheritdoc cref="ITrackJournal"/>
/// <remarks>The write path is drawn, with the numbers used here, in Silo/PostGis/Journal/README.md.</remarks>
internal sealed partial class TrackJournal : ITrackJournal, IHostedService, IDisposable
{
    private readonly JournalOptions _options;
    private readonly PositionPartitions _partitions;
    private readonly PositionWriter _writer;
    private readonly LastPositionWriter _lastPositions;
    private readonly Outage _outage;
    private readonly CatchUp _catchUp;
    private readonly SpillDirectory _spill;
    private readonly JournalLane[] _lanes;
    private readonly JournalInstruments _instruments;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private Task _flushing = Task.CompletedTask;
    private Task _background = Task.CompletedTask;
    private int _buffered;

    public TrackJournal(
        PostGisSources sources, IOptions<JournalOptions> options, JournalInstruments instruments, TimeProvider clock, ILoggerFactory loggers)
    {
        _options = options.Value;
        (_instruments, _clock) = (instruments, clock);
        _logger = loggers.CreateLogger<TrackJournal>();
        _partitions = new PositionPartitions(sources.Journal, clock);
        _writer = new PositionWriter(sources.Journal, _partitions, new PositionMerge(sources.Journal, clock), instruments, clock, loggers.CreateLogger<PositionWriter>());
        _lastPositions = new LastPositionWriter(sources.Journal);
        _lanes = [.. Enumerable.Range(0, _options.Lanes).Select(_ => new JournalLane(_options, clock))];
        _outage = new Outage(loggers.CreateLogger<Outage>(), clock);
        _spill = new SpillDirectory(_options, loggers.CreateLogger<SpillDirectory>());
        _catchUp = new CatchUp(sources.Journal, _writer, _lastPositions, _spill, _outage, _lanes, _options, instruments, clock, loggers.CreateLogger<CatchUp>());
        instruments.Watch(() => LagS, () => Volatile.Read(ref _buffered), () => _spill.Bytes, () => Degraded);
    }

    public bool Degraded => _outage.IsOn;

    private double LagS => _lanes.Max(lane => lane.Lag).TotalSeconds;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The row can never be stored: its time is no UTC time of 2000–2099, or PostGIS refuses its values.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<JournalOutcome> Append(PositionReport report)
    {
        if (report.Fix.DeviceTime is not { Kind: DateTimeKind.Utc, Year: >= 2000 and < 2100 } || report.ReceivedTime.Kind != DateTimeKind.Utc)
        {
            throw new ArgumentException("A position's times must be UTC, the device's in 2000–2099.", nameof(report));
        }
        // 1  room
        if (Interlocked.Increment(ref _buffered) > _options.BufferRowsMax)
        {
            Interlocked.Decrement(ref _buffered);
            _instruments.Rows("overflow", 1);
            throw new GadUnavailableException("journal");
        }
        // 2  lane
        var (batch, slot) = Append(in report);
        // 4  the flush's one task
        await batch.Done.ConfigureAwait(false);
        var outcome = batch.Outcomes[slot];
        return outcome == FlushBatch.Refused
            ? throw new ArgumentException("PostGIS refuses the values of this position.", nameof(report))
            : outcome;
    }

    private (FlushBatch Batch, int Slot) Append(in PositionReport report)
    {
        try
        {
            return _lanes[(uint)report.EfectivoId.GetHashCode() % (uint)_lanes.Length].Append(in report);
        }
        catch
        {
            Interlocked.Decrement(ref _buffered);
            throw;
        }
    }

    public void Dispose()
    {
        _spill.Dispose();
        _stopping.Dispose();
        _outage.Dispose();
        Array.ForEach(_lanes, lane => lane.Dispose());
    }
}
