using System.Diagnostics;
using System.Globalization;
using GrupoGad.Benchmarks.Harness;
using HdrHistogram;

namespace GrupoGad.Benchmarks.Nearest;

/// <summary>The same question over REST, through a real front end and a real silo, processes of their own, at half of what they can answer.</summary>
public static class AtTheGateway
{
    private const int PortBase = 23_000;

    public static async Task Run(Report report, BenchRun run, int seed, int k, double movingShareASecond)
    {
        // Everyone is registered one by one over REST, durably: a smaller city than inside the silo. The search is a small part of the way here.
        var (efectivos, warm, seconds, sample) = run.Quick
            ? (2_000, TimeSpan.FromSeconds(6), 4, 50)
            : (20_000, TimeSpan.FromSeconds(15), 15, 500);
        // What the part before left in this process's memory is not to be collected while answers are timed here.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var city = new City(seed, efectivos);
        await using var services = await RealParts.Open();
        await using var product = new Cluster(run.Repository, services.PostGis, services.Redis, silos: 1, gateways: 1, PortBase);
        await product.Complete();
        var (url, tokens) = (product.Urls[0], product.Tokens);
        using var people = new GatewayCity(url, tokens, city);
        using var search = new GatewaySearch(url, tokens, city, k);
        var peopling = Stopwatch.StartNew();
        await people.People();
        Console.WriteLine($"  gateway: {efectivos} efectivos in {peopling.Elapsed.TotalSeconds:F1} s");
        var mistakes = await search.Mistakes(sample, seed);
        report.Must($"{sample} answers at the gateway are those of looking at everyone ({mistakes} differ)", mistakes == 0);

        using var stop = new CancellationTokenSource();
        var moving = people.Move(movingShareASecond, stop.Token);
        await search.CapacityPerSecond(warm);
        var capacity = await search.CapacityPerSecond(TimeSpan.FromSeconds(seconds / 2.0));
        var (silo, gateway) = (product.SilosCpu(), product.GatewaysCpu());
        var (disturbance, asked, p99s, latency) = (new Disturbance(), 0L, new List<double>(), search.Latency.Copy());
        latency.Reset();
        for (var second = 0; second < seconds; second++)
        {
            search.Latency.Reset();
            asked += await search.Open(TimeSpan.FromSeconds(1), capacity / 2);
            p99s.Add(Ms(search.Latency, 99));
            latency.Add(search.Latency);
        }
        Console.WriteLine(FormattableString.Invariant(
            $"    cpu s: silo {product.SilosCpu() - silo:F2}, front end {product.GatewaysCpu() - gateway:F2}; {asked} asked, {people.Moved} moves meanwhile; p99 of each second {string.Join(' ', p99s.Select(ms => ms.ToString("F1", CultureInfo.InvariantCulture)))} ms; here {disturbance}"));
        await stop.CancelAsync();
        await moving;

        report.Must("every answer at the gateway had k matching efectivos in order", search.Wrong == 0 && asked > 0);
        report.Figure("gateway_per_s", capacity);
        report.Figure("gateway_p50_ms", Ms(latency, 50));
        report.AtMost("gateway_p99_ms", Ms(latency, 99), 10);
    }

    private static double Ms(HistogramBase histogram, double percentile) => histogram.GetValueAtPercentile(percentile) * 1_000.0 / Stopwatch.Frequency;
}
