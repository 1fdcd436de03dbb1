using GrupoGad.Silo.PostGis;
using GrupoGad.Silo.PostGis.Analytics;
using Npgsql;

namespace GrupoGad.Silo.Tests.Pools;

/// <summary>Writers, online reads and analytics each have their own connections and limits.</summary>
public sealed class PoolTests(PostGisServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private PostGisStack _stack = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PostGisSources Sources => _stack.Get<PostGisSources>();

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        _stack = await PostGisStack.Start(_database.Address, null, ("Gad:PostGis:AnalyticsTimeoutS", "2"), ("Gad:PostGis:CommandTimeoutS", "5"), ("Gad:PostGis:ConnectTimeoutS", "5"));
        // Counting takes its connections from the same pool.
        await Reports.Until("the views were counted for the first time", async () => await _database.Ask<long>("SELECT count(*) FROM analytics_refreshes") == AnalyticsView.All.Count);
    }

    public async ValueTask DisposeAsync()
    {
        await _stack.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Each_pool_has_its_limit_on_the_server_also_after_a_bulk_read_lifted_it()
    {
        Assert.Equal(["5s", "5s", "5s", "2s"], await Task.WhenAll(new[] { Sources.Journal, Sources.Ledger, Sources.Read, Sources.Analytics }.Select(Limit)));
        await using (var bulk = await Sources.OpenBulk(Cancellation))
        {
            await using var command = new NpgsqlCommand("SHOW statement_timeout", bulk);
            Assert.Equal("0", await command.ExecuteScalarAsync(Cancellation));
        }
        Assert.All(await Task.WhenAll(Enumerable.Range(0, new PostGisOptions().ReadPoolMax).Select(_ => Limit(Sources.Read))), limit => Assert.Equal("5s", limit));
    }

    [Fact]
    public async Task A_statement_over_the_limit_is_ended_by_the_server_too()
    {
        await using var slow = Sources.Analytics.CreateCommand("SELECT pg_sleep(60)");
        slow.CommandTimeout = 0;
        var ended = await Assert.ThrowsAsync<PostgresException>(() => slow.ExecuteNonQueryAsync(Cancellation));
        Assert.Equal(PostgresErrorCodes.QueryCanceled, ended.SqlState);
    }

    [Fact]
    public async Task Analytics_that_takes_all_of_its_connections_leaves_the_others_theirs()
    {
        var taken = new List<NpgsqlConnection>();
        for (var i = 0; i < new PostGisOptions().AnalyticsPoolMax; i++)
        {
            taken.Add(await Sources.Analytics.OpenConnectionAsync(Cancellation));
        }
        await Assert.ThrowsAsync<NpgsqlException>(async () => await Sources.Analytics.OpenConnectionAsync(Cancellation));
        Assert.Equal("5s", await Limit(Sources.Read));
        Assert.Equal("5s", await Limit(Sources.Journal));
        foreach (var connection in taken)
        {
            await connection.DisposeAsync();
        }
    }

    private static async Task<string> Limit(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SHOW statement_timeout");
        return (string)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
