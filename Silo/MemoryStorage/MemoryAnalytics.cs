using GrupoGad.Analytics;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>Counts are made of stored data, and memory mode stores none. So every answer says that it was not counted yet.</summary>
internal sealed class MemoryAnalytics : IAnalyticsViews
{
    public ValueTask<Coverage> Coverage(CoverageQuery query, CancellationToken cancellation) => new(new Coverage { Cells = [] });

    public ValueTask<Durations> Durations(CancellationToken cancellation) => new(new Durations { Rows = [] });

    public ValueTask<HotZones> HotZones(HotZonesQuery query, CancellationToken cancellation) => new(new HotZones { Zones = [] });
}
