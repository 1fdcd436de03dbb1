using System.Collections.Immutable;
using GrupoGad.Boards;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Messages;
using AlarmStatus = GrupoGad.Alarms.AlarmStatus;
using FenceEvent = GrupoGad.Fences.FenceEvent;

namespace GrupoGad.WebFrontend.Live.Replicas;

/// <summary>State known to this gateway of all boards: operations, commands and alarms, their changes since the last tick, and events at fences.</summary>
internal sealed class BoardReplica : LiveSource
{
    /// <summary>
    /// How long a thing is shown that a snapshot does not have any more, milliseconds. A board that came to life again is empty until its
    /// grains have reported to it; meanwhile nothing must vanish from a screen.
    /// </summary>
    private const int MissingMs = 10_000;

    /// <summary>Fence events that a screen is given when it begins to look.</summary>
    private const int HappenedMax = 200;

    private readonly Dictionary<string, (BoardItem Item, int Shard)> _items = [];
    private readonly Dictionary<string, long> _missing = [];
    private readonly HashSet<int> _shards = [];
    private readonly HashSet<string> _changed = [];
    private readonly HashSet<string> _removed = [];
    private readonly Queue<FenceEvent> _happened = new();
    private readonly List<FenceEvent> _news = [];
    private long _nowMs;

    public override LiveLane Lane => LiveLane.Alone;

    /// <summary>Shows an item, unless a newer one is known. A raised alarm counts each time the board sends it.</summary>
    public void Put(int shard, BoardItem item)
    {
        var key = item.Key;
        _missing.Remove(key);
        if (_items.TryGetValue(key, out var known)
            && (item.Version < known.Item.Version || (item.Version == known.Item.Version && item.Alarm is not { Status: AlarmStatus.Raised })))
        {
            return;
        }
        _items[key] = (item, shard);
        _removed.Remove(key);
        _changed.Add(key);
        Dirty = true;
    }

    public void Remove(string key)
    {
        _missing.Remove(key);
        if (_items.Remove(key))
        {
            _changed.Remove(key);
            _removed.Add(key);
            Dirty = true;
        }
    }

    /// <summary>Events at fences; those of before are remembered for screens that come.</summary>
    public void Happened(ImmutableArray<FenceEvent> events)
    {
        foreach (var told in events)
        {
            _happened.Enqueue(told);
            _news.Add(told);
        }
        while (_happened.Count > HappenedMax)
        {
            _happened.Dequeue();
        }
        Dirty |= events.Length > 0;
    }

    /// <summary>Takes all items of a shard. An item that the shard no longer has is removed after a while.</summary>
    public void Replace(int shard, IReadOnlyList<BoardItem> items)
    {
        var kept = items.Select(item => item.Key).ToHashSet();
        foreach (var item in items)
        {
            // A snapshot repeats an item without a new ring. Only a batch of the board's own repeats an alarm.
            if (!_items.TryGetValue(item.Key, out var known) || known.Item.Version < item.Version)
            {
                Put(shard, item);
            }
            _missing.Remove(item.Key);
        }
        foreach (var (key, (_, of)) in _items)
        {
            if (of == shard && !kept.Contains(key))
            {
                _missing.TryAdd(key, _nowMs + MissingMs);
            }
        }
        Dirty |= !Known;
        Known = true;
        _shards.Add(shard);
    }

    /// <summary>Takes out what has been missing for too long.</summary>
    public void Keep(long nowMs)
    {
        _nowMs = nowMs;
        if (_missing.Count > 0)
        {
            foreach (var key in _missing.Where(missing => missing.Value <= nowMs).Select(missing => missing.Key).ToArray())
            {
                Remove(key);
            }
        }
    }

    /// <summary>Forgets a shard that has no viewers and is not watched any more. Its later changes are not known here.</summary>
    public void Forget(int shard)
    {
        foreach (var key in _items.Where(shown => shown.Value.Shard == shard).Select(shown => shown.Key).ToArray())
        {
            _items.Remove(key);
            _missing.Remove(key);
            _changed.Remove(key);
        }
        _shards.Remove(shard);
        Known = _shards.Count > 0;
    }

    public override void Settle()
    {
        base.Settle();
        _changed.Clear();
        _removed.Clear();
        _news.Clear();
    }

    protected override Segment Encode(IFrameEncoder encoder, bool whole)
    {
        var board = new BoardFrame { Snapshot = whole };
        foreach (var key in whole ? _items.Keys : (IEnumerable<string>)_changed)
        {
            board.Add(_items[key].Item);
        }
        if (!whole)
        {
            board.Removed.AddRange(_removed);
        }
        board.FenceEvents.AddRange((whole ? _happened : (IEnumerable<FenceEvent>)_news).Select(FenceWire.ToWire));
        return encoder.Message(new ServerFrame { Board = board });
    }
}
