using Orleans.Concurrency;

namespace GrupoGad.Analytics;

/// <inheritdoc cref="IAnalyticsGrain"/>
[StatelessWorker, Reentrant]
public sealed class AnalyticsGrain(IAnalyticsViews views) : Grain, IAnalyticsGrain
{
    public ValueTask<Coverage> Coverage(CoverageQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        Check(query.Limit, query.Bounds?.IsValid ?? true);
        return views.Coverage(query, cancellation);
    }

    public ValueTask<Durations> Durations(CancellationToken cancellation) => views.Durations(cancellation);

    public ValueTask<HotZones> HotZones(HotZonesQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        Check(query.Limit, query.Bounds?.IsValid ?? true);
        return views.HotZones(query, cancellation);
    }

    private static void Check(int limit, bool boundsValid)
    {
        if (limit is < 1 or > AnalyticsLimits.CellsMax || !boundsValid)
        {
            throw new ArgumentException($"The limit is 1..{AnalyticsLimits.CellsMax}, the bounds lie on the earth.");
        }
    }
}
