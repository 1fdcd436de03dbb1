using System.Collections.Concurrent;
using System.Diagnostics;
using GrupoGad.Benchmarks.Commands;
using GrupoGad.Benchmarks.Harness;

namespace GrupoGad.Benchmarks.Survive;

/// <summary>Commands go out while processes are killed, frozen and cut off; afterwards the ledger is held against what issuers were promised and clients did.</summary>
public sealed class SurviveBench : Bench
{
    private const int PortBase = 23_200;

    public override string Name => "survive";

    public override async Task Run(Report report, BenchRun run)
    {
        var (commands, rounds, size) = run.Quick ? (4_000, 1, 100) : (100_000, 5, 400);
        await using var postGis = await PrivatePostGis.Open(PortBase - 2);
        await using var redis = await PrivateRedis.Open(PortBase - 1);
        await using var cluster = new Cluster(run.Repository, postGis.Address, redis.Address, silos: 2, gateways: 2, PortBase);
        await cluster.Complete();
        await using var crew = await Crew.Muster(size, cluster.Urls, cluster.Tokens);
        using var issuer = new Issuer(cluster.Urls, cluster.Tokens.Create("bench", "Operator", null));
        await using var screens = Screens.Open(cluster);
        using var callers = await Callers.Gather(cluster, screens);

        var accepted = new ConcurrentBag<IssuedCommand>();
        var struck = 0;
        var schedule = new Faults(cluster, postGis, redis, crew).All;
        var faults = schedule.Count * rounds;
        var issuing = Issue(issuer, accepted, crew, commands, () => struck >= faults);
        var (waits, healsS, ended) = (new Waits(), 0.0, 0);
        while (struck < faults)
        {
            var fault = schedule[struck % schedule.Count];
            var start = Stopwatch.GetTimestamp();
            var underWay = callers.Meet(fault, waits);
            await fault.Strike();
            struck++;
            var right = Stopwatch.GetElapsedTime(start).TotalSeconds;
            healsS = Math.Max(healsS, await callers.Healed(TimeSpan.FromSeconds(60)));
            var told = await underWay;
            foreach (var words in cluster.Ended())
            {
                ended++;
                Console.WriteLine($"    ended by itself: {words}");
            }
            await cluster.Complete();
            Console.WriteLine(FormattableString.Invariant($"    {struck,3} {fault.Name}: right again after {right:F1} s; {accepted.Count} accepted; {told}"));
            await Task.Delay(TimeSpan.FromMilliseconds(run.Quick ? 300 : 1_000));
        }
        await issuing;
        await cluster.Complete();
        foreach (var command in callers.Accepted)
        {
            accepted.Add(command);
        }
        await crew.Settle(accepted, TimeSpan.FromSeconds(120));

        await new LedgerCheck(postGis.Address).Run(accepted, crew, report);
        report.AtLeast("faults", struck, run.Quick ? schedule.Count : 100);
        report.AtMost("longest_wait_s", waits.Longest, 5);
        report.AtMost("panic_rings_s", waits.Rings, 5);
        report.Figure("until_done_s", waits.UntilDone);
        report.Figure("panic_rings_without_any_silo_s", waits.RingsWithoutSilo);
        report.Figure("panic_rings_at_struck_gateway_s", waits.RingsStruck);
        report.Figure("wait_at_struck_gateway_s", waits.LongestStruck);
        report.AtMost("heals_s", healsS, 30);
        report.AtMost("ended_by_themselves", ended, 0);
        report.Must("all silos are of one cluster", await Brains.Agree(cluster));
        report.AtLeast("commands", accepted.Count, commands);
        report.Figure("issuer_retries", issuer.Retries);
        report.Figure("client_repeats", crew.Records.Sum(record => record.Repeats));
        crew.TellRetries();
        using var recovery = new Recovery(cluster);
        report.AtMost("answers_again_s", await recovery.Measure(size, TimeSpan.FromSeconds(60)), 10);
        if (!run.Quick)
        {
            await WithOrleansDefaults(run, report, postGis, redis, size);
        }
    }

    /// <summary>The same grains when a silo's death is found at Orleans' own pace: probes every 5 s.</summary>
    private static async Task WithOrleansDefaults(BenchRun run, Report report, PrivatePostGis postGis, PrivateRedis redis, int size)
    {
        var settings = new Dictionary<string, string> { ["Gad__Cluster__ProbeTimeoutS"] = "5", ["Gad__Cluster__MissedProbesMax"] = "3" };
        await using var cluster = new Cluster(run.Repository, postGis.Address, redis.Address, silos: 2, gateways: 1, PortBase + 40, settings);
        await cluster.Complete();
        using var recovery = new Recovery(cluster);
        report.Figure("orleans_defaults_answers_again_s", await recovery.Measure(size, TimeSpan.FromSeconds(120)));
    }

    /// <summary>Sixteen issuers, each with one command under way, until all is issued and the faults are over.</summary>
    private static Task Issue(Issuer issuer, ConcurrentBag<IssuedCommand> accepted, Crew crew, int count, Func<bool> enough)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && (number < count || !enough()))
            {
                var command = new IssuedCommand(
                    $"SURVIVE-{number:D8}", number % 3 == 0 ? "Critical" : "Operational",
                    [.. Enumerable.Range(0, number % 10 == 0 ? 5 : 1).Select(i => Crew.Code((number + i * 7) % crew.Records.Count))]);
                await issuer.Issue(command, CancellationToken.None);
                accepted.Add(command);
                // Spread over the faults: a fast machine would be done before the first kill.
                await Task.Delay(number < count ? 30 : 100);
            }
        })));
    }
}
