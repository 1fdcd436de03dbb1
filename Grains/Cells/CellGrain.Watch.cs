using GrupoGad.Geo;
using GrupoGad.Watching;

namespace GrupoGad.Cells;

/// <remarks>A cell speaks at its own pace: changes gather until its tick, the latest state of each efectivo wins.</remarks>
public sealed partial class CellGrain
{
    private readonly CellChanges _changes = new();
    private Watchers<ICellWatcher, CellBatch> _watchers = null!;
    private CellFeed _feed = null!;
    private IGrainTimer _tick = null!;
    private DateTime _lastTold;
    private bool _ticking;
    private long _sequence;
    private long _activation;

    public ValueTask<long> Watch(ICellWatcher watcher)
    {
        if (!_watchers.Renew(watcher, with.Now, with.Options.WatchersMax))
        {
            LogTooManyWatchers(with.Logger, _key, with.Options.WatchersMax);
            throw new GadUnavailableException("cell watch");
        }
        return ValueTask.FromResult(_sequence);
    }

    public ValueTask Unwatch(ICellWatcher watcher)
    {
        _watchers.Remove(watcher);
        return ValueTask.CompletedTask;
    }

    public ValueTask<CellBatch> Snapshot() => ValueTask.FromResult(Whole());

    private void StartTelling()
    {
        _sequence = _activation = new DateTimeOffset(with.Now).ToUnixTimeMilliseconds();
        _watchers = new Watchers<ICellWatcher, CellBatch>((watcher, batch) => watcher.OnBatch(batch), with.Instruments);
        _feed = new CellFeed(GrainFactory, CellId.Parse(_key), with.Clock, FeedFailed);
        _tick = this.RegisterGrainTimer(Tell, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = false });
        var period = TimeSpan.FromSeconds(with.Options.FeedPeriodS);
        this.RegisterGrainTimer(Upkeep, new GrainTimerCreationOptions(period, period));
    }

    private void FeedFailed(Exception exception)
    {
        LogFeedFailed(with.Logger, _key, exception);
        TickSoon();
    }

    private void Changed(bool countsToo)
    {
        if (_watchers.Count == 0)
        {
            // Untold, but counted: a gateway that was cut off for long must not find the number it left.
            _changes.Clear();
            _sequence++;
        }
        if (countsToo)
        {
            _feed.Mark(_tally.ToCounts(_key));
        }
        if (_changes.Any || _feed.Pending)
        {
            TickSoon();
        }
    }

    private void TickSoon()
    {
        if (_ticking)
        {
            return;
        }
        _ticking = true;
        var wait = _lastTold.AddMilliseconds(with.Options.TickMs) - with.Now;
        var gather = TimeSpan.FromMilliseconds(with.Options.GatherMs);
        _tick.Change(wait > gather ? wait : gather, Timeout.InfiniteTimeSpan);
    }

    private Task Tell()
    {
        (_ticking, _lastTold) = (false, with.Now);
        var change = _changes.Any && _watchers.Count > 0 ? _changes.Take(_key, ++_sequence, _roster) : null;
        if (_watchers.Tell(change, Whole))
        {
            TickSoon();
        }
        _feed.Flush();
        return Task.CompletedTask;
    }

    private Task Upkeep()
    {
        _watchers.Expire(with.Now.AddSeconds(-with.Options.WatchExpiryS));
        _roster.ForgetDepartures(with.Now.AddSeconds(-with.Options.DepartureMemoryS));
        if (_tally.Total > 0 || _watchers.Count > 0)
        {
            // Members are soft state and not stored, so an occupied cell must not count as idle.
            DelayDeactivation(TimeSpan.FromSeconds(4 * with.Options.FeedPeriodS));
        }
        if (_tally.Total > 0)
        {
            _feed.Mark(_tally.ToCounts(_key));
            _feed.Flush();
            AskSome();
        }
        return Task.CompletedTask;
    }

    private CellBatch Whole()
    {
        var members = new List<CellSlot>(_roster.Count);
        for (var slot = 0; slot < _roster.SlotEnd; slot++)
        {
            if (_roster.TryGet(slot, out var member))
            {
                members.Add(new CellSlot(slot, member));
            }
        }
        return new CellBatch { Cell = _key, Sequence = _sequence, Snapshot = true, Activation = _activation, Entered = [.. members] };
    }
}
