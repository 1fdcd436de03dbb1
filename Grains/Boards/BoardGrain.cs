using System.Collections.Immutable;
using GrupoGad.Watching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GrupoGad.Boards;

/// <inheritdoc cref="IBoardGrain"/>
/// <remarks>A board speaks at its own pace: changes gather until its tick, the latest state of each item wins.</remarks>
public sealed partial class BoardGrain(
    IOptions<BoardOptions> options, BoardInstruments instruments, TimeProvider clock, ILogger<BoardGrain> logger) : Grain, IBoardGrain
{
    private readonly BoardOptions _options = options.Value;
    private readonly BoardRoster _roster = new();
    private readonly Watchers<IBoardWatcher, BoardBatch> _watchers = new((watcher, batch) => watcher.OnBoard(batch), instruments);
    private IGrainTimer _tick = null!;
    private DateTime _lastTold;
    private bool _ticking;
    private bool _full;
    private long _sequence;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private int Shard => (int)this.GetPrimaryKeyLong();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _sequence = new DateTimeOffset(Now).ToUnixTimeMilliseconds();
        _tick = this.RegisterGrainTimer(Tell, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        var period = TimeSpan.FromSeconds(_options.UpkeepS);
        this.RegisterGrainTimer(Upkeep, new GrainTimerCreationOptions(period, period));
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        instruments.Items(-_roster.Count);
        return Task.CompletedTask;
    }

    public ValueTask Put(ImmutableArray<BoardItem> items)
    {
        var before = _roster.Count;
        foreach (var item in items)
        {
            if (!_roster.Put(item, Now))
            {
                instruments.Late();
            }
            MakeRoom();
        }
        instruments.Items(_roster.Count - before);
        Changed();
        return ValueTask.CompletedTask;
    }

    public ValueTask<long> Watch(IBoardWatcher watcher)
    {
        if (!_watchers.Renew(watcher, Now, _options.WatchersMax))
        {
            LogTooManyWatchers(logger, Shard, _options.WatchersMax);
            throw new GadUnavailableException("board watch");
        }
        return ValueTask.FromResult(_sequence);
    }

    public ValueTask Unwatch(IBoardWatcher watcher)
    {
        _watchers.Remove(watcher);
        return ValueTask.CompletedTask;
    }

    public ValueTask<BoardBatch> Snapshot() => ValueTask.FromResult(Whole());

    public ValueTask<ImmutableArray<string>> OpenAlarms() => ValueTask.FromResult(_roster.OpenAlarms());

    private void MakeRoom()
    {
        if (_roster.Squeeze(_options.ItemsMax) is not { } rank)
        {
            return;
        }
        instruments.Dropped(rank);
        if (!_full)
        {
            // Logged once, until there is room again; the counter has the number.
            _full = true;
            LogFull(logger, Shard, _options.ItemsMax, rank);
        }
    }

    private void Changed()
    {
        if (_roster.Changed && _watchers.Count == 0)
        {
            // Untold, but counted: a gateway that was cut off for long must not find the number it left.
            _roster.ForgetChanges();
            _sequence++;
        }
        if (_roster.Changed)
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
        var wait = _lastTold.AddMilliseconds(_options.TickMs) - Now;
        var gather = TimeSpan.FromMilliseconds(_options.GatherMs);
        _tick.Change(wait > gather ? wait : gather, Timeout.InfiniteTimeSpan);
    }

    private Task Tell()
    {
        (_ticking, _lastTold) = (false, Now);
        if (_watchers.Tell(_roster.Changed && _watchers.Count > 0 ? Change() : null, Whole))
        {
            TickSoon();
        }
        return Task.CompletedTask;
    }

    private Task Upkeep()
    {
        _watchers.Expire(Now.AddSeconds(-_options.WatchExpiryS));
        instruments.Items(-_roster.Expire(Now.AddSeconds(-_options.KeepClosedS)));
        _full &= _roster.Count >= _options.ItemsMax;
        if (_roster.Count > 0 || _watchers.Count > 0)
        {
            // Items are soft state and not stored, so a board with items must not count as idle.
            DelayDeactivation(TimeSpan.FromSeconds(60 + 4 * _options.UpkeepS));
        }
        Changed();
        return Task.CompletedTask;
    }

    private BoardBatch Change()
    {
        var (items, removed) = _roster.TakeChanges();
        return new BoardBatch { Shard = Shard, Sequence = ++_sequence, Items = items, Removed = removed };
    }

    private BoardBatch Whole() => new() { Shard = Shard, Sequence = _sequence, Snapshot = true, Items = _roster.All() };
}
