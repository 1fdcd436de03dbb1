using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace GrupoGad.Cluster.Tests.Commands;

/// <summary>What the silos of this process count as refused while it lives.</summary>
internal sealed class RefusedAcks : IDisposable
{
    private readonly MeterListener _listener = new();

    public RefusedAcks()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "gad.commands.acks.refused")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) => ByOutcome.AddOrUpdate((string)tags[0].Value!, (int)count, (_, before) => before + (int)count));
        _listener.Start();
    }

    public ConcurrentDictionary<string, int> ByOutcome { get; } = new();

    public void Dispose() => _listener.Dispose();
}
