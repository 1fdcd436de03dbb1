using GrupoGad.Silo.PostGis.Upkeep;

namespace GrupoGad.Silo.Tests.Upkeep;

/// <summary>Two stacks over one database, and a server that ends their sessions.</summary>
public sealed class LeadershipTests(PostGisServer server)
{
    private const string Leader = "SELECT pid FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND application_name = 'gad-leader' AND granted AND datname = current_database() AND objid = x'64000012'::int::oid";

    [Fact]
    public async Task When_the_leaders_session_is_killed_another_silo_leads_and_never_two()
    {
        await using var database = await server.CreateDatabase();
        // Who lost its session waits for three tries, the other for one: enough of a lead also on a busy machine.
        await using var first = await PostGisStack.Start(database.Address, null, ("Gad:Upkeep:TryEveryMs", "500"));
        await using var second = await PostGisStack.Start(database.Address, null, ("Gad:Upkeep:TryEveryMs", "500"));
        Assert.True(first.Get<Leadership>().Leads);
        Assert.False(second.Get<Leadership>().Leads);

        for (var (leader, other, kill) = (first, second, 0); kill < 4; kill++, (leader, other) = (other, leader))
        {
            Assert.Single(await database.Lines(Leader));
            await database.Run($"SELECT pg_terminate_backend(pid) FROM ({Leader}) AS leaders");
            // Who lost its session goes behind who waits.
            await Reports.Until("the other silo leads", () => Task.FromResult(other.Get<Leadership>().Leads && !leader.Get<Leadership>().Leads));
        }
    }

    [Fact]
    public async Task When_the_leader_stops_another_takes_over_and_what_it_had_under_way_is_noted_as_lost()
    {
        await using var database = await server.CreateDatabase();
        var first = await Start(database);
        await using var second = await Start(database);
        await database.Run("INSERT INTO upkeep_runs (task, silo) VALUES ('reindex', 'gone')");

        await first.DisposeAsync();

        await Reports.Until("the second silo leads", () => Task.FromResult(second.Get<Leadership>().Leads));
        await Reports.Until("the run is noted as lost", async () => await database.Ask<long>("SELECT count(*) FROM upkeep_runs WHERE silo = 'gone' AND outcome = 'lost'") == 1);
    }

    [Fact]
    public async Task The_work_of_a_killed_session_ends_with_it_so_that_two_never_work_at_once()
    {
        await using var database = await server.CreateDatabase();
        await using var stack = await Start(database);
        await stack.Get<Leadership>().StopAsync(TestContext.Current.CancellationToken);
        await using var session = await Leaders.Next(database);
        Assert.Null(await LeaderSession.TryOpen(database.Address, LeaderSession.Name, 3, TestContext.Current.CancellationToken));
        var work = session.Run("SELECT pg_sleep(600)", TestContext.Current.CancellationToken);

        await database.Run($"SELECT pg_terminate_backend(pid) FROM ({Leader}) AS leaders");

        await Assert.ThrowsAnyAsync<Npgsql.NpgsqlException>(() => work);
        await using var next = await Leaders.Next(database);
        Assert.Equal(0L, await database.Ask<long>("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid() AND datname = current_database()"));
    }

    [Fact]
    public async Task In_the_window_each_task_runs_once_and_days_ahead_are_made_and_bloat_is_gone()
    {
        await using var database = await server.CreateDatabase();
        await using (await Start(database))
        {
        }
        await database.Run("""
            DELETE FROM upkeep_runs;
            INSERT INTO last_positions (device_time, received_time, report_id, source, efectivo_id, position)
            SELECT now(), now(), n, 1, 'E-' || n, 'POINT(-58 -34)'::geography FROM generate_series(1, 40000) n;
            DELETE FROM last_positions WHERE report_id % 50 <> 0;
            """);
        // Not in a transaction block.
        await database.Run("VACUUM ANALYZE last_positions");
        var before = await database.Ask<long>("SELECT pg_relation_size('last_positions_pkey')");
        // Vacuum keeps pages that hold one entry; a fresh one would not have them.
        // The same time twice is a window that is always open; the next one opens half a day from now.
        var opens = PostGisStack.HalfADayFromNow.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        // Before the tasks see it: midnight may come in between.
        var today = DateTime.UtcNow.Date;
        await using var stack = await Start(database, ("Gad:Upkeep:WindowFrom", opens), ("Gad:Upkeep:WindowTo", opens), ("Gad:Upkeep:ReindexFromBytes", "100000"), ("Gad:Upkeep:DaysAhead", "9"));

        var tasks = stack.Get<IEnumerable<IUpkeepTask>>().Count();
        await Reports.Until("all tasks are done", async () => await database.Ask<long>("SELECT count(DISTINCT task) FROM upkeep_runs WHERE outcome = 'done'") == tasks);
        Assert.Equal(["last_positions_pkey"], await database.Lines("SELECT said FROM upkeep_runs WHERE task = 'reindex' AND outcome = 'done' ORDER BY id DESC LIMIT 1"));
        Assert.InRange(await database.Ask<long>("SELECT pg_relation_size('last_positions_pkey')"), 1, before / 4);
        Assert.Equal(1L, await database.Ask<long>($"SELECT count(*) FROM pg_class WHERE relname = 'position_reports_{today.AddDays(9):yyyyMMdd}'"));
        Assert.Equal(0L, await database.Ask<long>("SELECT count(*) FROM pg_index WHERE NOT indisvalid"));
        // Looks go on, every second; nothing is due again.
        var runs = await database.Ask<long>("SELECT count(*) FROM upkeep_runs");
        var looks = await database.Ask<long>("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()");
        await Reports.Until("the leader has looked again", async () => await database.Ask<long>("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()") > looks + 40);
        Assert.Equal(runs, await database.Ask<long>("SELECT count(*) FROM upkeep_runs"));
        var told = await UpkeepEndpoint.Describe(stack.Get<Leadership>(), stack.Get<GrupoGad.Silo.PostGis.PostGisSources>(), TestContext.Current.CancellationToken);
        Assert.True(told.Leads);
        Assert.Contains(told.Runs, run => run is { Task: "analyze", Outcome: "done", EndedAt: not null });
    }

    private static Task<PostGisStack> Start(TestDatabase database, params (string, string)[] settings) =>
        PostGisStack.Start(database.Address, null, [("Gad:Upkeep:TryEveryMs", "100"), ("Gad:Upkeep:LookEveryS", "1"), .. settings]);
}
