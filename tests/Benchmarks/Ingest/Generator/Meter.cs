using System.Collections.Concurrent;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Protocol.V1;

namespace GrupoGad.Benchmarks.Ingest.Generator;

/// <summary>Counts and times acknowledgements while it is open.</summary>
public sealed class Meter
{
    private readonly LatencyMeter _ack = new();
    private readonly LatencyMeter _frame = new();
    private readonly ConcurrentDictionary<string, int> _oddities = new();
    private volatile bool _open;
    private long _reports;

    public void Open()
    {
        _ack.Open();
        _frame.Open();
        _open = true;
    }

    public void Close()
    {
        _open = false;
        _ack.Close();
        _frame.Close();
    }

    /// <summary>Reports acknowledged while open.</summary>
    public long Reports => Interlocked.Read(ref _reports);

    public IReadOnlyDictionary<string, int> Oddities => _oddities;

    public void Acknowledged(int reports, long ticks)
    {
        if (_open)
        {
            Interlocked.Add(ref _reports, reports);
            _ack.Record(ticks);
        }
    }

    /// <summary>A viewer saw a report, or a newer one of the same efectivo.</summary>
    public void Seen(long ticks) => _frame.Record(ticks);

    public void Refused(Refusal refusal) => Odd($"refused {refusal.Outcome} {refusal.Field} {refusal.Rule}");

    public void Retried(string why) => Odd($"retried {why}");

    public void Odd(string what) => _oddities.AddOrUpdate(what, 1, (_, count) => count + 1);

    public double AckMs(double percentile) => _ack.Ms(percentile);

    public double FrameMs(double percentile) => _frame.Ms(percentile);

    public long FramesSeen => _frame.Count;
}
