using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using GrupoGad.Silo.PostGis.Journal;

namespace GrupoGad.Silo.PostGis.Pools;

/// <summary>Measures the part of their leased time in which connections work. Reads the driver's own gauges now and then and sums the readings.</summary>
/// <remarks>
/// Each reading takes leased connections and running statements of the same instant, so the quotient of the sums is right however far apart the readings are.
/// The driver does not count a COPY as a statement, so the journal itself reports a running COPY.
/// </remarks>
internal sealed class PoolUse : IDisposable
{
    private const string Executing = "db.client.operation.npgsql.executing";
    private const string Connections = "db.client.connection.count";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, Pool> _pools = new(StringComparer.Ordinal);

    public PoolUse()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Npgsql", Name: Executing or Connections } or { Meter.Name: JournalInstruments.MeterName, Name: JournalInstruments.CopyingName })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>(Note);
        _listener.Start();
    }

    /// <summary>Takes one reading of all pools.</summary>
    public void Look()
    {
        foreach (var pool in _pools.Values)
        {
            pool.Leased = 0;
        }
        _listener.RecordObservableInstruments();
        foreach (var pool in _pools.Values)
        {
            pool.Add();
        }
    }

    /// <summary>By the name of the data source. Only this product's data sources count, which are few.</summary>
    public IEnumerable<(string Pool, double Efficiency)> Efficiencies() =>
        _pools.Where(pool => pool.Value.LeasedSum > 0).Select(pool => (pool.Key, (double)pool.Value.BusySum / pool.Value.LeasedSum));

    /// <summary>The most leased connections of any reading.</summary>
    public IEnumerable<(string Pool, int Connections)> Peaks() => _pools.Where(pool => pool.Value.Peak > 0).Select(pool => (pool.Key, pool.Value.Peak));

    public void Dispose() => _listener.Dispose();

    private void Note(Instrument instrument, int value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        string? name = null;
        var used = false;
        foreach (var tag in tags)
        {
            name = tag.Key is "db.client.connection.pool.name" or "pool" ? tag.Value as string : name;
            used |= tag is { Key: "db.client.connection.state", Value: "used" };
        }
        if (name?.StartsWith("gad-", StringComparison.Ordinal) != true)
        {
            return;
        }
        if (instrument.Name != Connections)
        {
            Of(name).Change(value);
        }
        else if (used)
        {
            Of(name).Leased += value;
        }
    }

    private Pool Of(string name) => _pools.GetOrAdd(name, static _ => new Pool());

    private sealed class Pool
    {
        private int _busy;

        public int Leased { get; set; }

        public int Peak { get; private set; }

        public long LeasedSum { get; private set; }

        public long BusySum { get; private set; }

        public void Change(int by) => Interlocked.Add(ref _busy, by);

        public void Add()
        {
            Peak = Math.Max(Peak, Leased);
            LeasedSum += Leased;
            // A statement that began between the two readings has no lease yet.
            BusySum += Math.Clamp(Volatile.Read(ref _busy), 0, Leased);
        }
    }
}
