using GrupoGad.Benchmarks.Harness;

namespace GrupoGad.Benchmarks.Commands;

/// <summary>Ten thousand clients on sockets of one gateway, and orders to all of them at once: each gets each exactly once.</summary>
internal static class WideBroadcast
{
    private const int PortBase = 23_130;
    private const int Clients = 10_000;
    private const int Times = 3;
    private static readonly TimeSpan _warm = TimeSpan.FromSeconds(15);

    /// <summary>The worst of a few counts.</summary>
    public static async Task Run(Report report, BenchRun run)
    {
        await using var services = await RealParts.Open();
        await using var cluster = new Cluster(run.Repository, services.PostGis, services.Redis, silos: 1, gateways: 1, PortBase);
        await cluster.Complete();
        var broadcasts = Enumerable.Range(1, Times).Select(number => new Broadcast($"WIDE-{number:D4}")).ToList();
        await using var crew = await Crew.Muster(Clients, cluster.Urls, cluster.Tokens, (command, at) => broadcasts.ForEach(broadcast => broadcast.Seen(command, at)));
        using var issuer = new Issuer(cluster.Urls, cluster.Tokens.Create("bench", "Operator", null));
        await OpenLoop.Run(300, _warm, (number, _) => issuer.Issue(new IssuedCommand($"WARM-{number:D8}", "Operational", [Crew.Code(number % Clients)]), CancellationToken.None));

        var repeatsBefore = Repeats();
        var (issued, most, all) = (new List<IssuedCommand>(), 0.0, 0.0);
        foreach (var broadcast in broadcasts)
        {
            var (command, mostMs, allMs) = await broadcast.Run(issuer, crew, report);
            issued.Add(command);
            await crew.Settle(issued, TimeSpan.FromSeconds(60));
            Console.WriteLine(FormattableString.Invariant($"    {command.CommandId}: 99 % of {command.Recipients.Count} after {mostMs:F0} ms, all after {allMs:F0} ms"));
            (most, all) = (Math.Max(most, mostMs), Math.Max(all, allMs));
        }
        report.Figure("wide_clients", crew.Attached);
        report.Figure("wide_99_ms", most);
        report.Figure("wide_all_ms", all);
        report.Must($"each client got each of {Times} broadcasts exactly once ({Repeats() - repeatsBefore} frames too many)", Repeats() == repeatsBefore);
        await new LedgerCheck(services.PostGis).Run(issued, crew, report);
        crew.TellRetries();

        int Repeats() => crew.Records.Sum(record => record.Repeats);
    }
}
