namespace GrupoGad.Silo.PostGis.Analytics;

/// <summary>Instant of the last count of each view as this silo knows it, and the instant when it learned it.</summary>
internal sealed class ViewTimes
{
    private volatile Look _look = new(new Dictionary<string, DateTime>(), new Dictionary<string, DateTime>());

    /// <summary>Counted views, by name.</summary>
    public IReadOnlyDictionary<string, DateTime> All => _look.Counted;

    /// <summary>Latest instant at which the known count became readable. The beginning of a count does not give it.</summary>
    /// <returns>The greatest time before the first look.</returns>
    public DateTime ThereBy(AnalyticsView view) => _look.There.GetValueOrDefault(view.Name, DateTime.MaxValue);

    /// <summary>Records the times found at <paramref name="now"/>.</summary>
    public void Known(IReadOnlyDictionary<string, DateTime> counted, DateTime now)
    {
        var before = _look;
        _look = new(counted, counted.ToDictionary(
            view => view.Key,
            view => before.Counted.TryGetValue(view.Key, out var at) && at == view.Value ? before.There[view.Key] : now,
            StringComparer.Ordinal));
    }

    private sealed record Look(IReadOnlyDictionary<string, DateTime> Counted, IReadOnlyDictionary<string, DateTime> There);
}
