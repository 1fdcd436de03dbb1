using GrupoGad.Efectivos;
using GrupoGad.Fences;
using static GrupoGad.Silo.Tests.Fences.FenceSilo;
using static GrupoGad.Silo.Tests.Fences.Squares;

namespace GrupoGad.Silo.Tests.Fences;

public sealed class FenceTests(PostGisServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private FenceSilo _silo = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        _silo = await FenceSilo.Start(_database.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Who_enters_and_leaves_a_polygon_makes_two_events_that_are_durable_when_its_reports_are_answered()
    {
        await _silo.Registered("E-1");
        await _silo.Put("PLAZA", Plan());
        await _silo.Report(At("E-1", Outside, After(0)));
        Assert.Equal("", await _silo.Told("PLAZA"));

        await _silo.Report(At("E-1", Inside, After(60)));
        Assert.Equal(["E-1 PLAZA 1"], await _database.Lines("SELECT concat_ws(' ', efectivo_id, fence_id, flags) FROM fence_presence"));
        Assert.Equal(["E-1"], (await _silo.Fence("PLAZA").Describe())!.Inside);
        await _silo.Report(At("E-1", Outside, After(120)));

        var told = await _silo.Events("PLAZA");
        Assert.Equal([(FenceEventKind.Enter, After(60)), (FenceEventKind.Exit, After(120))], told.Select(one => (one.Kind, one.At)));
        Assert.Equal((Inside, "Plaza", FenceCause.Moved), (told[0].Point!.Value, told[0].FenceName, told[0].Cause));
        Assert.Equal(TimeSpan.FromSeconds(60), told[1].Stay);
        Assert.Equal(0L, await _database.Ask<long>("SELECT count(*) FROM fence_presence"));
        var feed = await _silo.Directory.EventsAfter(0, 10);
        Assert.Equal(told.Select(one => one.EventId), feed.Events.Select(one => one.EventId));
        Assert.Equal((told[1].Number, told[1].Number), (feed.Next!.Value, (await _silo.Directory.EventsAfter(-1, 1)).Next!.Value));
    }

    [Fact]
    public async Task A_fence_made_round_parked_people_tells_that_they_are_inside_and_when_it_moves_away_that_they_are_out()
    {
        await _silo.Registered("E-1", "E-2");
        await _silo.Report(At("E-1", Inside, After(0)));
        await _silo.Report(At("E-2", Outside, After(0)));
        await Reports.Until("both are on the map", async () => (await _silo.OnMap()) == 2);

        await _silo.Put("PLAZA", Plan());
        await _silo.Tells("PLAZA", "E-1:Enter");
        await _silo.Put("PLAZA", Plan(Beyond));
        await _silo.Tells("PLAZA", "E-1:Enter E-1:Exit");

        Assert.All(await _silo.Events("PLAZA"), told => Assert.Equal(FenceCause.FenceChanged, told.Cause));
        await Reports.Until("nothing is owed", async () => await _database.Ask<long>("SELECT count(*) FROM fences WHERE owes") == 0);
        Assert.Equal(["1|closed", "2|open"], await _database.Lines(
            "SELECT version || '|' || CASE WHEN valid_to IS NULL THEN 'open' ELSE 'closed' END FROM fence_history ORDER BY version"));
    }

    [Fact]
    public async Task Whoever_is_inside_a_fence_that_is_removed_leaves_it_once()
    {
        await _silo.Registered("E-1", "E-2");
        await _silo.Put("PLAZA", Plan());
        await _silo.Report(At("E-1", Inside, After(0)));
        await _silo.Report(At("E-2", Inside, After(1)));

        Assert.Equal(FenceOutcome.Removed, (await _silo.Fence("PLAZA").Remove("operator-1")).Outcome);

        await Reports.Until("both are out", async () => (await _silo.Events("PLAZA")).Count(told => told is { Kind: FenceEventKind.Exit, Cause: FenceCause.FenceRemoved }) == 2);
        await Reports.Until("nobody is inside", async () => await _database.Ask<long>("SELECT count(*) FROM fence_presence") == 0);
        await _silo.Report(At("E-1", Inside, After(30)));
        await _silo.Report(At("E-1", Outside, After(60)));
        Assert.Equal(4, (await _silo.Events("PLAZA")).Length);
        Assert.Null(await _silo.Fence("PLAZA").Describe());
        Assert.Equal(FenceOutcome.UnknownFence, (await _silo.Fence("PLAZA").Remove("operator-1")).Outcome);
    }

    [Fact]
    public async Task Of_those_who_replace_one_fence_at_once_one_wins_and_a_later_one_is_told_which_version_there_is()
    {
        var fence = _silo.Fence("RACE");
        var made = (await fence.Put(Plan(), "operator-1", Expected.Of(Expectation.Nothing))).View!.Version;
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => fence.Put(Plan() with { Notes = $"{i}" }, $"operator-{i}", Expected.Version(made)).AsTask()));
        Assert.Single(answers, answer => answer.Outcome == FenceOutcome.Changed);
        Assert.All(answers.Where(answer => answer.Outcome != FenceOutcome.Changed), answer =>
            Assert.Equal((FenceOutcome.Stale, made + 1), (answer.Outcome, answer.View!.Version)));
        Assert.Equal(FenceOutcome.Unversioned, (await fence.Put(Plan(), "operator-1", Expected.Of(Expectation.Unstated))).Outcome);
        Assert.Equal(FenceOutcome.Stale, (await fence.Remove("operator-1", Expected.Version(made))).Outcome);
        Assert.Equal(FenceOutcome.Removed, (await fence.Remove("operator-1", Expected.Version(made + 1))).Outcome);
    }

    [Fact]
    public async Task A_restart_finds_people_where_they_were_and_tells_nothing_twice()
    {
        await _silo.Registered("E-1");
        await _silo.Put("PLAZA", Plan());
        var entering = At("E-1", Inside, After(0));
        await _silo.Report(entering);

        await Restart();
        await _silo.Report(entering);
        await _silo.Report(At("E-1", Inside, After(10)));
        Assert.Equal("E-1:Enter", await _silo.Told("PLAZA"));
        await _silo.Report(At("E-1", Outside, After(20)));
        Assert.Equal("E-1:Enter E-1:Exit", await _silo.Told("PLAZA"));
        Assert.Equal(TimeSpan.FromSeconds(20), (await _silo.Events("PLAZA"))[1].Stay);
    }

    [Fact]
    public async Task What_a_silo_that_died_did_not_get_to_store_is_found_when_its_people_come_back()
    {
        await _silo.Registered("E-1");
        await _silo.Put("PLAZA", Plan());
        await _silo.Report(At("E-1", Outside, After(0)));
        await _silo.Report(At("E-1", Inside, After(10)));
        await _silo.Report(At("E-1", Inside, After(20)));
        await _silo.DisposeAsync();
        // As if it had been killed between storing the fix and storing what it showed.
        await _database.Run("DELETE FROM fence_events; DELETE FROM fence_presence");

        _silo = await FenceSilo.Start(_database.Address);
        await _silo.Tells("PLAZA", "E-1:Enter");
        Assert.Equal((After(10), FenceCause.Moved), ((await _silo.Events("PLAZA"))[0].At, (await _silo.Events("PLAZA"))[0].Cause));
    }

    [Fact]
    public async Task A_fence_removed_while_everything_is_down_lets_out_whoever_was_inside()
    {
        await _silo.Registered("E-1");
        await _silo.Put("PLAZA", Plan());
        await _silo.Report(At("E-1", Inside, After(0)));
        await _silo.DisposeAsync();
        // Removed, and killed before anybody was told: the state owes it.
        await _database.Run("""
            UPDATE grain_states SET document = document || jsonb_build_object('plan', NULL, 'leaving', document -> 'plan', 'owes', true, 'version', 2,
                'changedAt', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) WHERE state_name = 'fence'
            """);
        Assert.Equal(0L, await _database.Ask<long>("SELECT count(*) FROM fences"));

        _silo = await FenceSilo.Start(_database.Address);
        await _silo.Tells("PLAZA", "E-1:Enter E-1:Exit");
        Assert.Equal(FenceCause.FenceRemoved, (await _silo.Events("PLAZA"))[1].Cause);
        await Reports.Until("nothing is owed", async () =>
            await _database.Ask<long>("SELECT count(*) FROM grain_states WHERE state_name = 'fence' AND (document ->> 'owes')::boolean") == 0);
    }

    [Fact]
    public async Task The_same_reports_again_tell_nothing_again()
    {
        await _silo.Registered("E-1");
        await _silo.Put("PLAZA", Plan());
        PositionReport[] reports = [At("E-1", Outside, After(0)), At("E-1", Inside, After(10)), At("E-1", Outside, After(20)), At("E-1", Inside, After(30))];
        var efectivo = _silo.Grains.GetGrain<IEfectivoGrain>("E-1");
        await efectivo.ReportInOrder([.. reports]);
        Assert.Equal("E-1:Enter E-1:Exit E-1:Enter", await _silo.Told("PLAZA"));
        await efectivo.ReportInOrder([.. reports]);
        foreach (var report in reports)
        {
            await _silo.Report(report);
        }
        await Restart();
        await _silo.Grains.GetGrain<IEfectivoGrain>("E-1").ReportInOrder([.. reports]);
        Assert.Equal("E-1:Enter E-1:Exit E-1:Enter", await _silo.Told("PLAZA"));
    }

    private async Task Restart()
    {
        await _silo.DisposeAsync();
        _silo = await FenceSilo.Start(_database.Address);
    }
}
