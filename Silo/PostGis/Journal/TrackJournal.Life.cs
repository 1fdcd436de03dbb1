namespace GrupoGad.Silo.PostGis.Journal;

internal sealed partial class TrackJournal
{
    private static readonly TimeSpan _partitionsEvery = TimeSpan.FromHours(1);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_spill.Bytes > 0)
        {
            _outage.Begin(null);
        }
        _flushing = Task.WhenAll(_lanes.Select(lane => Task.Run(() => lane.Run(Flush))));
        _background = Task.WhenAll(
            Task.Run(() => _catchUp.Run(_stopping.Token)),
            Task.Run(() => Repeat(_lastPositions.Flush, TimeSpan.FromMilliseconds(_options.LastPositionsEveryMs))),
            Task.Run(() => Repeat(_partitions.EnsureAhead, _partitionsEvery)));
        return Task.CompletedTask;
    }

    /// <summary>Stops after the silo, when no grain appends any more. Stores all rows, then the last positions.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var limit = TimeSpan.FromMilliseconds(_options.StopWithinMs);
        Array.ForEach(_lanes, lane => lane.Close());
        try
        {
            await _flushing.WaitAsync(limit, cancellationToken);
            await _stopping.CancelAsync();
            await _background.ContinueWith(static _ => { }, TaskScheduler.Default).WaitAsync(limit, cancellationToken);
            if (!Degraded)
            {
                await _lastPositions.Flush(cancellationToken).WaitAsync(limit, cancellationToken);
            }
        }
        catch (Exception exception)
        {
            LogStop(exception, _buffered);
        }
    }

    /// <summary>At once, and then again and again; while PostGIS is away, not.</summary>
    private async Task Repeat(Func<CancellationToken, Task> work, TimeSpan every)
    {
        using var timer = new PeriodicTimer(every, _clock);
        do
        {
            try
            {
                if (!Degraded)
                {
                    await work(_stopping.Token);
                }
            }
            catch (Exception exception) when (!_stopping.IsCancellationRequested)
            {
                LogLater(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(_stopping.Token));
    }

    private FlushTiming Timing() => new(_instruments, _clock);

    /// <summary>Records how long a flush took, whatever its end.</summary>
    private readonly struct FlushTiming(JournalInstruments instruments, TimeProvider clock) : IDisposable
    {
        private readonly long _since = clock.GetTimestamp();

        public void Dispose() => instruments.Flushed(clock.GetElapsedTime(_since));
    }

    [LoggerMessage(2051, LogLevel.Warning, "Last positions or partitions could not be written; they follow with the next turn")]
    private partial void LogLater(Exception exception);

    [LoggerMessage(2052, LogLevel.Error, "The journal could not end in time; {Count} positions were in memory, none of them answered")]
    private partial void LogStop(Exception exception, int count);
}
