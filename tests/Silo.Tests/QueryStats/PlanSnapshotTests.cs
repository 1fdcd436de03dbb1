using GrupoGad.Silo.PostGis.QueryStats;
using GrupoGad.Silo.PostGis.Upkeep;
using GrupoGad.Silo.Tests.Sql;

namespace GrupoGad.Silo.Tests.QueryStats;

[Collection(nameof(LargeTables))]
public sealed class PlanSnapshotTests(LargeTables tables)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plan_is_kept_when_it_has_become_another_one_and_only_then()
    {
        await using var session = await LeaderSession.OpenWithout(tables.Database.Address, Cancellation);
        await session.Run("BEGIN", Cancellation);
        var task = new PlanSnapshots();
        Assert.Equal("8 of 8 changed", await task.Run(session, Cancellation));
        Assert.Equal("0 of 8 changed", await task.Run(session, Cancellation));
        Assert.Contains("last_positions_position", await Last(session, "nearest"), StringComparison.Ordinal);

        await session.Run("DROP INDEX last_positions_position", Cancellation);
        await task.Run(session, Cancellation);
        Assert.DoesNotContain("last_positions_position", await Last(session, "nearest"), StringComparison.Ordinal);
        Assert.Equal(2L, await session.Ask<long>("SELECT count(*) FROM plan_snapshots WHERE query = 'nearest'", Cancellation));
        Assert.Equal(1L, await session.Ask<long>("SELECT count(*) FROM plan_snapshots WHERE query = 'operations_near'", Cancellation));
        await session.Run("ROLLBACK", Cancellation);
    }

    [Fact]
    public void Numbers_and_days_make_no_other_plan_but_another_index_does()
    {
        const string Plan = "Append  (cost=0.1..9.2 rows=3 width=8)\n  ->  Index Scan using position_reports_20260313_pkey on position_reports_20260313  (cost=0.29..8.31 rows=1 width=90)";
        Assert.Equal(PlanSnapshots.Shape(Plan), PlanSnapshots.Shape(Plan.Replace("20260313", "20260415", StringComparison.Ordinal).Replace("9.2", "7.7", StringComparison.Ordinal)));
        Assert.NotEqual(PlanSnapshots.Shape(Plan), PlanSnapshots.Shape(Plan.Replace("Index Scan", "Bitmap Heap Scan", StringComparison.Ordinal)));
    }

    private static Task<string> Last(LeaderSession session, string query) =>
        session.Ask<string>("SELECT plan FROM plan_snapshots WHERE query = $1 ORDER BY id DESC LIMIT 1", Cancellation, query);
}
