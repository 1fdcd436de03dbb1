using System.Collections.Concurrent;
using GrupoGad.Benchmarks.Harness;

namespace GrupoGad.Benchmarks.Commands;

/// <summary>Ten thousand clients on sockets of one gateway, and orders to all of them at once: each gets each exactly once.</summary>
/// <remarks>A critical one is sent again after a second to whom it is not confirmed: its frames are counted, and acted on once all the same.</remarks>
public sealed class BroadcastBench : Bench
{
    private const int PortBase = 23_130;
    private const int Times = 3;

    public override string Name => "broadcast";

    /// <summary>The worst of a few counts.</summary>
    public override async Task Run(Report report, BenchRun run)
    {
        var (clients, warm) = run.Quick ? (2_000, TimeSpan.FromSeconds(8)) : (10_000, TimeSpan.FromSeconds(15));
        await using var services = await RealParts.Open();
        await using var cluster = new Cluster(run.Repository, services.PostGis, services.Redis, silos: 1, gateways: 1, PortBase);
        await cluster.Complete();
        var ordinary = Enumerable.Range(1, Times).Select(number => new Broadcast($"WIDE-{number:D4}", "Operational")).ToList();
        var critical = new Broadcast("WIDE-CRITICAL", "Critical");
        Broadcast[] each = [.. ordinary, critical];
        await using var crew = await Crew.Muster(clients, cluster.Urls, cluster.Tokens, (command, at) => Array.ForEach(each, broadcast => broadcast.Seen(command, at)));
        using var issuer = new Issuer(cluster.Urls, cluster.Tokens.Create("bench", "Operator", null));
        var accepted = new ConcurrentBag<IssuedCommand>();
        await OpenLoop.Run(300, warm, async (number, _) =>
        {
            var command = new IssuedCommand($"WARM-{number:D8}", "Operational", [Crew.Code(number % clients)]);
            await issuer.Issue(command, CancellationToken.None);
            accepted.Add(command);
        });

        var before = Repeats();
        var times = new List<(double MostMs, double AllMs)>();
        foreach (var broadcast in ordinary)
        {
            times.Add(await One(broadcast));
        }
        report.Figure("clients", crew.Attached);
        report.Figure("frames_99_ms", times.Max(time => time.MostMs));
        report.Figure("frames_all_ms", times.Max(time => time.AllMs));
        report.Must($"each client got each of {Times} broadcasts exactly once ({Repeats() - before} frames too many)", Repeats() == before);
        before = Repeats();
        report.Figure("critical_99_ms", (await One(critical)).MostMs);
        report.Figure("critical_repeats", Repeats() - before);
        await new LedgerCheck(services.PostGis).Run(accepted, crew, report);
        crew.TellRetries();

        async Task<(double MostMs, double AllMs)> One(Broadcast broadcast)
        {
            var (command, mostMs, allMs) = await broadcast.Run(issuer, crew, report);
            accepted.Add(command);
            await crew.Settle(accepted, TimeSpan.FromSeconds(60));
            Console.WriteLine(FormattableString.Invariant($"    {command.CommandId}: 99 % of {command.Recipients.Count} after {mostMs:F0} ms, all after {allMs:F0} ms"));
            return (mostMs, allMs);
        }

        int Repeats() => crew.Records.Sum(record => record.Repeats);
    }
}
