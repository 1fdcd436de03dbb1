using System.Diagnostics.Metrics;

namespace GrupoGad.Silo.PostGis.GrainStorage;

/// <summary>Meters of the grain states. Tags are bounded.</summary>
public sealed class StatesInstruments
{
    public const string MeterName = "GrupoGad.States";

    private readonly Counter<long> _writes;
    private readonly Counter<long> _stalls;
    private readonly Counter<long> _splits;
    private readonly Histogram<double> _commit;
    private readonly Histogram<double> _wait;
    private readonly Histogram<long> _size;
    private readonly Meter _meter;

    public StatesInstruments(IMeterFactory meters)
    {
        var seconds = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15] };
        _meter = meters.Create(MeterName);
        _writes = _meter.CreateCounter<long>("gad.states.writes", "{state}",
            "States by result: written, conflict (another activation wrote), refused (PostGIS will not take it), unknown (the connection broke), late (waited too long), withdrawn, overflow (no room).");
        _stalls = _meter.CreateCounter<long>("gad.states.stalls", "{commit}", "Commits that took so long that the next went beside them.");
        _splits = _meter.CreateCounter<long>("gad.states.splits", "{commit}", "Commits that PostGIS refused, written again state by state.");
        _commit = _meter.CreateHistogram("gad.states.commit.duration", "s", "One commit, from its start to its end.", null, seconds);
        _wait = _meter.CreateHistogram("gad.states.write.duration", "s", "From a write's arrival until it is durable.", null, seconds);
        _size = _meter.CreateHistogram("gad.states.commit.size", "{state}", "States of one commit.", null,
            new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128] });
    }

    internal void Watch(Func<long> queued) => _meter.CreateObservableGauge("gad.states.queued", queued, "{state}", "States that wait or are being written.");

    public void Written(string result, int count)
    {
        if (count > 0)
        {
            _writes.Add(count, new KeyValuePair<string, object?>("result", result));
        }
    }

    public void Stalled() => _stalls.Add(1);

    public void Split() => _splits.Add(1);

    public void Committed(TimeSpan took, int states)
    {
        _commit.Record(took.TotalSeconds);
        _size.Record(states);
    }

    public void Durable(TimeSpan after) => _wait.Record(after.TotalSeconds);
}
