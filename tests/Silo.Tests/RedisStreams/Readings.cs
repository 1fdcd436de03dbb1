using System.Diagnostics.Metrics;
using GrupoGad.Silo.RedisStreams;

namespace GrupoGad.Silo.Tests.RedisStreams;

/// <summary>What the instruments of one host or harness say; others of this process are not heard.</summary>
internal sealed class Readings : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _failures = [];

    public Readings(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Meter.Name is StreamsInstruments.MeterName or "Microsoft.Orleans")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (instrument.Name == "gad.streams.failures")
            {
                Count((string)tags[0].Value!, value);
            }
        });
        _listener.Start();
    }

    public long Failures(string reason)
    {
        lock (_failures)
        {
            return _failures.GetValueOrDefault(reason);
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Count(string reason, long value)
    {
        lock (_failures)
        {
            _failures[reason] = _failures.GetValueOrDefault(reason) + value;
        }
    }
}
