using GrupoGad.Analytics;
using GrupoGad.Commands;
using GrupoGad.Geo;
using GrupoGad.History;
using GrupoGad.Silo.PostGis;
using GrupoGad.Silo.PostGis.Pools;
using GrupoGad.Tracks;

namespace GrupoGad.Silo.Tests.Pools;

/// <summary>
/// Writers, online reads and analytics all at once, as hard as they can. What was written is counted; how well the pools are used is printed, and stands in
/// Silo/PostGis/Pools/README.md.
/// </summary>
[Collection(nameof(Alone))]
public sealed class PoolLoadTests(PostGisServer server)
{
    private const int Efectivos = 200, RoundsOfReports = 100, Commands = 400, Readers = 12;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Under_full_load_nothing_is_lost_and_no_pool_takes_more_than_its_own()
    {
        await using var database = await server.CreateDatabase();
        await using var stack = await PostGisStack.Start(database.Address, null, ("Gad:Journal:Lanes", "1"), ("Gad:Analytics:RefreshEveryS", "1"), ("Gad:Analytics:LookEveryS", "1"));
        using var writing = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var reads = Task.WhenAll(Enumerable.Range(0, Readers).Select(reader => Task.Run(() => Read(stack, reader, writing.Token), Cancellation)));

        await Task.WhenAll(Task.Run(() => Report(stack), Cancellation), Task.Run(() => Command(stack), Cancellation));
        await writing.CancelAsync();

        Assert.True(await reads is var answers && answers.All(count => count > 0), "every reader was answered");
        Assert.Equal((long)Efectivos * RoundsOfReports, await database.Ask<long>("SELECT count(*) FROM position_reports"));
        Assert.Equal((long)Commands, await database.Ask<long>("SELECT count(*) FROM commands"));
        Assert.Equal(Commands * 3L, await database.Ask<long>("SELECT count(*) FROM command_steps"));
        var use = stack.Get<PoolUse>();
        var options = new PostGisOptions();
        var limits = new Dictionary<string, int>
        {
            ["gad-journal"] = options.JournalPoolMax, ["gad-ledger"] = options.LedgerPoolMax, ["gad-read"] = options.ReadPoolMax, ["gad-analytics"] = options.AnalyticsPoolMax,
        };
        var efficiencies = use.Efficiencies().ToDictionary(pool => pool.Pool, pool => pool.Efficiency);
        foreach (var (pool, peak) in use.Peaks().Where(pool => limits.ContainsKey(pool.Pool)).OrderBy(pool => pool.Pool, StringComparer.Ordinal))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{pool}: efficiency {efficiencies[pool]:F2}, at most {peak} of {limits[pool]} leased");
            Assert.InRange(peak, 1, limits[pool]);
            Assert.InRange(efficiencies[pool], double.Epsilon, 1);
        }
        Assert.Equal(limits.Keys.Order(), use.Peaks().Select(pool => pool.Pool).Where(limits.ContainsKey).Order());
        TestContext.Current.TestOutputHelper?.WriteLine($"{answers.Sum()} reads beside {Efectivos * RoundsOfReports} positions and {Commands} commands");
    }

    /// <summary>Each efectivo waits for one report before it sends the next.</summary>
    private static Task Report(PostGisStack stack) => Task.WhenAll(Enumerable.Range(0, Efectivos).Select(async efectivo =>
    {
        var begun = DateTime.UtcNow.AddHours(-2);
        for (var round = 0; round < RoundsOfReports; round++)
        {
            await stack.Journal.Append(Reports.Of($"E-{efectivo}", begun.AddSeconds(round), latitude: -34.6 + efectivo * 0.001 + round * 0.0001));
        }
    }));

    private static Task Command(PostGisStack stack) => Task.WhenAll(Enumerable.Range(0, Commands).Select(async i =>
    {
        var ledger = stack.Get<ICommandLedger>();
        await ledger.Issue(Orders.Issued(Orders.Offer($"C-{i}"), $"E-{i % Efectivos}"));
        foreach (var step in new[] { LadderStep.Delivered, LadderStep.Seen, LadderStep.Accepted })
        {
            await ledger.Write(Orders.Step($"C-{i}", $"E-{i % Efectivos}", step));
        }
    }));

    /// <returns>How often it was answered.</returns>
    private static async Task<int> Read(PostGisStack stack, int reader, CancellationToken writing)
    {
        var answers = 0;
        var now = DateTime.UtcNow;
        var box = new GeoBounds(-35, -59, -34, -58);
        do
        {
            switch (reader % 4)
            {
                case 0:
                    await stack.Get<ITrackHistory>().Read(new TrackQuery { EfectivoId = $"E-{answers % Efectivos}", From = now.AddHours(-3), To = now, Limit = 1_000 }, Cancellation);
                    break;
                case 1:
                    await stack.Get<ICommandLedger>().Pending($"E-{answers % Efectivos}", now, 20, Cancellation);
                    break;
                case 2:
                    await stack.Get<ITimeMachine>().Snapshot(new SnapshotQuery { Bounds = box, At = now }, Cancellation);
                    break;
                default:
                    await stack.Get<IAnalyticsViews>().Coverage(new() { From = now.AddHours(-3), To = now, Bounds = box, Limit = 1 + answers % 1_000 }, Cancellation);
                    break;
            }
            answers++;
        }
        while (!writing.IsCancellationRequested);
        return answers;
    }
}

/// <summary>Pools of all stacks of the process have the same names: nothing else may use them meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
