using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.GrainStorage;

/// <summary>Gathers the states that many grains want written into commits that they await together.</summary>
/// <remarks>
/// No clock: while one commit is under way the next fills, and who comes when none is goes at once. A commit whose outcome is unknown is not repeated:
/// its versions could have been written, and would then look like somebody else's. All of it fails; grains read what is stored.
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

    /// <summary>The version written; null: another activation wrote meanwhile.</summary>
    /// <param name="document">JSON; null clears.</param>
    /// <param name="cancellation">Withdraws it while it waits; a write under way is seen through.</param>
    /// <exception cref="GadUnavailableException">It may be written or not.</exception>
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

    /// <summary>Stops after the silo, when nobody writes any more.</summary>
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
            // Whoever is here now goes along; their wakes are used up.
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

    /// <summary>One commit, or its first part when it stalls.</summary>
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
