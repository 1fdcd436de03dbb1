using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Benchmarks.Nearest;
using GrupoGad.Efectivos;
using GrupoGad.Fences;
using HdrHistogram;

namespace GrupoGad.Benchmarks.Fences;

/// <summary>The judge as an efectivo's grain calls it, one fix after another on one core, for everyone of the city.</summary>
public sealed class Engine
{
    private static readonly FenceOptions _options = new();
    private readonly FenceCity _fences;
    private readonly Walkers _walkers;
    private readonly OracleSample _oracle;
    private readonly FenceSubject[] _subjects;
    private readonly FenceTrackState[] _standings;

    public Engine(City city, FenceCity fences, Walkers walkers, OracleSample oracle)
    {
        (_fences, _walkers, _oracle) = (fences, walkers, oracle);
        _subjects = [.. city.Ids.Select(id => new FenceSubject(id, new EfectivoProfile(), Availability.Available))];
        _standings = new FenceTrackState[city.Count];
    }

    /// <summary>From the fix to its events in hand, in ticks of the stopwatch; of fixes that made events.</summary>
    public LongHistogram EventLatency { get; } = new(1, Stopwatch.Frequency * 30, 3);

    public long Events { get; private set; }

    public long Updates { get; private set; }

    public long AllocatedBytes { get; private set; }

    public Task<Round> Measure(TimeSpan duration)
    {
        var (seconds, cpu, updates) = (TimeSpan.Zero, TimeSpan.Zero, 0L);
        var told = new List<FenceEvent>();
        while (seconds < duration)
        {
            _walkers.Step();
            told.Clear();
            var (bytes, cpuStart, start) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
            Judge(told);
            seconds += Stopwatch.GetElapsedTime(start);
            cpu += Environment.CpuUsage.TotalTime - cpuStart;
            AllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - bytes;
            updates += _standings.Length;
            Events += told.Count;
            _oracle.Compare(_walkers.Fixes, told);
        }
        Updates += updates;
        return Task.FromResult(new Round(updates, seconds.TotalSeconds, cpu.TotalSeconds));
    }

    /// <summary>Fences everyone is inside of now, as far as known.</summary>
    public IEnumerable<(int Efectivo, string Fence)> Inside() => _standings.SelectMany((standing, i) => standing.Visits.Select(visit => (i, visit.FenceId)));

    private void Judge(List<FenceEvent> told)
    {
        var now = _walkers.Fixes[0].DeviceTime.AddMilliseconds(300);
        for (var i = 0; i < _standings.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var judged = FenceJudge.Judge(_standings[i], _walkers.Fixes[i], now, _subjects[i], _fences.Map, _options);
            _standings[i] = judged.After;
            if (!judged.Events.IsEmpty)
            {
                EventLatency.RecordValue(Math.Max(1, Stopwatch.GetTimestamp() - start));
                told.AddRange(judged.Events);
            }
        }
    }
}
