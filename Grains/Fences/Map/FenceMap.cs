using System.Collections.Concurrent;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>All fences of the cluster, as one silo knows them. Any number of readers, none of whom waits; one writer at a time.</summary>
public sealed class FenceMap(FenceOptions options)
{
    private readonly Lock _writing = new();
    private readonly ConcurrentDictionary<string, FenceEntry> _entries = new(StringComparer.Ordinal);
    private long _revision;

    /// <summary>Every change up to this one is in it.</summary>
    public long Revision => Volatile.Read(ref _revision);

    public int Count => _entries.Count;

    internal FenceOptions Options => options;

    internal bool HasCrossings => true;

    public FenceEntry? Find(string id) => _entries.GetValueOrDefault(id);

    /// <summary>The fences around a position.</summary>
    internal FenceCell At(GeoPoint point)
    {
        var near = _entries.Values.Where(entry => entry.IsWithin(point, options.MarginMaxM)).OrderBy(entry => entry.Id, StringComparer.Ordinal);
        return new FenceCell([], [.. near.Select(entry => new NearFence(entry))]);
    }

    internal IEnumerable<FenceEntry> ToBeKeptBy(string efectivoId) => _entries.Values.Where(entry => entry.IsToBeKeptBy(efectivoId));

    /// <summary>Fences that watch for crossing and that the way touches.</summary>
    internal IEnumerable<FenceEntry> OnTheWay(GeoPoint from, GeoPoint to) =>
        _entries.Values.Where(entry => entry.Plan.Watch.Cross && entry.Area?.Touches(from, to) == true).OrderBy(entry => entry.Id, StringComparer.Ordinal);

    /// <summary>Takes changes. An entry older than the one it holds is left out, so that what is told twice or late does no harm.</summary>
    /// <param name="revision">All changes up to this one are in it afterwards.</param>
    public void Apply(long revision, IEnumerable<FenceEntry> put, IEnumerable<string> removed)
    {
        lock (_writing)
        {
            foreach (var entry in put)
            {
                if (!_entries.TryGetValue(entry.Id, out var held) || held.Revision <= entry.Revision)
                {
                    _entries[entry.Id] = entry;
                }
            }
            foreach (var id in removed)
            {
                _entries.TryRemove(id, out _);
            }
            Volatile.Write(ref _revision, Math.Max(_revision, revision));
        }
    }
}
