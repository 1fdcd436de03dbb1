namespace GrupoGad.WebFrontend.Analytics;

/// <summary>Figures that are counted before anybody asks. Each answer carries the time of its figures.</summary>
internal static class AnalyticsSetup
{
    /// <summary>Readers are stateless: a few keys spread the calls over the silos.</summary>
    private const int Workers = 8;

    public static void MapAnalytics(this WebApplication app)
    {
        var analytics = app.MapGroup("/api/v1/analytics").WithTags("Analytics").ProducesProblem(400).ProducesProblem(503);
        CoverageEndpoints.Map(analytics);
        DurationEndpoints.Map(analytics);
        HotZoneEndpoints.Map(analytics);
        JurisdictionEndpoints.Map(analytics);
    }

    public static long Worker() => Random.Shared.Next(Workers);

    /// <summary>Seconds; null when nothing was counted yet.</summary>
    public static double? Staleness(DateTime? asOf, TimeProvider clock) =>
        asOf is { } time ? Math.Round(Math.Max(0, (clock.GetUtcNow().UtcDateTime - time).TotalSeconds), 1) : null;
}
