using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Orleans.TestingHost;

namespace GrupoGad.Cluster.Tests.Commands;

/// <summary>What the silos of one cluster count as refused while it lives.</summary>
internal sealed class RefusedAcks : IDisposable
{
    private readonly MeterListener _listener = new();

    public RefusedAcks(TestCluster cluster)
    {
        var meters = new SiloMeters(cluster);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "gad.commands.acks.refused" && meters.Own(instrument))
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
