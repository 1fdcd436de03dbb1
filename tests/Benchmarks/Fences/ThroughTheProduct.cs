using System.Collections.Concurrent;
using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Benchmarks.Ingest;
using GrupoGad.Benchmarks.Ingest.Generator;
using GrupoGad.Fences;
using Npgsql;

namespace GrupoGad.Benchmarks.Fences;

/// <summary>
/// The load of <c>ingest</c> through two running products in turns, one with fences and one without. Measures the extra cost of a report, the time
/// until an event is durable and on a screen, and whether the events are exactly those that follow from the stored track.
/// </summary>
public static class ThroughTheProduct
{
    private const int PortBase = 23_000;
    private const int Circles = 1_000;
    private const int Probes = 50;

    public static async Task Run(Report report, BenchRun run, int seed)
    {
        await using var services = await RealParts.Open();
        await using var plainServices = await RealParts.Open();
        await using var fenced = Product(run, services, PortBase);
        await using var plain = Product(run, plainServices, PortBase + 16);
        await Task.WhenAll(fenced.Complete(), plain.Complete());
        using var with = new ProductRounds("fenced: ", services, fenced, run, report);
        using var without = new ProductRounds("plain: ", plainServices, plain, run, report);
        var shape = new GeneratorOptions
        {
            Url = "", LastFixes = "", Trace = run.Repository.Excerpt, Sockets = run.Quick ? 500 : 2_000, WarmUpS = run.Quick ? 0.5 : 2, MeasureS = run.Quick ? 3 : 10,
        };
        var fences = Areas.Of(run.Repository, Circles, seed);
        await Put(report, fences, fenced, services);
        await Task.WhenAll(with.Register(shape.Sockets, Probes), without.Register(shape.Sockets, Probes));

        // A round of each that counts for nothing but the rows. Both at once: what is compiled is the same, and the machine's time is short.
        var warm = shape with { MeasureS = run.Quick ? 8 : 20 };
        await Task.WhenAll(with.Run(warm), without.Run(warm));
        var sums = await Rounds.Run(run.Quick ? 1 : 3, TimeSpan.FromSeconds(shape.MeasureS),
            new("fenced", async _ => (await with.Run(shape)).Round), new("plain", async _ => (await without.Run(shape)).Round));
        var (some, none) = (sums["fenced"], sums["plain"]);
        report.Figure("fences", fences.Count);
        report.Figure("ingest_per_s", some.PerSecond);
        report.Figure("ingest_plain_per_s", none.PerSecond);
        report.Figure("report_cpu_us", 1e6 / some.PerCpuSecond);
        report.Figure("report_plain_cpu_us", 1e6 / none.PerCpuSecond);
        report.Figure("fences_cost_pct", 100 * (none.PerCpuSecond / some.PerCpuSecond - 1));

        // Open loop, below the most that either can.
        var paced = shape with { Rate = Math.Min(some.PerSecond, none.PerSecond) * 0.6, Probes = Probes, MeasureS = run.Quick ? 6 : 20, WarmUpS = run.Quick ? 1 : 4 };
        report.Figure("frame_plain_p99_ms", (await without.Run(paced)).Result.FrameP99Ms);
        Tell(report, (await with.Run(paced with { FenceEvents = services.DatabaseName })).Result);
        await TrackTruth.Check(report, services, fences);
    }

    private static Cluster Product(BenchRun run, RealParts services, int portBase) => new(run.Repository, services.PostGis, services.Redis, silos: 1, gateways: 1, portBase);

    private static void Tell(Report report, GeneratorResult result)
    {
        report.Figure("paced_per_s", result.Measured / result.MeasuredS);
        report.Figure("frame_p99_ms", result.FrameP99Ms);
        report.Must($"events were timed ({result.EventsTimed})", result.EventsTimed > 100);
        report.Must($"each of {result.Events} events stored was in a frame of the screen ({result.EventsNotShown} were not)", result.EventsNotShown == 0);
        report.Figure("event_durable_p50_ms", result.EventDurableP50Ms);
        report.AtMost("event_durable_p99_ms", result.EventDurableP99Ms, 500);
        report.Figure("event_frame_p50_ms", result.EventFrameP50Ms);
        report.AtMost("event_frame_p99_ms", result.EventFrameP99Ms, 500);
    }

    /// <summary>Through their grains, and until the silo's map has all of them.</summary>
    private static async Task Put(Report report, IReadOnlyList<(string Id, FencePlan Plan)> fences, Cluster cluster, RealParts services)
    {
        using var client = await cluster.Client();
        var grains = client.Services.GetRequiredService<IGrainFactory>();
        var (start, refusals) = (Stopwatch.GetTimestamp(), new ConcurrentBag<string>());
        await Parallel.ForEachAsync(fences, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (fence, stop) =>
        {
            var answer = await grains.GetGrain<IFenceGrain>(fence.Id).Put(fence.Plan, "bench", cancellation: stop);
            if (answer.Outcome != FenceOutcome.Created)
            {
                refusals.Add($"{fence.Id} {fence.Plan.Name}: {answer.Outcome} {answer.Field} {answer.Rule}");
            }
        });
        report.Figure("put_per_s", fences.Count / Stopwatch.GetElapsedTime(start).TotalSeconds);
        report.Must($"all fences were put ({string.Join("; ", refusals)})", refusals.IsEmpty);
        await using var connection = new NpgsqlConnection(services.PostGis);
        await connection.OpenAsync();
        await using var revision = new NpgsqlCommand("SELECT value FROM fence_revision", connection);
        await grains.GetGrain<IFencedEfectivoGrain>(GeneratorOptions.Code(0)).Rejudge((long)(await revision.ExecuteScalarAsync())!);
        await client.StopAsync();
    }
}
