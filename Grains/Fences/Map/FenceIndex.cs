using System.Collections.Concurrent;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>Which fences may touch a square. A fence is listed in the few squares that its box touches at the finest level at which they are few.</summary>
internal sealed class FenceIndex(double marginM)
{
    private const int SquaresMax = 9;

    private readonly ConcurrentDictionary<long, FenceEntry[]> _lists = [];

    /// <summary>The box of a fence and of all from where it still matters; null for one without a place.</summary>
    public GeoBounds? Reach(FenceEntry entry) => entry.Bounds is { } bounds ? Bounding.Widened(bounds, marginM) : null;

    /// <summary>Takes changes of one writer at a time: each is what a fence was and what it is.</summary>
    public void Apply(IReadOnlyCollection<(FenceEntry? Was, FenceEntry? Is)> changes)
    {
        var (gone, come) = (Listed(changes.Select(change => change.Was)), Listed(changes.Select(change => change.Is)));
        foreach (var key in gone.Keys.Union(come.Keys))
        {
            var leaving = gone.TryGetValue(key, out var left) ? left.ToHashSet() : [];
            var list = _lists.GetValueOrDefault(key, []).Where(entry => !leaving.Contains(entry)).Concat(come.GetValueOrDefault(key, [])).ToArray();
            if (list.Length > 0)
            {
                _lists[key] = list;
            }
            else
            {
                _lists.TryRemove(key, out _);
            }
        }
    }

    /// <summary>By code.</summary>
    public IEnumerable<FenceEntry> Touching(Square square)
    {
        var found = new List<FenceEntry>();
        for (var level = square.Level; level >= 0; level--)
        {
            if (_lists.TryGetValue(square.AtLevel(level).Key, out var list))
            {
                found.AddRange(list);
            }
        }
        found.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id));
        return found;
    }

    private Dictionary<long, List<FenceEntry>> Listed(IEnumerable<FenceEntry?> entries)
    {
        var lists = new Dictionary<long, List<FenceEntry>>();
        foreach (var entry in entries.OfType<FenceEntry>())
        {
            foreach (var square in Reach(entry) is { } reach ? Place(reach) : [])
            {
                if (!lists.TryGetValue(square.Key, out var list))
                {
                    lists[square.Key] = list = [];
                }
                list.Add(entry);
            }
        }
        return lists;
    }

    private static IEnumerable<Square> Place(GeoBounds reach)
    {
        var level = FenceTile.Level;
        while (level > 0 && Square.Count(reach, level) > SquaresMax)
        {
            level--;
        }
        return Square.Touching(reach, level);
    }
}
