using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Benchmarks.Nearest;
using GrupoGad.Fences;

namespace GrupoGad.Benchmarks.Fences;

/// <summary>
/// 25,000 fences and 100,000 efectivos under way: the cost of an update beside the grain, and whether every event is reported, against PostGIS.
/// </summary>
public sealed class FencesBench : Bench
{
    private const int Seed = 20_260_401;
    private const int Efectivos = 100_000;
    private const int Fences = 25_000;

    public override string Name => "fences";

    public override async Task Run(Report report, BenchRun run)
    {
        await InProcess(report, run);
        await ThroughTheProduct.Run(report, run, Seed);
    }

    private static async Task InProcess(Report report, BenchRun run)
    {
        var (rounds, duration, checkEvery) = run.Quick ? (2, TimeSpan.FromSeconds(2), 500) : (4, TimeSpan.FromSeconds(10), 200);
        var city = new City(Seed, Efectivos);
        var made = Stopwatch.StartNew();
        var fences = new FenceCity(city, Seed + 1, Fences);
        report.Figure("map_load_ms", made.Elapsed.TotalMilliseconds);
        var walkers = new Walkers(city, Seed + 2);
        var oracle = new OracleSample(new FenceOracle(fences.Ids.Zip(fences.Plans)), city.Ids, checkEvery);
        await using var services = await RealParts.Open();
        var postGis = new PostGisJoin(services, fences, walkers);
        await postGis.Load();
        // Walkers of their own: their steps are not the engine's. A batch of 500 is what 10 ms bring at the rate to hold.
        var one = new PostGisEvents(services, new Walkers(city, Seed + 2), "inside_one", batch: 1);
        var many = new PostGisEvents(services, new Walkers(city, Seed + 2), "inside_many", batch: 500);
        await one.Load();
        await many.Load();
        var engine = new Engine(city, fences, walkers, oracle);

        // Warm-up: those who walk make the cells, and a city that has been walked in for a day has made nearly all of them.
        await engine.Measure(duration * 3);
        await one.Measure(duration / 4);
        await many.Measure(duration / 4);
        engine.EventLatency.Reset();
        var (bytes, updates, events) = (engine.AllocatedBytes, engine.Updates, engine.Events);
        var sums = await Rounds.Run(rounds, duration,
            new("engine", engine.Measure), new("postgis, one by one", one.Measure), new("postgis, 500 at once", many.Measure), new("postgis, all at once", postGis.Measure));

        await Agrees(report, engine, postGis, fences, walkers);
        report.Must($"every event of the sample was told ({oracle.Missed} of {oracle.Checked} missed)", oracle.Missed == 0 && oracle.Checked > 200);
        report.Must($"no other was ({oracle.False} false)", oracle.False == 0);
        report.Figure("events_per_update", (engine.Events - events) / (double)(engine.Updates - updates));
        report.Figure("bytes_per_update", (engine.AllocatedBytes - bytes) / (double)(engine.Updates - updates));
        report.Figure("map_cells", fences.Map.Cells);
        report.Must("PostGIS told events too", one.Events > 1_000 && many.Events > 1_000);
        report.Figure("x_postgis_500", sums["engine"].PerCpuSecond / sums["postgis, 500 at once"].PerCpuSecond);
        report.Figure("x_postgis_all", sums["engine"].PerCpuSecond / sums["postgis, all at once"].PerCpuSecond);
        report.Figure("change_us", ChangeUs(fences));
        report.AtLeast("updates_per_core_s", sums["engine"].PerCpuSecond, 50_000);
        report.AtMost("event_p99_ms", engine.EventLatency.GetValueAtPercentile(99) * 1_000.0 / Stopwatch.Frequency, 10);
        report.AtLeast("x_postgis", sums["engine"].PerCpuSecond / sums["postgis, one by one"].PerCpuSecond, 50);
    }

    /// <summary>Everyone's visits are what PostGIS finds, but for those whom their accuracy still keeps inside.</summary>
    private static async Task Agrees(Report report, Engine engine, PostGisJoin postGis, FenceCity fences, Walkers walkers)
    {
        var (pairs, inside) = (await postGis.Pairs(), engine.Inside().ToHashSet());
        report.Must($"who is inside is what PostGIS says, for all ({pairs.Except(inside).Count()} of {pairs.Count} missed)", pairs.Count > 1_000 && pairs.IsSubsetOf(inside));
        var kept = inside.Except(pairs).ToList();
        report.Must($"beyond it are only those within their accuracy of an edge ({kept.Count})",
            kept.TrueForAll(pair => fences.Map.Find(pair.Fence)!.IsWithin(walkers.Fixes[pair.Efectivo].Point, walkers.Fixes[pair.Efectivo].AccuracyM!.Value)));
    }

    /// <summary>Until a changed fence is seen by who stands in it.</summary>
    private static double ChangeUs(FenceCity fences)
    {
        const int Changes = 500;
        var start = Stopwatch.GetTimestamp();
        for (var n = 0; n < Changes; n++)
        {
            var revision = fences.Map.Revision + 1;
            fences.Map.Apply(revision, [FenceEntry.Prepare(fences.Ids[n], fences.Plans[n], revision)], []);
            _ = fences.Map.Covering(fences.Plans[n].Shape.Parts[0].Outer[0]).Count();
        }
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / Changes;
    }
}
