namespace GrupoGad.Analytics;

/// <summary>Reads counts that are made now and then.</summary>
public interface IAnalyticsViews
{
    ValueTask<Coverage> Coverage(CoverageQuery query, CancellationToken cancellation);

    ValueTask<Durations> Durations(CancellationToken cancellation);

    ValueTask<HotZones> HotZones(HotZonesQuery query, CancellationToken cancellation);
}
