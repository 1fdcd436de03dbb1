using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Geo;
using StackExchange.Redis;

namespace GrupoGad.Benchmarks.Nearest;

/// <summary>The peer: Redis GEOSEARCH, pipelined over one connection, warm and standing still.</summary>
public sealed class RedisSearch(IDatabase redis, RealParts services, City city, int k)
{
    private const int Workers = 64;

    /// <summary>Asked for at first: with 30 % matching about 19 of 64 do, so one question is nearly always enough.</summary>
    private const int CountFirst = 64;

    private static readonly RedisKey _positions = "bench:positions";
    private static readonly RedisKey _status = "bench:status";

    /// <summary>Answers with fewer than k.</summary>
    public long Short;

    public async Task Load()
    {
        foreach (var chunk in Enumerable.Range(0, city.Count).Chunk(1_000))
        {
            await redis.GeoAddAsync(_positions, [.. chunk.Select(i => new GeoEntry(city.Points[i].Longitude, city.Points[i].Latitude, city.Ids[i]))]);
            await redis.HashSetAsync(_status, [.. chunk.Select(i => new HashEntry(city.Ids[i], city.Matches(i) ? 1 : 0))]);
        }
    }

    /// <summary>Everyone within 3 km, nearest first, ten of them, whatever their status: less than what is asked of the product.</summary>
    public Task<Round> Fixed(TimeSpan duration) => Measure(duration, async point =>
        (await redis.GeoSearchAsync(_positions, point.Longitude, point.Latitude, new GeoSearchCircle(3_000), k, order: Order.Ascending, options: GeoRadiusOptions.WithDistance)).Length);

    /// <summary>From 250 m outwards, twice as far each time, until k of those found match.</summary>
    public Task<Round> Doubling(TimeSpan duration) => Measure(duration, async point => (await Matching(point)).Count);

    /// <summary>Answers whose distances differ from looking at everyone by more than the half metre that Redis rounds positions to.</summary>
    public async Task<int> Mistakes(int questions, int seed)
    {
        var random = new Random(seed);
        var mistakes = 0;
        for (var n = 0; n < questions; n++)
        {
            var point = city.Question(random);
            var found = await Matching(point);
            var right = found.Count == k && found.Zip(city.BruteForce(point, k)).All(pair => Math.Abs(pair.First - pair.Second.DistanceM) < 1.5);
            mistakes += right ? 0 : 1;
        }
        return mistakes;
    }

    private async Task<List<double>> Matching(GeoPoint point)
    {
        var count = CountFirst;
        for (var radius = 250.0; ; radius *= 2, count *= 2)
        {
            var near = await redis.GeoSearchAsync(
                _positions, point.Longitude, point.Latitude, new GeoSearchCircle(radius), count, order: Order.Ascending, options: GeoRadiusOptions.WithDistance);
            if (near.Length < k)
            {
                continue;
            }
            var status = await redis.HashGetAsync(_status, [.. near.Select(entry => entry.Member)]);
            var matching = near.Where((_, i) => status[i] == 1).Take(k).Select(entry => entry.Distance ?? 0).ToList();
            if (matching.Count == k)
            {
                return matching;
            }
        }
    }

    private async Task<Round> Measure(TimeSpan duration, Func<GeoPoint, Task<int>> ask)
    {
        var (start, cpuStart) = (Stopwatch.GetTimestamp(), services.RedisCpu.Seconds());
        var asked = await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            var count = 0L;
            while (Stopwatch.GetElapsedTime(start) < duration)
            {
                if (await ask(city.Question(random)) < k)
                {
                    Interlocked.Increment(ref Short);
                }
                count++;
            }
            return count;
        })));
        return new Round(asked.Sum(), Stopwatch.GetElapsedTime(start).TotalSeconds, services.RedisCpu.Seconds() - cpuStart);
    }
}
