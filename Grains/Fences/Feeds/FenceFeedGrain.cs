using System.Collections.Immutable;
using GrupoGad.Boards;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GrupoGad.Fences;

/// <inheritdoc cref="IFenceFeedGrain"/>
/// <remarks>Sends at its own pace, as boards do. It carries events, not states: a gateway that missed some receives their number, not a snapshot.</remarks>
public sealed partial class FenceFeedGrain(
    IOptions<BoardOptions> options, FenceInstruments instruments, TimeProvider clock, ILogger<FenceFeedGrain> logger) : Grain, IFenceFeedGrain
{
    private const int BatchMax = 1_000;

    /// <summary>As of boards: a batch that is not taken in within it counts as missed.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private readonly BoardOptions _options = options.Value;
    private readonly Dictionary<IFenceFeedWatcher, Waiting> _waiting = [];
    private IGrainTimer _tick = null!;
    private bool _ticking;

    private sealed class Waiting
    {
        public readonly Queue<FenceEvent> Events = [];
        public DateTime Renewed;
        public Task InFlight = Task.CompletedTask;
        public int Missed;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private int Shard => (int)this.GetPrimaryKeyLong();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _tick = this.RegisterGrainTimer(Send, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        return Task.CompletedTask;
    }

    public ValueTask Tell(ImmutableArray<FenceEvent> events)
    {
        Expire();
        foreach (var waiting in _waiting.Values)
        {
            foreach (var told in events)
            {
                waiting.Events.Enqueue(told);
                if (waiting.Events.Count > BatchMax)
                {
                    waiting.Events.Dequeue();
                    waiting.Missed++;
                    instruments.Coalesced();
                }
            }
        }
        TickSoon();
        return ValueTask.CompletedTask;
    }

    public ValueTask Watch(IFenceFeedWatcher watcher)
    {
        Expire();
        if (!_waiting.TryGetValue(watcher, out var waiting))
        {
            if (_waiting.Count >= _options.WatchersMax)
            {
                LogTooManyWatchers(logger, Shard, _options.WatchersMax);
                throw new GadUnavailableException("fence feed");
            }
            _waiting[watcher] = waiting = new Waiting();
        }
        waiting.Renewed = Now;
        DelayDeactivation(TimeSpan.FromSeconds(4 * _options.WatchExpiryS));
        return ValueTask.CompletedTask;
    }

    public ValueTask Unwatch(IFenceFeedWatcher watcher)
    {
        _waiting.Remove(watcher);
        return ValueTask.CompletedTask;
    }

    private void Expire()
    {
        var before = Now.AddSeconds(-_options.WatchExpiryS);
        foreach (var (watcher, waiting) in _waiting)
        {
            if (waiting.Renewed < before)
            {
                _waiting.Remove(watcher);
            }
        }
    }

    private void TickSoon()
    {
        if (!_ticking && _waiting.Values.Any(waiting => waiting.Events.Count > 0))
        {
            _ticking = true;
            _tick.Change(TimeSpan.FromMilliseconds(_options.GatherMs), Timeout.InfiniteTimeSpan);
        }
    }

    private Task Send()
    {
        _ticking = false;
        foreach (var (watcher, waiting) in _waiting)
        {
            if (waiting.InFlight.IsCompleted && waiting.Events.Count > 0)
            {
                var batch = new FenceEventBatch { Shard = Shard, Events = [.. waiting.Events], Missed = waiting.Missed };
                waiting.Events.Clear();
                waiting.Missed = 0;
                waiting.InFlight = Send(watcher, waiting, batch);
            }
        }
        return Task.CompletedTask;
    }

    private async Task Send(IFenceFeedWatcher watcher, Waiting waiting, FenceEventBatch batch)
    {
        try
        {
            await watcher.OnFenceEvents(batch).WaitAsync(_patience);
            instruments.Sent();
        }
        catch (Exception exception)
        {
            // Whether the gateway received it is not known; one that died expires.
            waiting.Missed += batch.Events.Length + batch.Missed;
            LogUnheard(logger, Shard, exception);
        }
        finally
        {
            TickSoon();
        }
    }

    [LoggerMessage(1722, LogLevel.Warning, "Fence feed {Shard} has {Max} watchers already; one more gateway was refused")]
    private static partial void LogTooManyWatchers(ILogger logger, int shard, int max);

    [LoggerMessage(1723, LogLevel.Debug, "A gateway did not take a batch of fence feed {Shard}")]
    private static partial void LogUnheard(ILogger logger, int shard, Exception exception);
}
