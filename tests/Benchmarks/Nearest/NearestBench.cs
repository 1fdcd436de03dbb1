using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using StackExchange.Redis;

namespace GrupoGad.Benchmarks.Nearest;

/// <summary>Exact k = 10 nearest available efectivos with a skill among 100,000 of whom 20 % move each second, against PostGIS and Redis.</summary>
public sealed class NearestBench : Bench
{
    private const int Seed = 20_260_101;
    private const int Efectivos = 100_000;
    private const int K = 10;
    private const double MovingShareASecond = 0.2;
    private double _seconds, _othersCpuSeconds;

    public override string Name => "nearest";

    public override async Task Run(Report report, BenchRun run)
    {
        await InsideSilo(report, run);
        await AtTheGateway.Run(report, run, Seed, K, MovingShareASecond);
    }

    private async Task InsideSilo(Report report, BenchRun run)
    {
        var (rounds, duration, sample) = run.Quick ? (2, TimeSpan.FromSeconds(2), 200) : (4, TimeSpan.FromSeconds(8), 1_000);
        var city = new City(Seed, Efectivos);
        Console.WriteLine($"  {Enumerable.Range(0, city.Count).Count(city.Matches) / (double)city.Count:P1} of {city.Count} match");
        await using var services = await RealParts.Open();
        await using var redis = await ConnectionMultiplexer.ConnectAsync(services.Redis);
        var postGis = new PostGisSearch(services, city, K);
        var redisSearch = new RedisSearch(redis.GetDatabase(), services, city, K);
        await postGis.Load();
        await redisSearch.Load();
        report.Must("PostGIS answers as looking at everyone does", await postGis.Mistakes(sample / 4, Seed) == 0);
        report.Must("Redis (doubling) answers as looking at everyone does", await redisSearch.Mistakes(sample / 4, Seed) == 0);

        await using var silo = await SiloHere.Start();
        var peopling = Stopwatch.StartNew();
        await silo.People(city);
        Console.WriteLine($"  peopled in {peopling.Elapsed.TotalSeconds:F1} s");
        var product = new SiloSearch(silo, city, K);
        await Standing(report, product, sample, "before");

        // Warm-up of all four, not counted.
        var movement = new Movement(silo, city, MovingShareASecond, Seed);
        await Moving(movement, () => product.Closed(duration / 2));
        await postGis.Measure(duration / 4);
        await redisSearch.Fixed(duration / 4);
        await redisSearch.Doubling(duration / 4);
        product.Latency.Reset();

        var sums = await Rounds.Run(rounds, duration,
            new("silo", time => Moving(movement, () => product.Closed(time))), new("postgis", postGis.Measure),
            new("redis fixed 3 km", redisSearch.Fixed), new("redis doubling", redisSearch.Doubling));
        var p99Full = Milliseconds(product);
        product.Latency.Reset();
        await Moving(movement, async () =>
        {
            await product.Open(duration, sums["silo"].PerSecond / 2);
            return new Round(0, duration.TotalSeconds, 1);
        });

        await Standing(report, product, sample, "after");
        Judge(report, sums, p99Full, Milliseconds(product), product, movement);
        report.Must("no Redis answer was short", redisSearch.Short == 0);
    }

    private void Judge(
        Report report, IReadOnlyDictionary<string, Round> sums, double p99Full, double p99Half, SiloSearch product, Movement movement)
    {
        var silo = sums["silo"];
        report.Must("every answer while moving had k matching efectivos in order", product.Wrong == 0);
        report.Must($"every move was accepted ({movement.Moved} moves)", movement.Refused == 0 && movement.Moved > 0);
        // Wall figures of a run in which others had much of the machine say what they had.
        report.Figure("others_cpu_pct", 100 * _othersCpuSeconds / (_seconds * Environment.ProcessorCount));
        report.Figure("per_cpu_s", silo.PerCpuSecond);
        report.Figure("p99_half_load_ms", p99Half);
        report.AtLeast("per_s", silo.PerSecond, 100_000);
        report.AtMost("p99_ms", p99Full, 1);
        report.AtLeast("x_postgis", silo.PerCpuSecond / sums["postgis"].PerCpuSecond, 5);
        report.AtLeast("x_redis_fixed", silo.PerCpuSecond / sums["redis fixed 3 km"].PerCpuSecond, 10);
        report.AtLeast("x_redis_doubling", silo.PerCpuSecond / sums["redis doubling"].PerCpuSecond, 1.5);
    }

    private static async Task Standing(Report report, SiloSearch product, int sample, string when)
    {
        // Moves are sent to cells one-way, so the last of them may still be under way.
        var deadline = DateTime.UtcNow.AddSeconds(10);
        var mistakes = await product.Mistakes(sample, Seed);
        while (mistakes > 0 && DateTime.UtcNow < deadline)
        {
            mistakes = await product.Mistakes(sample, Seed);
        }
        report.Must($"{sample} answers {when} the movement are those of looking at everyone ({mistakes} differ)", mistakes == 0);
    }

    private async Task<Round> Moving(Movement movement, Func<Task<Round>> measure)
    {
        using var stop = new CancellationTokenSource();
        var moving = Task.Run(() => movement.Run(stop.Token));
        var (before, disturbance) = (movement.Moved, new Disturbance());
        var round = await measure();
        await stop.CancelAsync();
        (_seconds, _othersCpuSeconds) = (_seconds + round.Seconds, _othersCpuSeconds + disturbance.OthersCpuSeconds);
        await moving;
        Console.WriteLine(FormattableString.Invariant($"    {movement.Moved - before} moves meanwhile; {disturbance}"));
        return round;
    }

    private static double Milliseconds(SiloSearch product) => product.Latency.GetValueAtPercentile(99) * 1_000.0 / Stopwatch.Frequency;
}
