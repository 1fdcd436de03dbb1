using System.Collections.Concurrent;
using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Protocol.V1;

namespace GrupoGad.Benchmarks.Commands;

/// <summary>Operators issue, clients answer, positions flow: how long a command takes to the client's frame, and whether every one is durable, delivered and acted on once.</summary>
public sealed class CommandsBench : Bench
{
    private const int PortBase = 23_100;
    private const int PerSecond = 1_000;
    private readonly ConcurrentDictionary<string, long> _due = new();
    private readonly Dictionary<CommandClass, LatencyMeter> _frame = Enum.GetValues<CommandClass>().ToDictionary(c => c, _ => new LatencyMeter());
    private readonly LatencyMeter _all = new();
    private readonly LatencyMeter _issue = new();
    private readonly Broadcast _broadcast = new("BROADCAST-1", "Critical");

    public override string Name => "commands";

    public override async Task Run(Report report, BenchRun run)
    {
        var (size, warm, time) = run.Quick ? (500, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(7)) : (2_000, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60));
        await using var services = await RealParts.Open();
        await ThroughProduct(services, run, report, size, warm, time);
        foreach (var (part, name) in new[] { ("peer-signalr", "peer"), ("peer-streams", "streams") })
        {
            await using var peer = new PeerRun(services, run.Repository, part);
            await peer.Open(size);
            await ThroughPeer(peer, name, services, report, warm / 4, time);
        }
    }

    private async Task ThroughProduct(RealParts services, BenchRun run, Report report, int size, TimeSpan warm, TimeSpan time)
    {
        await using var cluster = new Cluster(run.Repository, services.PostGis, services.Redis, silos: 1, gateways: 1, PortBase);
        await cluster.Complete();
        await using var crew = await Crew.Muster(size, cluster.Urls, cluster.Tokens, Seen);
        await using var positions = Positions.Start(cluster, run.Repository, run.Quick ? 200 : 500);
        using var issuer = new Issuer(cluster.Urls, cluster.Tokens.Create("bench", "Operator", null));
        var accepted = new ConcurrentBag<IssuedCommand>();

        // Gently first, for cold code cannot keep the pace; then at it, for code is compiled well only after it was called often.
        await Issue(issuer, accepted, size, PerSecond / 2, warm / 3, "COLD");
        await Issue(issuer, accepted, size, PerSecond, warm * 2 / 3, "WARM");
        Measure(meter => meter.Open());
        var before = Cpu(cluster, services);
        var (count, seconds) = await Issue(issuer, accepted, size, PerSecond, time, "PACED");
        Measure(meter => meter.Close());
        var used = Cpu(cluster, services).Zip(before, (now, then) => (now - then) * 1_000 / count).ToArray();
        Console.WriteLine(FormattableString.Invariant($"    cpu ms a command: silo {used[0]:F2}, gateway {used[1]:F2}, postgis {used[2]:F2}, redis {used[3]:F2}"));
        report.Figure("cpu_ms_per_command", used.Sum());
        report.AtLeast("per_s", count / seconds, PerSecond * 0.99);
        report.Figure("issue_p50_ms", _issue.Ms(50));
        report.Figure("issue_p99_ms", _issue.Ms(99));
        report.AtMost("frame_p50_ms", _all.Ms(50), 20);
        report.AtMost("frame_p99_ms", _all.Ms(99), 100);
        report.AtMost("critical_p95_ms", _frame[CommandClass.Critical].Ms(95), 250);
        report.AtMost("operational_p95_ms", _frame[CommandClass.Operational].Ms(95), 500);
        report.AtMost("routine_p95_ms", _frame[CommandClass.Routine].Ms(95), 750);
        report.Figure("reports_per_s", positions.PerSecond);
        var (everybody, most, _) = await _broadcast.Run(issuer, crew, report);
        accepted.Add(everybody);
        report.Figure("broadcast_recipients", everybody.Recipients.Count);
        report.Figure("broadcast_99_ms", most);
        await crew.Settle(accepted, TimeSpan.FromSeconds(30));
        await new LedgerCheck(services.PostGis).Run(accepted, crew, report);
        report.Figure("client_repeats", crew.Records.Sum(record => record.Repeats));
        report.Figure("issuer_retries", issuer.Retries);
        crew.TellRetries();
    }

    private static double[] Cpu(Cluster cluster, RealParts services) =>
        [cluster.Silos[0].CpuSeconds, cluster.Gateways[0].CpuSeconds, services.PostGisCpu.Seconds(), services.RedisCpu.Seconds()];

    private static async Task ThroughPeer(PeerRun peer, string name, RealParts services, Report report, TimeSpan warm, TimeSpan time)
    {
        await peer.Issue(PerSecond, warm, "WARM");
        peer.Frame.Open();
        var (cpu, database, redis) = (peer.Cpu, services.PostGisCpu.Seconds(), services.RedisCpu.Seconds());
        var (count, _) = await peer.Issue(PerSecond, time, "PACED");
        peer.Frame.Close();
        report.Figure($"{name}_cpu_ms_per_command", (peer.Cpu - cpu + services.PostGisCpu.Seconds() - database + services.RedisCpu.Seconds() - redis) * 1_000 / count);
        report.Figure($"{name}_frame_p50_ms", peer.Frame.Ms(50));
        report.Figure($"{name}_frame_p99_ms", peer.Frame.Ms(99));
        var (stored, wanted) = await peer.Steps();
        report.Must($"{name}: all acknowledgements are stored ({stored} = {wanted})", stored == wanted);
    }

    private Task<(int Count, double Seconds)> Issue(Issuer issuer, ConcurrentBag<IssuedCommand> accepted, int crew, int perSecond, TimeSpan time, string prefix) =>
        OpenLoop.Run(perSecond, time, async (number, due) =>
        {
            // One of ten is critical, one of ten routine.
            var grade = (number % 10) switch { 0 => "Critical", 1 => "Routine", _ => "Operational" };
            var command = new IssuedCommand($"{prefix}-{number:D8}", grade, [Crew.Code(number % crew)]);
            _due[command.CommandId] = due;
            await issuer.Issue(command, CancellationToken.None);
            accepted.Add(command);
            _issue.Record(Stopwatch.GetTimestamp() - due);
        });

    private void Measure(Action<LatencyMeter> change) => _frame.Values.Append(_all).Append(_issue).ToList().ForEach(change);

    private void Seen(Command command, long at)
    {
        _broadcast.Seen(command, at);
        if (_due.TryGetValue(command.CommandId, out var due))
        {
            _all.Record(at - due);
            _frame[command.Class].Record(at - due);
        }
    }
}
