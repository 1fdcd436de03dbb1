using GrupoGad.Efectivos;

namespace GrupoGad.Silo.PostGis.Journal;

/// <summary>Collects rows into batches and flushes them one after another. An efectivo always uses the same lane.</summary>
internal sealed class JournalLane(JournalOptions options, TimeProvider clock) : IDisposable
{
    private readonly TimeSpan _delay = TimeSpan.FromMilliseconds(options.FlushDelayMs);
    private readonly Lock _lock = new();
    private readonly Queue<FlushBatch> _full = new();
    private readonly SemaphoreSlim _wake = new(0);
    private FlushBatch? _filling;
    private FlushBatch? _flushing;
    private bool _closed;

    /// <summary>Held while a batch is flushed. The catch-up takes it for its last steps, so that nothing overtakes what was spilled.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    public RepeatSieve Sieve { get; } = new(options.FlushRowsMax);

    /// <summary>Age of the oldest row that is not durable; zero when there is none.</summary>
    public TimeSpan Lag
    {
        get
        {
            lock (_lock)
            {
                var oldest = _flushing ?? (_full.TryPeek(out var full) ? full : _filling);
                return oldest is null ? TimeSpan.Zero : clock.GetElapsedTime(oldest.Since);
            }
        }
    }

    /// <summary>The batch that the row is in, and its slot.</summary>
    public (FlushBatch Batch, int Slot) Append(in PositionReport report)
    {
        var trace = Spans.Here;
        lock (_lock)
        {
            if (_closed)
            {
                throw new GadUnavailableException("journal");
            }
            var wake = _filling is null;
            var batch = _filling ??= new FlushBatch(options.FlushRowsMax) { Since = clock.GetTimestamp() };
            var slot = batch.Add(in report);
            batch.Follow(trace);
            if (batch.IsFull)
            {
                _full.Enqueue(batch);
                _filling = null;
                wake = true;
            }
            if (wake)
            {
                _wake.Release();
            }
            return (batch, slot);
        }
    }

    /// <summary>Flushes until closed and empty. The flush must not throw.</summary>
    public async Task Run(Func<JournalLane, FlushBatch, Task> flush)
    {
        while (await Next() is { } batch)
        {
            await flush(this, batch);
            lock (_lock)
            {
                _flushing = null;
            }
        }
    }

    /// <summary>Takes no more; what is there is flushed without waiting for more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            _wake.Release();
        }
    }

    public void Dispose()
    {
        _wake.Dispose();
        Gate.Dispose();
    }

    /// <summary>A full batch at once, another when its first row has waited long enough; null at the end.</summary>
    private async ValueTask<FlushBatch?> Next()
    {
        while (true)
        {
            TimeSpan wait;
            lock (_lock)
            {
                if (_full.TryDequeue(out _flushing))
                {
                    return _flushing;
                }
                wait = _filling is null ? Timeout.InfiniteTimeSpan : _delay - clock.GetElapsedTime(_filling.Since);
                if (_filling is not null && (_closed || wait <= TimeSpan.Zero))
                {
                    (_flushing, _filling) = (_filling, null);
                    return _flushing;
                }
                if (_closed)
                {
                    return null;
                }
            }
            await _wake.WaitAsync(wait);
        }
    }
}
