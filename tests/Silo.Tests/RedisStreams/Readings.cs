using System.Diagnostics.Metrics;
using GrupoGad.Silo.RedisStreams;

namespace GrupoGad.Silo.Tests.RedisStreams;

/// <summary>What the instruments of one host or harness say; others of this process are not heard.</summary>
internal sealed class Readings : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _failures = [];
    private readonly Dictionary<string, long> _gauges = [];

    public Readings(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Meter.Name is StreamsInstruments.MeterName or "Microsoft.Orleans")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    public long Failures(string reason)
    {
        lock (_failures)
        {
            return _failures.GetValueOrDefault(reason);
        }
    }

    /// <summary>A gauge as it stands now, all its tags together. One that nobody reports is an error of the test.</summary>
    public long Gauge(string name)
    {
        lock (_failures)
        {
            _gauges.Clear();
            _listener.RecordObservableInstruments();
            return _gauges[name];
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Note(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_failures)
        {
            if (instrument.IsObservable)
            {
                _gauges[instrument.Name] = _gauges.GetValueOrDefault(instrument.Name) + value;
            }
            else if (instrument.Name == "gad.streams.failures")
            {
                var reason = (string)tags[0].Value!;
                _failures[reason] = _failures.GetValueOrDefault(reason) + value;
            }
        }
    }
}
