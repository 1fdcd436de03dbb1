using GrupoGad.Benchmarks.Harness;
using GrupoGad.Benchmarks.Ingest.Generator;
using Npgsql;

namespace GrupoGad.Benchmarks.Ingest;

/// <summary>Tactical clients report over WebSockets; every accepted report is in its grain, its cell, on a screen and in PostGIS. Against the conventional stack.</summary>
public sealed class IngestBench : Bench
{
    private const int PortBase = 23_000;
    private const int PeerPort = 23_050;
    private const int Sample = 200;
    private const int Probes = 50;
    private long _acceptedByPeer;

    public override string Name => "ingest";

    public override async Task Run(Report report, BenchRun run)
    {
        await using var services = await RealParts.Open();
        await using var product = new Cluster(run.Repository, services.PostGis, services.Redis, silos: 1, gateways: 1, PortBase);
        await product.Complete();
        await using var peer = await StartPeer(run.Repository, services);
        using var rounds = new ProductRounds("", services, product, run, report);
        using var verification = new Verification(services, product.Urls[0], product.Tokens.Administrator());
        var shape = new GeneratorOptions
        {
            Url = $"http://127.0.0.1:{PeerPort}",
            Trace = run.Repository.Excerpt,
            LastFixes = Path.Combine(product.Folder, "last-of-peer.json"),
            Sockets = run.Quick ? 1_000 : 2_000,
            WarmUpS = run.Quick ? 1 : 4,
            MeasureS = run.Quick ? 4 : 15,
        };
        await rounds.Register(shape.Sockets, Probes);
        var load = new Load(run.Repository, product.KeyFile);
        Console.WriteLine($"  {shape.Sockets} sockets, one efectivo each, {shape.FixesInFrame} fixes a frame, closed loop with {shape.WindowMax} frame under way a client; both sides the same");

        // A round of each that counts for nothing but the rows: compiled code, full pools, made partitions.
        var warm = TimeSpan.FromSeconds(run.Quick ? 7 : 20);
        await rounds.Run(shape with { MeasureS = warm.TotalSeconds });
        await ThroughPeer(shape with { MeasureS = warm.TotalSeconds / 3 }, load, peer, services, verification, report);

        var sums = await Rounds.Run(run.Quick ? 1 : 2, TimeSpan.FromSeconds(shape.MeasureS),
            new("product", async _ => (await rounds.Run(shape)).Round),
            new("conventional", async _ => await ThroughPeer(shape, load, peer, services, verification, report)));
        var (silo, conventional) = (sums["product"], sums["conventional"]);
        report.Figure("per_cpu_s", silo.PerCpuSecond);
        report.Figure("peer_per_s", conventional.PerSecond);

        // Open loop, below the most it can: what a screen sees of it.
        var paced = await rounds.Run(shape with { Rate = silo.PerSecond * 0.6, Probes = Probes, WarmUpS = shape.WarmUpS + 1 });
        report.Figure("paced_per_s", paced.Round.PerSecond);
        report.Figure("ack_p99_ms", paced.Result.AckP99Ms);
        report.Figure("frame_p50_ms", paced.Result.FrameP50Ms);
        report.AtMost("frame_p99_ms", paced.Result.FrameP99Ms, 500);
        report.Figure("memory_mib", product.PeakMiB);
        report.AtLeast("per_s", silo.PerSecond, 50_000);
        report.AtLeast("x_conventional", silo.PerCpuSecond / conventional.PerCpuSecond, 5);
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
}
