using System.Collections.Concurrent;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>All fences of the cluster, as one silo knows them. Any number of readers, who do not wait for the writer; one writer at a time.</summary>
public sealed class FenceMap
{
    /// <summary>
    /// Margin of a way. It may be a great circle, while its cells are found along a straight line in degrees; the two are 15 m apart at most in 10 km where
    /// people live.
    /// </summary>
    private const double WayBendMaxM = 15;

    private readonly Lock _writing = new();
    private readonly ConcurrentDictionary<string, FenceEntry> _entries = new(StringComparer.Ordinal);
    private readonly CorridorKeepers _keepers = new();
    private readonly FenceIndex _index;
    private readonly FenceTiles _tiles;
    private long _revision;
    private int _crossings;
    private int _count;

    public FenceMap(FenceOptions options)
    {
        var marginM = Math.Max(options.MarginMaxM, WayBendMaxM);
        _index = new FenceIndex(marginM);
        _tiles = new FenceTiles(_index, marginM, options.MapCellsMax);
    }

    /// <summary>Every change up to this one is in it.</summary>
    public long Revision => Volatile.Read(ref _revision);

    /// <summary>Kept apart: each fix asks, and the dictionary would lock all of itself.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Cells kept classified, of all tiles.</summary>
    public int Cells => _tiles.Cells;

    internal bool HasCrossings => Volatile.Read(ref _crossings) > 0;

    public FenceEntry? Find(string id) => _entries.GetValueOrDefault(id);

    /// <summary>The fences that cover a position.</summary>
    public IEnumerable<FenceEntry> Covering(GeoPoint point)
    {
        var cell = At(point);
        return cell.Inside.Concat(cell.Near.Where(there => there.Covers(point)).Select(there => there.Entry));
    }

    /// <summary>Fences around a position. Until one of them changes it is the same object for all positions close by.</summary>
    internal FenceCell At(GeoPoint point) => _tiles.At(point).Root.At(point);

    internal FenceEntry[] ToBeKeptBy(string efectivoId) => _keepers.Of(efectivoId);

    /// <summary>Fences that watch for crossing and that the way touches, by code. Good until the thread asks again.</summary>
    internal List<FenceEntry> OnTheWay(GeoPoint from, GeoPoint to) => Ways.Along(from, to, _tiles);

    /// <summary>Takes changes. An entry older than the one it holds is left out, so that a repeated or late change does no harm.</summary>
    /// <param name="removed">Codes of fences that were no longer there at <paramref name="revision"/>.</param>
    /// <param name="revision">All changes up to this one are in it afterwards.</param>
    public void Apply(long revision, IEnumerable<FenceEntry> put, IEnumerable<string> removed)
    {
        lock (_writing)
        {
            var changes = new Dictionary<string, (FenceEntry? Was, FenceEntry? Is)>(StringComparer.Ordinal);
            foreach (var entry in put)
            {
                var was = _entries.GetValueOrDefault(entry.Id);
                if (was is null || was.Revision < entry.Revision)
                {
                    changes[entry.Id] = (changes.TryGetValue(entry.Id, out var earlier) ? earlier.Was : was, entry);
                    _entries[entry.Id] = entry;
                }
            }
            foreach (var id in removed)
            {
                if (_entries.TryGetValue(id, out var held) && held.Revision <= revision && _entries.TryRemove(id, out _))
                {
                    changes[id] = (changes.TryGetValue(id, out var earlier) ? earlier.Was : held, null);
                }
            }
            Take(changes.Values);
            Volatile.Write(ref _revision, Math.Max(_revision, revision));
        }
    }

    private void Take(IReadOnlyCollection<(FenceEntry? Was, FenceEntry? Is)> changes)
    {
        _index.Apply(changes);
        _keepers.Apply(changes);
        Volatile.Write(ref _crossings, _crossings + changes.Sum(change => Crosses(change.Is) - Crosses(change.Was)));
        Volatile.Write(ref _count, _entries.Count);
        _tiles.Forget(changes.SelectMany(change => new[] { change.Was, change.Is }).OfType<FenceEntry>().Select(_index.Reach).OfType<GeoBounds>());
    }

    private static int Crosses(FenceEntry? entry) => entry?.Plan.Watch.Cross == true ? 1 : 0;
}
