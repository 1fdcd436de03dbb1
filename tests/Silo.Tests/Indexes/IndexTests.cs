using GrupoGad.Silo.PostGis.Indexes;

namespace GrupoGad.Silo.Tests.Indexes;

public sealed class IndexTests(PostGisServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private PostGisStack _stack = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IndexWatch Watch => _stack.Get<IndexWatch>();

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        _stack = await PostGisStack.Start(_database.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _stack.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public void After_the_migrations_every_declared_index_is_there_and_every_one_there_is_declared() =>
        Assert.Equal(("", ""), (Watch.Verdict.ToString(), string.Join(' ', Watch.Verdict.Undeclared)));

    [Fact]
    public async Task What_is_missing_invalid_or_different_is_named_and_the_silo_is_not_ready()
    {
        await _database.Run("""
            DROP INDEX operations_point;
            DROP INDEX efectivos_unit;
            CREATE INDEX efectivos_unit ON efectivos (unit, rank);
            CREATE INDEX of_nobody ON alarms (kind);
            """);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(async () =>
        {
            await _database.Run("INSERT INTO alarms (efectivo_id, alarm_id, kind, status, raised_at, raised_by, version) VALUES ('E-1', 'a', 1, 1, now(), '', 1), ('E-1', 'b', 1, 1, now(), '', 1)");
            await _database.Run("DROP INDEX alarms_open");
            // Building fails on the second row, and what CONCURRENTLY leaves behind is invalid.
            await _database.Run("CREATE UNIQUE INDEX CONCURRENTLY alarms_open ON alarms (efectivo_id) WHERE (cancelled_at IS NULL)");
        });
        await _database.Run("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'alarms_told'::regclass");

        await Watch.Verify(Cancellation);

        Assert.Equal("missing: operations_point; invalid: alarms_told; not as declared: efectivos_unit, alarms_open", Watch.Verdict.ToString());
        Assert.Equal(["of_nobody"], Watch.Verdict.Undeclared);
        var health = await new IndexHealth(Watch).CheckHealthAsync(new(), Cancellation);
        Assert.Equal(
            (Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy, Watch.Verdict.ToString()), (health.Status, health.Description));
    }

    [Fact]
    public async Task A_partition_without_the_index_of_its_table_makes_it_missing_there()
    {
        await _database.Run("""
            DROP INDEX position_reports_received_time;
            CREATE INDEX position_reports_received_time ON ONLY position_reports USING brin (received_time);
            """);
        await Watch.Verify(Cancellation);
        Assert.Equal(["position_reports_received_time"], Watch.Verdict.Invalid);
    }

    [Fact]
    public async Task Use_size_and_bloat_are_measured()
    {
        await _database.Run("""
            INSERT INTO efectivos SELECT 'E-' || n, '', '', 'Unidad ' || n, '{}', '{}', '', '', '{}', 1, 1 FROM generate_series(1, 20000) n;
            ANALYZE efectivos
            """);
        await _database.Run("SET enable_seqscan = off; SELECT count(*) FROM efectivos WHERE unit = 'Unidad 7'");
        await Reports.Until("the scan is counted", async () =>
        {
            await Watch.Measure(Cancellation);
            return Use("efectivos_unit").Scans > 0;
        });
        var fresh = Use("efectivos_unit");
        Assert.InRange(fresh.SizeBytes, 200_000, 5_000_000);

        await _database.Run("DELETE FROM efectivos WHERE right(id, 1) <> '7'");
        await _database.Run("VACUUM ANALYZE efectivos");
        await Watch.Measure(Cancellation);
        Assert.InRange(Use("efectivos_unit").Bloat!.Value, fresh.Bloat!.Value + 0.3, 1);
        Assert.Null(Use("last_positions_position").Bloat);
        Assert.Contains("operations_title_trgm", IndexEndpoint.Describe(Watch).Unused);
    }

    private IndexUse Use(string name) => Watch.Uses.Single(use => use.Name == name);
}
