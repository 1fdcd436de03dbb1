using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.GrainStorage;

/// <summary>Gathers state writes of many grains into shared commits.</summary>
/// <remarks>
/// Uses no timer: while one commit is under way the next fills, and a write that finds none under way goes at once. A commit with unknown outcome is not
/// repeated, because its versions may be stored and would look like those of another activation. All its writes fail, and the grains read the stored state.
/// </remarks>
internal sealed partial class StateWriter : IHostedService, IDisposable
{
    private readonly StatesOptions _options;
    private readonly StateCommit _commit;
    private readonly StatesInstruments _instruments;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly StateQueue _queue;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly SemaphoreSlim _places;
    private Task _running = Task.CompletedTask;
    private int _queued;
    private volatile bool _closed;

    public StateWriter(StateCommit commit, IOptions<StatesOptions> options, StatesInstruments instruments, TimeProvider clock, ILogger<StateWriter> logger)
    {
        (_options, _commit, _instruments, _clock, _logger) = (options.Value, commit, instruments, clock, logger);
        _queue = new StateQueue(_options);
        _places = new SemaphoreSlim(_options.CommitsMax, _options.CommitsMax);
        instruments.Watch(() => Volatile.Read(ref _queued));
    }

    /// <summary>Writes a state. Returns the new version, or null when another activation wrote meanwhile.</summary>
    /// <param name="document">JSON; null clears.</param>
    /// <param name="cancellation">Withdraws a waiting write; a write under way is completed.</param>
    /// <exception cref="GadUnavailableException">The write may or may not be stored.</exception>
    public async Task<int?> Write(string name, string key, int? known, byte[]? document, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_closed || Interlocked.Increment(ref _queued) > _options.QueuedMax)
        {
            if (!_closed)
            {
                Interlocked.Decrement(ref _queued);
                _instruments.Written("overflow", 1);
            }
            throw new GadUnavailableException("postgis");
        }
        var write = new StateWrite(name, key, known, document, _clock.GetTimestamp());
        _queue.Add(write);
        _wake.Release();
        if (!cancellation.CanBeCanceled)
        {
            return await write.Done.ConfigureAwait(false);
        }
        await using (cancellation.UnsafeRegister((_, token) => write.Withdraw(token), null))
        {
            return await write.Done.ConfigureAwait(false);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(Run, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Stops after the silo, when no grain writes any more.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _closed = true;
        _wake.Release();
        try
        {
            await _running.WaitAsync(TimeSpan.FromMilliseconds(_options.StopWithinMs), cancellationToken);
        }
        catch (Exception exception)
        {
            LogStop(exception, Volatile.Read(ref _queued));
        }
    }

    public void Dispose()
    {
        _wake.Dispose();
        _places.Dispose();
    }

    private async Task Run()
    {
        while (!_closed || _queue.Count > 0)
        {
            await _wake.WaitAsync();
            // The next commits take all waiting writes, so their wake signals are consumed.
            while (_wake.CurrentCount > 0 && _wake.Wait(0))
            {
            }
            while (_queue.Count > 0)
            {
                await _places.WaitAsync();
                await Next();
            }
        }
        for (var i = 0; i < _options.CommitsMax; i++)
        {
            await _places.WaitAsync();
        }
    }

    /// <summary>Starts the next commit and waits until it ends or stalls.</summary>
    private async Task Next()
    {
        var writes = _queue.Next(out var dropped);
        Interlocked.Add(ref _queued, -dropped);
        _instruments.Written("withdrawn", dropped);
        var commit = Commit(writes);
        try
        {
            await commit.WaitAsync(TimeSpan.FromMilliseconds(_options.StallAfterMs));
        }
        catch (TimeoutException)
        {
            _instruments.Stalled();
        }
    }

    [LoggerMessage(2062, LogLevel.Error, "Grain states could not be written in time; {Count} were in memory, none of them answered")]
    private partial void LogStop(Exception exception, int count);
}
