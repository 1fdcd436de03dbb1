using System.Diagnostics.Metrics;

namespace GrupoGad.Silo.Tests.Replica;

/// <summary>A primary, its streaming replica, and what is counted of reads meanwhile: by instrument and reason.</summary>
internal sealed class Replicated : IDisposable
{
    public const string Reads = "gad.replica.reads", Lag = "gad.replica.fallbacks lag", Failed = "gad.replica.fallbacks failed";

    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _counts = [];

    public Replicated()
    {
        Replica = Primary.Replica();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name is "gad.replica.fallbacks" or "gad.replica.reads")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var name = tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}";
            lock (_counts)
            {
                _counts[name] = _counts.GetValueOrDefault(name) + value;
            }
        });
        _listener.Start();
    }

    public PostgresServer Primary { get; } = new();

    public PostgresServer Replica { get; }

    /// <summary>Since the last <see cref="Forget"/>, those that are not 0.</summary>
    public Dictionary<string, long> Counts
    {
        get
        {
            lock (_counts)
            {
                return new(_counts);
            }
        }
    }

    public long Count(string name) => Counts.GetValueOrDefault(name);

    public void Forget()
    {
        lock (_counts)
        {
            _counts.Clear();
        }
    }

    public Task<PostGisStack> Start(params (string, string)[] settings) =>
        PostGisStack.Start(Primary.Address, null, [("ConnectionStrings:PostGisReplica", Replica.Address), .. settings]);

    public void Dispose()
    {
        _listener.Dispose();
        Replica.Dispose();
        Primary.Dispose();
    }
}

/// <summary>Tests that count what a replica answers, one after another: meters are the process's.</summary>
[CollectionDefinition(nameof(OneReplica))]
public sealed class OneReplica;
