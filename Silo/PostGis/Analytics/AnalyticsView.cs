namespace GrupoGad.Silo.PostGis.Analytics;

/// <summary>A materialised view of migrations 0011 and 0021.</summary>
internal sealed record AnalyticsView(string Name)
{
    public static AnalyticsView Coverage { get; } = new("coverage_by_cell_hour");

    public static AnalyticsView Durations { get; } = new("operation_durations");

    public static AnalyticsView HotZones { get; } = new("hot_zones");

    public static AnalyticsView Jurisdictions { get; } = new("coverage_by_jurisdiction");

    public static IReadOnlyList<AnalyticsView> All { get; } = [Coverage, Durations, HotZones, Jurisdictions];
}
