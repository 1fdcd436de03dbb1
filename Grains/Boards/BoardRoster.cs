using System.Collections.Immutable;

namespace GrupoGad.Boards;

/// <summary>Items of one board. Pure state: age and number of items are judged here, and changes since the last message are kept.</summary>
internal sealed class BoardRoster
{
    private readonly Dictionary<string, LinkedListNode<Place>> _places = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);

    /// <summary>By how soon they may go, each by time of its last change.</summary>
    private readonly LinkedList<Place>[] _queues = [.. Enum.GetValues<BoardRank>().Select(_ => new LinkedList<Place>())];

    private sealed record Place(BoardItem Item, BoardRank Rank, DateTime At);

    public int Count => _places.Count;

    /// <summary>Changes are waiting to be sent.</summary>
    public bool Changed => _changed.Count > 0;

    /// <summary>False when it is no newer than the shown item.</summary>
    public bool Put(BoardItem item, DateTime now)
    {
        if (_places.TryGetValue(item.Key, out var known))
        {
            if (known.Value.Item.Version >= item.Version)
            {
                return false;
            }
            known.List!.Remove(known);
        }
        var rank = RankOf(item);
        _places[item.Key] = _queues[(int)rank].AddLast(new Place(item, rank, now));
        _changed.Add(item.Key);
        return true;
    }

    /// <summary>Drops finished items that have not changed since, and returns their number.</summary>
    public int Expire(DateTime before)
    {
        var dropped = 0;
        while (_queues[(int)BoardRank.Closed].First is { } oldest && oldest.Value.At < before)
        {
            Drop(oldest);
            dropped++;
        }
        return dropped;
    }

    /// <summary>Makes room. Finished items go first, open alarms last, of each kind the one longest without a change. Null when there was room.</summary>
    public BoardRank? Squeeze(int max)
    {
        if (_places.Count <= max)
        {
            return null;
        }
        var oldest = _queues.First(queue => queue.Count > 0).First!;
        Drop(oldest);
        return oldest.Value.Rank;
    }

    /// <summary>Returns the changes since the last call, and clears them.</summary>
    public (ImmutableArray<BoardItem> Items, ImmutableArray<string> Removed) TakeChanges()
    {
        var (items, removed) = (ImmutableArray.CreateBuilder<BoardItem>(_changed.Count), ImmutableArray.CreateBuilder<string>());
        foreach (var key in _changed)
        {
            if (_places.TryGetValue(key, out var place))
            {
                items.Add(place.Value.Item);
            }
            else
            {
                removed.Add(key);
            }
        }
        _changed.Clear();
        return (items.DrainToImmutable(), removed.DrainToImmutable());
    }

    /// <summary>Drops the changes without sending them, because no gateway watches.</summary>
    public void ForgetChanges() => _changed.Clear();

    /// <summary>Efectivos with an alarm that is not cancelled.</summary>
    public ImmutableArray<string> OpenAlarms() => [.. _queues[(int)BoardRank.OpenAlarm].Select(place => place.Item.Alarm!.EfectivoId)];

    public ImmutableArray<BoardItem> All() => [.. _places.Values.Select(place => place.Value.Item)];

    private void Drop(LinkedListNode<Place> place)
    {
        place.List!.Remove(place);
        _places.Remove(place.Value.Item.Key);
        _changed.Add(place.Value.Item.Key);
    }

    private static BoardRank RankOf(BoardItem item) =>
        item.Closed ? BoardRank.Closed : item.Alarm is null ? BoardRank.Open : BoardRank.OpenAlarm;
}

/// <summary>How soon an item makes room for another.</summary>
internal enum BoardRank
{
    Closed,
    Open,
    OpenAlarm,
}
