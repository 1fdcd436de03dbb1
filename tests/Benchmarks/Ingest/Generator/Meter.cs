using System.Collections.Concurrent;
using System.Diagnostics;
using GrupoGad.Protocol.V1;
using HdrHistogram;

namespace GrupoGad.Benchmarks.Ingest.Generator;

/// <summary>Counts and times acknowledgements while it is open.</summary>
public sealed class Meter
{
    private readonly LongConcurrentHistogram _ack = New();
    private readonly LongConcurrentHistogram _frame = New();
    private readonly ConcurrentDictionary<string, int> _oddities = new();
    private volatile bool _open;
    private long _reports;

    public void Open() => _open = true;

    public void Close() => _open = false;

    /// <summary>Reports acknowledged while open.</summary>
    public long Reports => Interlocked.Read(ref _reports);

    public IReadOnlyDictionary<string, int> Oddities => _oddities;

    public void Acknowledged(int reports, long ticks)
    {
        if (_open)
        {
            Interlocked.Add(ref _reports, reports);
            _ack.RecordValue(Clamp(ticks));
        }
    }

    /// <summary>A viewer saw a report, or a newer one of the same efectivo.</summary>
    public void Seen(long ticks)
    {
        if (_open)
        {
            _frame.RecordValue(Clamp(ticks));
        }
    }

    public void Refused(Refusal refusal) => Odd($"refused {refusal.Outcome} {refusal.Field} {refusal.Rule}");

    public void Retried(string why) => Odd($"retried {why}");

    public void Odd(string what) => _oddities.AddOrUpdate(what, 1, (_, count) => count + 1);

    public double AckMs(double percentile) => Ms(_ack, percentile);

    public double FrameMs(double percentile) => Ms(_frame, percentile);

    public long FramesSeen => _frame.TotalCount;

    private static LongConcurrentHistogram New() => new(1, Stopwatch.Frequency * 120, 3);

    private static long Clamp(long ticks) => Math.Clamp(ticks, 1, Stopwatch.Frequency * 119);

    private static double Ms(LongConcurrentHistogram histogram, double percentile) =>
        histogram.TotalCount == 0 ? 0 : histogram.GetValueAtPercentile(percentile) * 1_000.0 / Stopwatch.Frequency;
}
