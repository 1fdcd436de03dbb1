using System.Collections.Immutable;
using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Cells;
using GrupoGad.Efectivos;
using HdrHistogram;

namespace GrupoGad.Benchmarks.Nearest;

/// <summary>Asks the product, from workers inside its silo.</summary>
public sealed class SiloSearch(SiloHere silo, City city, int k)
{
    /// <summary>
    /// Four a core: enough that no core waits for a question, few enough that an answer's time is the search's. With 64 it was the workers
    /// waiting for each other: 64 under way at 120,000/s is 0.5 ms of queue on average, whatever is searched.
    /// </summary>
    private static readonly int _workers = 4 * Environment.ProcessorCount;

    private readonly ISearchGrain _search = silo.Grains.GetGrain<ISearchGrain>(0);

    /// <summary>Latency of the answers since the last reset, in ticks of the stopwatch.</summary>
    public LongConcurrentHistogram Latency { get; } = new(1, Stopwatch.Frequency * 10, 3);

    /// <summary>Answers that cannot be right: too few, out of order, or not matching the filter.</summary>
    public long Wrong;

    /// <summary>All workers ask as fast as they are answered.</summary>
    public async Task<Round> Closed(TimeSpan duration)
    {
        var cpu = CpuMeter.Of(Environment.ProcessId);
        var (start, cpuStart) = (Stopwatch.GetTimestamp(), cpu.Seconds());
        var asked = await Task.WhenAll(Enumerable.Range(0, _workers).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            var count = 0L;
            while (Stopwatch.GetElapsedTime(start) < duration)
            {
                await Ask(random, Stopwatch.GetTimestamp());
                count++;
            }
            return count;
        })));
        return new Round(asked.Sum(), Stopwatch.GetElapsedTime(start).TotalSeconds, cpu.Seconds() - cpuStart);
    }

    /// <summary>Questions come at a rate of their own, whether the ones before are answered or not; late by what they had to wait.</summary>
    public Task Open(TimeSpan duration, double perSecond) =>
        Arrivals.Run(perSecond, duration, seed: 1, due => Ask(Random.Shared, due).AsTask());

    private async ValueTask Ask(Random random, long due)
    {
        var hits = await _search.Nearest(City.Query(city.Question(random), k));
        Latency.RecordValue(Math.Max(1, Stopwatch.GetTimestamp() - due));
        if (!Sane(hits))
        {
            Interlocked.Increment(ref Wrong);
        }
    }

    private bool Sane(ImmutableArray<NearestHit> hits)
    {
        for (var i = 0; i < hits.Length; i++)
        {
            var member = hits[i].Member;
            if (member.Availability != Availability.Available || !member.Skills.Contains(City.Skill) || (i > 0 && hits[i].DistanceM < hits[i - 1].DistanceM))
            {
                return false;
            }
        }
        return hits.Length == k;
    }

    /// <summary>Answers of a standing city that differ from looking at everyone.</summary>
    public async Task<int> Mistakes(int questions, int seed)
    {
        var random = new Random(seed);
        var mistakes = 0;
        for (var n = 0; n < questions; n++)
        {
            // Every tenth far outside, where the search has to come down from the coarse cells.
            var point = n % 10 == 0 ? City.Shifted(city.Points[0], 200_000, random) : city.Question(random);
            var hits = await _search.Nearest(City.Query(point, k));
            var truth = city.BruteForce(point, k);
            var right = hits.Length == truth.Count
                && hits.Zip(truth).All(pair => pair.First.Member.EfectivoId == pair.Second.Id && Math.Abs(pair.First.DistanceM - pair.Second.DistanceM) < 1e-6);
            mistakes += right ? 0 : 1;
        }
        return mistakes;
    }
}
