using System.Collections.Immutable;
using GrupoGad.Geo;
using GrupoGad.Watching;
using Microsoft.Extensions.Logging;

namespace GrupoGad.Cells;

/// <inheritdoc cref="ICountCellGrain"/>
public sealed partial class CountCellGrain(CellDependencies with) : Grain, ICountCellGrain
{
    private readonly Dictionary<string, (CellCounts Counts, DateTime Fed)> _children = new(StringComparer.Ordinal);
    private Watchers<ICellWatcher, CountNotice> _watchers = null!;
    private CellFeed _feed = null!;
    private IGrainTimer _tick = null!;
    private string _key = "";
    private bool _ticking;

    /// <summary>A reference type, so that "nothing to send" can be null.</summary>
    private sealed record CountNotice(CellCounts Counts);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = this.GetPrimaryKeyString();
        _watchers = new Watchers<ICellWatcher, CountNotice>((watcher, notice) => watcher.OnCounts(notice.Counts), with.Instruments);
        _feed = new CellFeed(GrainFactory, CellId.Parse(_key), with.Clock, FeedFailed);
        _tick = this.RegisterGrainTimer(Tell, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        var period = TimeSpan.FromSeconds(with.Options.FeedPeriodS);
        this.RegisterGrainTimer(Upkeep, new GrainTimerCreationOptions(period, period));
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // As a live cell: the next activation begins empty, and the children believe that it has their counts.
        foreach (var key in _children.Keys)
        {
            _ = CallChild(key, sinceMs: 0);
        }
        return Task.CompletedTask;
    }

    public ValueTask Feed(CellCounts child)
    {
        if (child.Total == 0)
        {
            _children.Remove(child.Cell);
        }
        else
        {
            _children[child.Cell] = (child, with.Now);
        }
        _feed.Mark(Sum());
        TickSoon();
        return ValueTask.CompletedTask;
    }

    public ValueTask<ImmutableArray<CellCounts>> Occupied() =>
        ValueTask.FromResult(_children.Values.Select(child => child.Counts).ToImmutableArray());

    public ValueTask<CellCounts> Watch(ICellWatcher watcher)
    {
        if (!_watchers.Renew(watcher, with.Now, with.Options.WatchersMax))
        {
            throw new GadUnavailableException("cell watch");
        }
        return ValueTask.FromResult(Sum());
    }

    public ValueTask Unwatch(ICellWatcher watcher)
    {
        _watchers.Remove(watcher);
        return ValueTask.CompletedTask;
    }

    public ValueTask CallRoll(long sinceMs)
    {
        var since = DateTime.UnixEpoch.AddMilliseconds(sinceMs);
        foreach (var (key, child) in _children)
        {
            if (child.Fed < since)
            {
                // The child died, or all in it did. Once activated it sends its counts. Not awaited, because it calls back.
                _ = CallChild(key, sinceMs);
            }
        }
        _feed.Mark(Sum());
        TickSoon();
        return ValueTask.CompletedTask;
    }

    private Task CallChild(string key, long sinceMs) => CellId.Parse(key).Level > CountLevels.All[0]
        ? GrainFactory.GetGrain<ICellGrain>(key).CallRoll(sinceMs).AsTask()
        : GrainFactory.GetGrain<ICountCellGrain>(key).CallRoll(sinceMs).AsTask();

    private void FeedFailed(Exception exception)
    {
        LogFeedFailed(with.Logger, _key, exception);
        TickSoon();
    }

    private void TickSoon()
    {
        if (!_ticking)
        {
            _ticking = true;
            _tick.Change(TimeSpan.FromMilliseconds(with.Options.TickMs), Timeout.InfiniteTimeSpan);
        }
    }

    private Task Tell()
    {
        _ticking = false;
        if (_watchers.Tell(new CountNotice(Sum()), () => new CountNotice(Sum())))
        {
            TickSoon();
        }
        _feed.Flush();
        return Task.CompletedTask;
    }

    private Task Upkeep()
    {
        _watchers.Expire(with.Now.AddSeconds(-with.Options.WatchExpiryS));
        // A child that died sends nothing any more, which is known after three periods.
        var before = with.Now.AddSeconds(-3 * with.Options.FeedPeriodS);
        foreach (var (key, child) in _children)
        {
            if (child.Fed < before)
            {
                _children.Remove(key);
            }
        }
        if (_children.Count > 0 || _watchers.Count > 0)
        {
            DelayDeactivation(TimeSpan.FromSeconds(4 * with.Options.FeedPeriodS));
        }
        _feed.Mark(Sum());
        TickSoon();
        return Task.CompletedTask;
    }

    private CellCounts Sum() => CountRules.Sum(_key, _children.Values.Select(child => child.Counts));

    [LoggerMessage(1110, LogLevel.Debug, "Count cell {Cell} could not feed its coarser cell; it tries again soon")]
    private static partial void LogFeedFailed(ILogger logger, string cell, Exception exception);
}
