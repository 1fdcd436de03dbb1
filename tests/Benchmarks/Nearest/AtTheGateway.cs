using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;

namespace GrupoGad.Benchmarks.Nearest;

/// <summary>The same question over REST, through a real front end and a real silo, processes of their own, at half of what they can answer.</summary>
public static class AtTheGateway
{
    private const int PortBase = 23_000;

    public static async Task Run(Report report, BenchRun run, int seed, int k, double movingShareASecond)
    {
        // Everyone is registered one by one over REST, durably: a smaller city than inside the silo. The search is a small part of the way here.
        var (efectivos, warm, duration, sample) = run.Quick
            ? (2_000, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), 50)
            : (20_000, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15), 500);
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
        var capacity = await search.CapacityPerSecond(duration / 2);
        search.Latency.Reset();
        var (silo, gateway) = (product.SilosCpu(), product.GatewaysCpu());
        var asked = await search.Open(duration, capacity / 2);
        Console.WriteLine(FormattableString.Invariant(
            $"    cpu s: silo {product.SilosCpu() - silo:F2}, front end {product.GatewaysCpu() - gateway:F2}; {asked} asked, {people.Moved} moves meanwhile"));
        await stop.CancelAsync();
        await moving;

        report.Must("every answer at the gateway had k matching efectivos in order", search.Wrong == 0 && asked > 0);
        report.Figure("gateway_per_s", capacity);
        report.Figure("gateway_p50_ms", search.Latency.GetValueAtPercentile(50) * 1_000.0 / Stopwatch.Frequency);
        report.AtMost("gateway_p99_ms", search.Latency.GetValueAtPercentile(99) * 1_000.0 / Stopwatch.Frequency, 10);
    }
}
