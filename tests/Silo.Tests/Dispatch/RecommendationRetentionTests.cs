using System.Globalization;
using GrupoGad.Dispatch;
using GrupoGad.Geo;
using GrupoGad.Silo.PostGis.Dispatch;
using GrupoGad.Silo.PostGis.Retention;
using GrupoGad.Silo.PostGis.Upkeep;
using GrupoGad.Silo.Tests.Operations;
using GrupoGad.Silo.Tests.Upkeep;
using Microsoft.Extensions.Options;
using static GrupoGad.Silo.Tests.Operations.Plans;

namespace GrupoGad.Silo.Tests.Dispatch;

/// <summary>How long recommendations live, and by which pool they are written.</summary>
public sealed class RecommendationRetentionTests(PostGisServer server) : OperationsOnPostGis(server)
{
    private IRecommendations Kept => Silo.Get<IRecommendations>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        // The test is the leader.
        await Silo.Get<Leadership>().StopAsync(Cancellation);
    }

    [Fact]
    public async Task What_nobody_followed_goes_when_it_is_old_and_what_was_followed_stays_with_its_operation()
    {
        await Silo.Registered("E-1");
        await Silo.Registered("E-2");
        await Silo.Operation("OP-1").Plan(Of(), Request());
        foreach (var (id, days) in new[] { ("old", 91.0), ("edge", 89.9), ("young", 1.0), ("followed", 400.0) })
        {
            await Kept.Keep(Made(id, days), Cancellation);
        }
        await Kept.Keep(Joint("jointold", 200), Cancellation);
        await Kept.Keep(Joint("jointfollowed", 200), Cancellation);
        await Silo.Operation("OP-1").Assign(["E-1"], Request() with { Recommendation = "followed" }, Cancellation);
        await Silo.Operation("OP-1").Assign(["E-2"], Request() with { Recommendation = "jointfollowed" }, Cancellation);

        Assert.Equal("2 forgotten", await Forget());
        Assert.Equal(["edge", "followed", "jointfollowed", "young"], await Database.Lines("SELECT id FROM recommendations ORDER BY id"));
        Assert.NotNull(await Kept.Read("followed", Cancellation));
        Assert.Null(await Kept.Read("old", Cancellation));
        Assert.Equal("0 forgotten", await Forget());

        // The operation's document is cleared, as one clears a state; its assignments are as old as what they followed.
        await Database.Run("UPDATE assignment_recommendations SET at = now() - interval '300 days'; UPDATE grain_states SET document = NULL WHERE state_name = 'operation'");
        Assert.Equal("2 forgotten", await Forget());
        Assert.Equal(["edge", "young"], await Database.Lines("SELECT id FROM recommendations ORDER BY id"));
        Assert.Empty(await Database.Lines("SELECT assignment_id FROM assignment_recommendations"));
    }

    [Fact]
    public async Task What_is_held_for_an_inquiry_stays()
    {
        await Kept.Keep(Made("held", 200), Cancellation);
        await Kept.Keep(Made("free", 200) with { OperationId = "OP-2" }, Cancellation);
        await Kept.Keep(Made("names", 200) with { OperationId = "OP-3", Excluded = [new Exclusion { EfectivoId = "E-1", DistanceM = 1, Rule = ExclusionRule.OnLeave }] }, Cancellation);
        await Database.Run("INSERT INTO retention_holds (kind, key, reason, ordered_by) VALUES ('operation', 'OP-1', 'inquiry', 'court'), ('efectivo', 'E-1', 'inquiry', 'court')");
        Assert.Equal("1 forgotten", await Forget());
        Assert.Equal(["held", "names"], await Database.Lines("SELECT id FROM recommendations ORDER BY id"));
        await Database.Run("DELETE FROM retention_holds");
        Assert.Equal("2 forgotten", await Forget());
    }

    [Fact]
    public async Task It_is_a_task_of_the_window()
    {
        var task = Assert.Single(Silo.Get<IEnumerable<IUpkeepTask>>().OfType<ForgetRecommendations>());
        Assert.Equal(("recommendations", null), (task.Name, task.Every));
        await Kept.Keep(Made("months", 80), Cancellation);
        Assert.Equal("0 forgotten", await Forget(task));
        Assert.Equal("1 forgotten", await Forget(new ForgetRecommendations(Options.Create(new RecommendationOptions { KeptDays = 60 }), Silo.Get<RetentionInstruments>(), TimeProvider.System)));
    }

    [Fact]
    public async Task They_are_written_by_the_pool_of_writes_and_read_by_that_of_reads()
    {
        await Database.Run("""
            CREATE TABLE written_by (pool text);
            CREATE FUNCTION tell_pool() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO written_by VALUES (current_setting(''application_name'')); RETURN NEW; END';
            CREATE TRIGGER tell_pool BEFORE INSERT ON recommendations FOR EACH ROW EXECUTE FUNCTION tell_pool();
            """);
        // More at once than may be under way: all are kept.
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Kept.Keep(Made(i.ToString(CultureInfo.InvariantCulture), 0), Cancellation).AsTask()));
        Assert.Equal(["gad-writes 20"], await Database.Lines("SELECT split_part(pool, ' ', 1) || ' ' || count(*) FROM written_by GROUP BY pool"));
    }

    private Task<string> Forget() => Forget(Silo.Get<IEnumerable<IUpkeepTask>>().OfType<ForgetRecommendations>().Single());

    private async Task<string> Forget(IUpkeepTask task)
    {
        await using var leader = await Leaders.Next(Database);
        return await task.Run(leader, Cancellation);
    }

    private static Recommendation Made(string id, double daysAgo) =>
        new() { RecommendationId = id, OperationId = "OP-1", At = DateTime.UtcNow.AddDays(-daysAgo), Actor = "op", Point = new GeoPoint(-34.6, -58.4), Count = 1 };

    private static JointPlan Joint(string id, double daysAgo) =>
        new() { JointId = id, At = DateTime.UtcNow.AddDays(-daysAgo), Actor = "op", Assignments = [], Totals = default, Greedy = default };

    [Fact]
    public async Task A_joint_plan_stays_while_an_operation_that_it_names_is_held()
    {
        await Kept.Keep(Joint("fills", 200) with { Operations = [Judged("OP-70"), Judged("OP-7")] }, Cancellation);
        await Kept.Keep(Joint("short", 200) with { Short = [new JointShort("OP-7", 1, "nobody")] }, Cancellation);
        await Kept.Keep(Joint("another", 200) with { Operations = [Judged("OP-70")] }, Cancellation);
        await Database.Run("INSERT INTO retention_holds (kind, key, reason, ordered_by) VALUES ('operation', 'OP-7', 'inquiry', 'court')");
        Assert.Equal("1 forgotten", await Forget());
        Assert.Equal(["fills", "short"], await Database.Lines("SELECT id FROM recommendations ORDER BY id"));
        await Database.Run("DELETE FROM retention_holds");
        Assert.Equal("2 forgotten", await Forget());

        static JointOperation Judged(string id) => new() { OperationId = id, JudgedAt = DateTime.UtcNow };
    }
}
