using System.Diagnostics.Metrics;

namespace GrupoGad.Silo.PostGis.Replica;

/// <summary>Meters of reads that may go to the replica.</summary>
public sealed class ReplicaInstruments
{
    private readonly Counter<long> _reads;
    private readonly Counter<long> _fallbacks;
    private TimeSpan? _lag;

    public ReplicaInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(PostGisMeter.Name);
        _reads = meter.CreateCounter<long>("gad.replica.reads", "{read}", "Reads that the replica has answered.");
        _fallbacks = meter.CreateCounter<long>("gad.replica.fallbacks", "{read}", "Reads of history that the primary answered instead: lag (too far behind, or unknown), failed.");
        meter.CreateObservableGauge("gad.replica.lag", () => _lag is { } lag ? [new Measurement<double>(lag.TotalSeconds)] : Array.Empty<Measurement<double>>(), "s", "How far the replica is behind; none when nobody knows.");
    }

    internal void Read() => _reads.Add(1);

    internal void FellBack(string reason) => _fallbacks.Add(1, new KeyValuePair<string, object?>("reason", reason));

    internal void Lag(TimeSpan? lag) => _lag = lag;
}
