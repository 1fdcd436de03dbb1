namespace GrupoGad.Silo.PostGis.Analytics;

/// <summary>When each view was counted last, as this silo knows it, and since when it knows.</summary>
internal sealed class ViewTimes
{
    private volatile Look _look = new(new Dictionary<string, DateTime>(), new Dictionary<string, DateTime>());

    /// <summary>Those that were counted at all, by name.</summary>
    public IReadOnlyDictionary<string, DateTime> All => _look.Counted;

    /// <summary>The count that is known now was there at this instant at the latest; the beginning of a count does not tell when it could be read.</summary>
    /// <returns>The end of time while nobody has looked.</returns>
    public DateTime ThereBy(AnalyticsView view) => _look.There.GetValueOrDefault(view.Name, DateTime.MaxValue);

    /// <summary>They were found so at <paramref name="now"/>.</summary>
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
