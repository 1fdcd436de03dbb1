using System.Diagnostics.Metrics;

namespace GrupoGad.Silo.RedisStreams;

/// <summary>Meters of the streams. Tags are bounded: no stream, no key.</summary>
public sealed class StreamsInstruments
{
    public const string MeterName = "GrupoGad.Streams";

    private readonly Counter<long> _appended;
    private readonly Counter<long> _read;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _lag;
    private readonly Meter _meter;

    public StreamsInstruments(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _appended = _meter.CreateCounter<long>("gad.streams.appended", "{entry}", "Entries that Redis took.");
        _read = _meter.CreateCounter<long>("gad.streams.read", "{entry}", "Entries read for delivery; one read again after a hand-over counts again.");
        _failures = _meter.CreateCounter<long>("gad.streams.failures", "{failure}", "What went wrong, by reason.");
        _lag = _meter.CreateHistogram<double>("gad.streams.lag", "s", "From Redis' clock at the append to this silo's clock at the read.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30] });
    }

    /// <summary>A gauge read when it is asked for.</summary>
    internal void Watch(Func<long> cached) =>
        _meter.CreateObservableGauge("gad.streams.cached", cached, "{entry}", "Entries in memory, read and not yet known to be delivered.");

    public void Appended() => _appended.Add(1);

    public void Read(int entries) => _read.Add(entries);

    public void Lag(TimeSpan lag) => _lag.Record(Math.Max(0, lag.TotalSeconds));

    internal void Failed(StreamFailure reason) => _failures.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
}
