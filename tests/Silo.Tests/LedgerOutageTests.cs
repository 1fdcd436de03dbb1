using System.Collections.Concurrent;
using GrupoGad.Commands;

namespace GrupoGad.Silo.Tests;

/// <summary>A server of its own for each test: it is killed and started again.</summary>
public sealed class LedgerOutageTests : IAsyncLifetime
{
    private readonly PostgresServer _server = new();
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        await TestDatabase.Run(_server.Address, "CREATE DATABASE ledger");
        _database = new TestDatabase(_server.Address, _server.Address.Replace("Database=postgres", "Database=ledger", StringComparison.Ordinal), "ledger");
    }

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_server_killed_in_mid_stream_only_delays_and_nothing_accepted_is_lost_or_doubled()
    {
        await using var stack = await PostGisStack.Start(_database.Address);
        var ledger = stack.Get<ICommandLedger>();
        using var stop = new CancellationTokenSource();
        var accepted = new ConcurrentQueue<string>();
        var issuers = Enumerable.Range(0, 8).Select(issuer => Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var id = $"outage-{issuer}-{i:D6}";
                // Repeated: its outcome was unknown, and the second try found it.
                Assert.Contains(await ledger.Issue(Orders.Issued(Orders.Offer(id), "E-1", "E-2")), new[] { LedgerOutcome.Written, LedgerOutcome.Repeated });
                foreach (var step in new[] { LadderStep.Delivered, LadderStep.Accepted })
                {
                    Assert.NotEqual(LedgerOutcome.Conflict, (await ledger.Write(Orders.Step(id, "E-1", step)))[0]);
                }
                accepted.Enqueue(id);
            }
        })).ToArray();
        for (var outage = 0; outage < 2; outage++)
        {
            var before = accepted.Count;
            await Reports.Until("commands flow", () => Task.FromResult(accepted.Count > before + 200));
            _server.StopAtOnce();
            _server.Start();
        }
        var last = accepted.Count;
        await Reports.Until("commands flow again", () => Task.FromResult(accepted.Count > last + 200));
        await stop.CancelAsync();
        await Task.WhenAll(issuers);

        Assert.Equal(accepted.Order(), await _database.Lines("SELECT command_id FROM commands ORDER BY command_id COLLATE \"C\""));
        Assert.Equal(accepted.Count * 2L, await _database.Ask<long>("SELECT count(*) FROM command_deliveries"));
        Assert.Equal(accepted.Count, (int)await _database.Ask<long>("SELECT count(*) FROM command_deliveries WHERE efectivo_id = 'E-1' AND step = 6 AND NOT open"));
        Assert.Equal(accepted.Count * 2L, await _database.Ask<long>("SELECT count(*) FROM command_steps"));
    }

    [Fact]
    public async Task A_server_that_stays_away_is_said_to_be_unavailable_and_the_same_again_is_taken_when_it_is_back()
    {
        await using var stack = await PostGisStack.Start(_database.Address, null, ("Gad:Ledger:TryForS", "1"), ("Gad:Ledger:QueueRowsMax", "100"));
        var ledger = stack.Get<ICommandLedger>();
        _server.StopAtOnce();
        var issued = Orders.Issued(Orders.Offer("away-0001"), "E-1");
        var waiting = ledger.Issue(issued).AsTask();
        Assert.Equal("ledger", (await Assert.ThrowsAsync<GadUnavailableException>(() =>
            ledger.Issue(Orders.Issued(Orders.Offer("too-large"), [.. Enumerable.Range(0, 200).Select(i => $"E-{i}")])).AsTask())).Part);
        Assert.Equal("postgis", (await Assert.ThrowsAsync<GadUnavailableException>(() => waiting)).Part);
        Assert.Equal("postgis", (await Assert.ThrowsAsync<GadUnavailableException>(() => ledger.Read("away-0001", default).AsTask())).Part);

        _server.Start();
        await Reports.Until("it is taken", async () =>
        {
            try
            {
                await ledger.Issue(issued);
                return true;
            }
            catch (GadUnavailableException)
            {
                return false;
            }
        });
        Assert.Equal(1L, await _database.Ask<long>("SELECT count(*) FROM commands"));
    }

    [Fact]
    public async Task A_server_that_hangs_is_tried_again_and_the_step_is_there_once()
    {
        await using var stack = await PostGisStack.Start(_database.Address, null, ("Gad:Ledger:CommitTimeoutMs", "300"));
        var ledger = stack.Get<ICommandLedger>();
        await ledger.Issue(Orders.Issued(Orders.Offer("hang-0001"), "E-1"));
        Task<System.Collections.Immutable.ImmutableArray<LedgerOutcome>> waiting;
        await using (var hang = await _database.Hold("LOCK TABLE command_steps IN ACCESS EXCLUSIVE MODE"))
        {
            waiting = ledger.Write(Orders.Step("hang-0001", "E-1", LadderStep.Accepted)).AsTask();
            await Reports.Until("it was tried again", async () =>
                await _database.Ask<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'gad-ledger' AND wait_event_type = 'Lock'") > 0);
            Assert.False(waiting.IsCompleted);
        }
        Assert.NotEqual(LedgerOutcome.Conflict, (await waiting)[0]);
        Assert.Equal(1L, await _database.Ask<long>("SELECT count(*) FROM command_steps"));
    }

    [Fact]
    public async Task Values_that_PostGIS_will_never_take_fail_alone()
    {
        await using var stack = await PostGisStack.Start(_database.Address);
        var ledger = stack.Get<ICommandLedger>();
        Task<LedgerOutcome>[] good;
        Task<LedgerOutcome> bad;
        await using (var hang = await _database.Hold("LOCK TABLE commands IN ACCESS EXCLUSIVE MODE"))
        {
            var first = ledger.Issue(Orders.Issued(Orders.Offer("first-001"), "E-1")).AsTask();
            await Reports.Until("the first waits", async () =>
                await _database.Ask<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'gad-ledger' AND wait_event_type = 'Lock'") > 0);
            // All of them in one commit, behind the first.
            good = [first, .. Enumerable.Range(0, 20).Select(i => ledger.Issue(Orders.Issued(Orders.Offer($"good-{i:D4}"), "E-1")).AsTask())];
            bad = ledger.Issue(Orders.Issued(Orders.Offer("bad-00001") with { Text = "zero\0" }, "E-1")).AsTask();
        }
        await Assert.ThrowsAsync<ArgumentException>(() => bad);
        Assert.All(await Task.WhenAll(good), outcome => Assert.Equal(LedgerOutcome.Written, outcome));
        Assert.Equal(21L, await _database.Ask<long>("SELECT count(*) FROM commands"));
    }
}
