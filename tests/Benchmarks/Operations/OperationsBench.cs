using System.Globalization;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Efectivos;

namespace GrupoGad.Benchmarks.Operations;

/// <summary>Operations are created, assigned, started and closed: durable before each answer, and nobody is held by two of them.</summary>
public sealed class OperationsBench : Bench
{
    private const int PortBase = 24_400;
    private const int RequestsPerS = 540;

    public override string Name => "operations";

    public override async Task Run(Report report, BenchRun run)
    {
        await using var services = await RealParts.Open();
        await using var cluster = new Cluster(run.Repository, services.PostGis, services.Redis, silos: 1, gateways: 0, PortBase);
        await cluster.Complete();
        using var client = await cluster.Client();
        var grains = client.Services.GetRequiredService<IGrainFactory>();
        var people = Enumerable.Range(0, run.Quick ? 400 : 1_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"OPS-E{i:D4}")).ToArray();
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (id, stop) =>
            await grains.GetGrain<IEfectivoGrain>(id).Register(new EfectivoProfile { DisplayName = id, Unit = "bench" }, stop));
        var meters = Life.Requests.ToDictionary(request => request, _ => new LatencyMeter());
        var life = new Life(grains, people, meters);
        var livesPerS = RequestsPerS / Life.Requests.Count;
        Console.WriteLine($"  a life of an operation is {string.Join(", ", Life.Requests)}, {Life.StepMs} ms apart; {people.Length} efectivos, 2 chosen at random for each; open loop");

        await OpenLoop.Run(livesPerS, TimeSpan.FromSeconds(run.Quick ? 16 : 20), (i, due) => life.Live($"W{i:D6}", due));
        foreach (var meter in meters.Values)
        {
            meter.Open();
        }
        await using var watch = new HoldWatch(services.PostGis);
        var (siloCpu, postGisCpu, before) = (cluster.Cpu, services.PostGisCpu.Seconds(), life.Answered);
        var (lives, seconds) = await OpenLoop.Run(livesPerS, TimeSpan.FromSeconds(run.Quick ? 12 : 40), (i, due) => life.Live($"M{i:D6}", due));
        var answered = life.Answered - before;
        Console.WriteLine(FormattableString.Invariant(
            $"    cpu s: silo {cluster.Cpu - siloCpu:F2}, postgis {services.PostGisCpu.Seconds() - postGisCpu:F2}; {life.Refused} of {life.Asked} efectivos were held by another"));

        report.Figure("requests", answered);
        report.Figure("lives_per_s", lives / seconds);
        report.Figure("per_cpu_s", answered / (cluster.Cpu - siloCpu + services.PostGisCpu.Seconds() - postGisCpu));
        foreach (var (request, meter) in meters)
        {
            report.Figure($"{request}_p95_ms", meter.Ms(95));
        }
        report.AtLeast("per_s", answered / seconds, 500);
        report.AtMost("p95_ms", meters.Values.Max(meter => meter.Ms(95)), 50);
        report.Must($"no request failed or was answered wrongly ({life.Errors}{(life.FirstError is { } first ? ": " + first : "")})", life.Errors == 0 && answered > 0);
        if (life.Errors > 0)
        {
            Console.WriteLine($"    the silo said last:\n{cluster.Silos[0].Said}");
        }
        var (looks, twice) = await watch.End();
        report.Must($"nobody was held by two operations at any of {looks} looks into PostGIS ({twice})", twice == 0 && looks > 0);
        await Verify(report, services.PostGis, grains, people, life);
    }

    private static async Task Verify(Report report, string postGis, IGrainFactory grains, string[] people, Life life)
    {
        await using var check = new HoldHistory(postGis);
        report.Must("everybody was free at the end, in PostGIS", await check.AllFree(TimeSpan.FromSeconds(60)));
        var held = await Task.WhenAll(people.Select(async id => (await grains.GetGrain<IEfectivoGrain>(id).Describe())!));
        report.Must("and in the grains", held.All(view => view is { Reservation: null, Availability: Availability.Available }));
        var (holds, overlaps) = await check.Overlaps();
        report.Must($"of {holds} holds in the timelines no two of one efectivo overlap ({overlaps})", overlaps == 0 && holds > 0);
        report.Must("every operation ended as its driver was told", await check.Closed() == life.Lives);
        report.Must("the timeline has every change", await check.TimelineGaps() == 0);
    }
}
