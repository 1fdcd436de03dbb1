namespace GrupoGad.Efectivos;

/// <summary>How the age of a fix becomes its freshness.</summary>
public static class FreshnessRules
{
    public static Freshness Of(TimeSpan age, EfectivoOptions options) =>
        age >= TimeSpan.FromSeconds(options.LostAfterS) ? Freshness.Lost
        : age >= TimeSpan.FromSeconds(options.StaleAfterS) ? Freshness.Stale
        : Freshness.Live;

    /// <summary>The oldest device time that is still at least this fresh.</summary>
    public static DateTime OldestOf(Freshness freshness, DateTime now, EfectivoOptions options) => freshness switch
    {
        // One tick after the limit: an age equal to the limit has already turned.
        Freshness.Live => now.AddSeconds(-options.StaleAfterS).AddTicks(1),
        Freshness.Stale => now.AddSeconds(-options.LostAfterS).AddTicks(1),
        _ => DateTime.MinValue,
    };
}
