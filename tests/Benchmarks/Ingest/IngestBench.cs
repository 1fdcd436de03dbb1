using GrupoGad.Benchmarks.Harness;
using GrupoGad.Benchmarks.Ingest.Generator;
using GrupoGad.LoadGenerator.Efectivos;
using Npgsql;

namespace GrupoGad.Benchmarks.Ingest;

/// <summary>Tactical clients report over WebSockets; every accepted report is in its grain, its cell, on a screen and in PostGIS. Against the conventional stack.</summary>
public sealed class IngestBench : Bench
{
    private const int PortBase = 23_000;
    private const int PeerPort = 23_050;
    private const int Sample = 200;
    private const int Probes = 50;
    private long _accepted, _acceptedByPeer;

    public override string Name => "ingest";

    public override async Task Run(Report report, BenchRun run)
    {
        await using var services = await RealParts.Open();
        await using var product = new Cluster(run.Repository, services.PostGis, services.Redis, silos: 1, gateways: 1, PortBase);
        await product.Complete();
        await using var peer = await StartPeer(run.Repository, services);
        var shape = new GeneratorOptions
        {
            Url = product.Urls[0].ToString(),
            Trace = Path.Combine(run.Repository.Root, "tests", "data", "warsaw_excerpt.csv.gz"),
            LastFixes = Path.Combine(product.Folder, "last.json"),
            Sockets = run.Quick ? 1_000 : 2_000,
            WarmUpS = run.Quick ? 1 : 4,
            MeasureS = run.Quick ? 4 : 15,
        };
        await Register(shape, product);
        using var verification = new Verification(services, product.Urls[0], product.Tokens.Administrator());
        var load = new Load(run.Repository, product.KeyFile);
        var throughPeer = shape with { Url = $"http://127.0.0.1:{PeerPort}" };
        Console.WriteLine($"  {shape.Sockets} sockets, one efectivo each, {shape.FixesInFrame} fixes a frame, closed loop with {shape.WindowMax} frame under way a client; both sides the same");

        // A round of each that counts for nothing but the rows: compiled code, full pools, made partitions.
        var warm = TimeSpan.FromSeconds(run.Quick ? 7 : 20);
        await ThroughProduct(shape with { MeasureS = warm.TotalSeconds }, load, product, services, verification, report);
        await ThroughPeer(throughPeer with { MeasureS = warm.TotalSeconds / 3 }, load, peer, services, verification, report);

        var sums = await Rounds.Run(run.Quick ? 1 : 2, TimeSpan.FromSeconds(shape.MeasureS),
            new("product", async _ => await ThroughProduct(shape, load, product, services, verification, report)),
            new("conventional", async _ => await ThroughPeer(throughPeer, load, peer, services, verification, report)));
        var (silo, conventional) = (sums["product"], sums["conventional"]);
        report.Figure("per_cpu_s", silo.PerCpuSecond);
        report.Figure("peer_per_s", conventional.PerSecond);

        // Open loop, below the most it can: what a screen sees of it.
        var paced = shape with { Rate = silo.PerSecond * 0.6, Probes = Probes, WarmUpS = shape.WarmUpS + 1 };
        await ThroughProduct(paced, load, product, services, verification, report, isTimed: true);
        report.Figure("memory_mib", product.PeakMiB);
        report.AtLeast("per_s", silo.PerSecond, 50_000);
        report.AtLeast("x_conventional", silo.PerCpuSecond / conventional.PerCpuSecond, 5);
    }

