using GrupoGad.Silo.PostGis;
using GrupoGad.Silo.PostGis.QueryStats;
using GrupoGad.Silo.PostGis.Upkeep;

namespace GrupoGad.Silo.Tests.QueryStats;

/// <summary>How many plans of a query are told, and how many are kept, however often it changes.</summary>
public sealed class KeptPlansTests(PostGisServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private PostGisStack _stack = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        _stack = await PostGisStack.Start(_database.Address);
        // It would keep plans of its own.
        await _stack.Get<Leadership>().StopAsync(Cancellation);
        await _database.Run("""
            DELETE FROM plan_snapshots;
            INSERT INTO plan_snapshots (query, shape, plan) SELECT query, n::text, n::text FROM generate_series(1, 600) n, (VALUES ('nearest'), ('within_radius')) AS queries (query)
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await _stack.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task The_newest_of_each_query_are_told_and_one_that_flaps_hides_no_other()
    {
        var plans = (await StatementEndpoint.Describe(_stack.Get<StatementWatch>(), _stack.Get<PostGisSources>(), Cancellation)).Plans;
        Assert.Equal(Newest("nearest").Concat(Newest("within_radius")), plans.Select(plan => (plan.Query, plan.Plan)));

        static IEnumerable<(string, string)> Newest(string query) => Enumerable.Range(0, 25).Select(i => (query, $"{600 - i}"));
    }

    [Fact]
    public async Task A_new_plan_puts_out_the_oldest_of_its_query()
    {
        await using var session = await LeaderSession.OpenWithout(_database.Address, Cancellation);
        await new PlanSnapshots().Run(session, Cancellation);
        Assert.Equal(["nearest 200", "within_radius 200"], await _database.Lines("SELECT query || ' ' || count(*) FROM plan_snapshots GROUP BY query HAVING count(*) > 1 ORDER BY 1"));
        Assert.Equal(["402"], await _database.Lines("SELECT plan FROM plan_snapshots WHERE query = 'nearest' ORDER BY id LIMIT 1"));
        Assert.Equal("0 of 8 changed", await new PlanSnapshots().Run(session, Cancellation));
    }
}
