using System.Diagnostics.Metrics;

namespace GrupoGad.Silo.PostGis.Caching;

/// <summary>Meters of cached answers. The tag is the group.</summary>
public sealed class CacheInstruments
{
    private readonly Counter<long> _asked;
    private readonly Counter<long> _left;
    private long _hits;
    private long _all;

    public CacheInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(PostGisMeter.Name);
        _asked = meter.CreateCounter<long>("gad.cache.requests", "{request}", "Questions by result: hit, miss.");
        _left = meter.CreateCounter<long>("gad.cache.left", "{answer}", "Answers not kept any longer by why: expired, dropped (new data, or a failed read), room (for others).");
        meter.CreateObservableGauge("gad.cache.hit_ratio", () => HitRatio, "1", "Hits among all questions since the start.");
    }

    public double HitRatio => Volatile.Read(ref _all) is var all and > 0 ? (double)Volatile.Read(ref _hits) / all : 0;

    internal void Asked(string group, bool hit)
    {
        Interlocked.Increment(ref _all);
        if (hit)
        {
            Interlocked.Increment(ref _hits);
        }
        _asked.Add(1, new("group", group), new("result", hit ? "hit" : "miss"));
    }

    internal void Left(string group, string why) => _left.Add(1, new("group", group), new("why", why));
}
