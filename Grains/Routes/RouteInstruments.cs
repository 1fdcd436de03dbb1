using System.Diagnostics.Metrics;

namespace GrupoGad.Routes;

/// <summary>Meters of routes.</summary>
public sealed class RouteInstruments
{
    public const string MeterName = "GrupoGad.Routes";

    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _saved;

    public RouteInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("gad.routes.requests", "{request}", "Requests for a route, by outcome.");
        _duration = meter.CreateHistogram<double>("gad.routes.duration", "s", "How long a route took to answer, travel times included.");
        _saved = meter.CreateHistogram<double>("gad.routes.saved", "1", "By which part of its cost a route was better than the nearest next.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 0.9, 1] });
    }

    public void Requested(RouteOutcome outcome) => _requests.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    public void Ordered(TimeSpan duration, RoutePlan plan)
    {
        _duration.Record(duration.TotalSeconds);
        if (plan is { SavedS: { } saved, NearestNext: { } nearest })
        {
            _saved.Record(nearest.CostS > 0 ? saved / nearest.CostS : 0);
        }
    }
}