    private async Task<Round> ThroughProduct(
        GeneratorOptions options, Load load, Cluster product, RealParts services, Verification verification, Report report, bool isTimed = false)
    {
        var outcome = await load.Run(options, product.SilosCpu, product.GatewaysCpu, services.PostGisCpu.Seconds, services.RedisCpu.Seconds);
        var result = outcome.Result;
        _accepted += result.Accepted;
        Console.WriteLine(FormattableString.Invariant(
            $"    cpu s: silo {outcome.CpuSeconds[0]:F2}, front end {outcome.CpuSeconds[1]:F2}, postgis {outcome.CpuSeconds[2]:F2}, redis {outcome.CpuSeconds[3]:F2}, generator {result.CpuSeconds:F2}; ack p50 {result.AckP50Ms:F0} ms, p99 {result.AckP99Ms:F0} ms"));
        report.Must($"all {result.Sent} reports were accepted ({result.Refused} refused)", result.Accepted == result.Sent && result.Sent > 0);
        var rows = await verification.Rows("position_reports");
        report.Must($"rows in PostGIS {rows} = accepted {_accepted}", rows == _accepted);
        var (grain, cell) = (await verification.WrongInGrain(outcome.LastFixes, Sample), await verification.WrongInCell(outcome.LastFixes, Sample));
        report.Must($"{Sample} grains stand where their clients were last ({grain} do not)", grain == 0);
        report.Must($"{Sample} cells hold them there ({cell} do not)", cell == 0);
        if (isTimed)
        {
            report.Must($"the viewer's screen came to show everyone's last fix ({result.NotShown} not)", result.NotShown == 0);
            report.Must($"frames were timed ({result.FramesSeen})", result.FramesSeen > Probes);
            report.Figure("paced_per_s", outcome.Round.PerSecond);
            report.Figure("ack_p99_ms", result.AckP99Ms);
            report.Figure("frame_p50_ms", result.FrameP50Ms);
            report.AtMost("frame_p99_ms", result.FrameP99Ms, 500);
        }
        return outcome.Round;
    }

    private async Task<Round> ThroughPeer(
        GeneratorOptions options, Load load, Child peer, RealParts services, Verification verification, Report report)
    {
        var outcome = await load.Run(options, peer.Cpu.Seconds, services.PostGisCpu.Seconds, services.RedisCpu.Seconds);
        _acceptedByPeer += outcome.Result.Accepted;
        Console.WriteLine(FormattableString.Invariant(
            $"    cpu s: peer {outcome.CpuSeconds[0]:F2}, postgis {outcome.CpuSeconds[1]:F2}, redis {outcome.CpuSeconds[2]:F2}, generator {outcome.Result.CpuSeconds:F2}; ack p50 {outcome.Result.AckP50Ms:F0} ms, p99 {outcome.Result.AckP99Ms:F0} ms"));
        var rows = await verification.Rows("peer_reports");
        report.Must($"the peer stored all it acknowledged ({rows} = {_acceptedByPeer})", rows == _acceptedByPeer);
        report.Must("the peer's Redis has everyone where they were last", await verification.WrongInRedis(outcome.LastFixes, Sample) == 0);
        return outcome.Round;
    }

    private static async Task<Child> StartPeer(Repository repository, RealParts services)
    {
        await using (var connection = new NpgsqlConnection(services.PostGis))
        {
            await connection.OpenAsync();
            await RealParts.Execute(connection, PeerConventional.Table);
        }
        var peer = Child.Start(repository.Binary("tests/Benchmarks"), ["peer-conventional", $"{PeerPort}", services.PostGis, services.Redis], new Dictionary<string, string>());
        await peer.Healthy(new Uri($"http://127.0.0.1:{PeerPort}/health"), TimeSpan.FromSeconds(20));
        return peer;
    }

    private static async Task Register(GeneratorOptions options, Cluster product)
    {
        var codes = Enumerable.Range(0, options.Sockets).Select(GeneratorOptions.Code).Concat(Enumerable.Range(0, Probes).Select(GeneratorOptions.ProbeCode));
        using var registration = new Registration(product.Urls, product.Tokens.Administrator());
        var created = await registration.Ensure(codes.Select(code => new EfectivoToRegister(code, code, "bench", [])), CancellationToken.None);
        Console.WriteLine($"  {created} efectivos registered");
    }
}
