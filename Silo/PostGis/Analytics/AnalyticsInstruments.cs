using System.Diagnostics.Metrics;

namespace GrupoGad.Silo.PostGis.Analytics;

/// <summary>Meters of the materialised views. One tag value a view.</summary>
internal sealed class AnalyticsInstruments
{
    private readonly Histogram<double> _took;
    private readonly Counter<long> _failed;
    private readonly TimeProvider _clock;
    private readonly ViewTimes _times;

    public AnalyticsInstruments(IMeterFactory meters, ViewTimes times, TimeProvider clock)
    {
        (_times, _clock) = (times, clock);
        var meter = meters.Create(PostGisMeter.Name);
        _took = meter.CreateHistogram<double>("gad.analytics.refresh.duration", "s", "One refresh of a view by this silo.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.25, 1, 5, 15, 60, 300, 600] });
        _failed = meter.CreateCounter<long>("gad.analytics.refresh.failures", "{refresh}", "Refreshes of a view that failed or took too long.");
        meter.CreateObservableGauge("gad.analytics.staleness", Staleness, "s", "Age of each view that has been counted.");
    }

    internal void Refreshed(AnalyticsView view, TimeSpan took) => _took.Record(took.TotalSeconds, new KeyValuePair<string, object?>("view", view.Name));

    internal void Failed(AnalyticsView view) => _failed.Add(1, new KeyValuePair<string, object?>("view", view.Name));

    private IEnumerable<Measurement<double>> Staleness() => _times.All.Select(pair =>
        new Measurement<double>((_clock.GetUtcNow().UtcDateTime - pair.Value).TotalSeconds, new KeyValuePair<string, object?>("view", pair.Key)));
}
