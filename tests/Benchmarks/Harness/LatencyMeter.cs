using System.Diagnostics;
using HdrHistogram;

namespace GrupoGad.Benchmarks.Harness;

/// <summary>Latencies from the intended start, in ticks of the stopwatch, while it is open.</summary>
public sealed class LatencyMeter
{
    private const int SecondsMax = 120;
    private readonly LongConcurrentHistogram _histogram = new(1, Stopwatch.Frequency * SecondsMax, 3);
    private volatile bool _open;

    public long Count => _histogram.TotalCount;

    public void Open() => _open = true;

    public void Close() => _open = false;

    public void Record(long ticks)
    {
        if (_open)
        {
            _histogram.RecordValue(Math.Clamp(ticks, 1, Stopwatch.Frequency * SecondsMax - 1));
        }
    }

    /// <summary>0 when nothing was recorded.</summary>
    public double Ms(double percentile) => Count == 0 ? 0 : _histogram.GetValueAtPercentile(percentile) * 1_000.0 / Stopwatch.Frequency;
}
