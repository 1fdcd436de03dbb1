namespace GrupoGad.Silo.PostGis.Analytics;

/// <summary>A materialised view of migration 0011, or a table of 0070 that is counted incrementally.</summary>
/// <param name="Count">Statements of the count; null for a view, which is refreshed as a whole.</param>
internal sealed record AnalyticsView(string Name, CoverageCount? Count = null)
{
    public static AnalyticsView Coverage { get; } = new("coverage_by_cell_hour", CoverageCount.ByCell);

    public static AnalyticsView Durations { get; } = new("operation_durations");

    public static AnalyticsView HotZones { get; } = new("hot_zones");

    public static AnalyticsView Jurisdictions { get; } = new("coverage_by_jurisdiction", CoverageCount.ByJurisdiction);

    public static IReadOnlyList<AnalyticsView> All { get; } = [Coverage, Durations, HotZones, Jurisdictions];
}
