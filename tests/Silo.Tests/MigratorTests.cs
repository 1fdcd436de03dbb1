using GrupoGad.Silo.PostGis;
using Microsoft.Extensions.Logging.Abstractions;

namespace GrupoGad.Silo.Tests;

public sealed class MigratorTests(PostGisServer server) : IAsyncLifetime
{
    private static readonly TimeSpan _within = TimeSpan.FromSeconds(30);
    private readonly Migrator _migrator = new(TimeProvider.System, NullLogger<Migrator>.Instance);
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await server.CreateDatabase();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private Task Migrate() => _migrator.Run(_database.Address, _within, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Silos_that_start_at_once_migrate_once_and_a_later_one_finds_nothing_to_do()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrate()));
        await Migrate();

        var files = typeof(Migrator).Assembly.GetManifestResourceNames().Where(name => name.Contains(".Migrations.", StringComparison.Ordinal)).Order();
        Assert.NotEmpty(files);
        Assert.Equal(files, await _database.Lines("SELECT scriptname FROM schema_migrations ORDER BY scriptname"));
    }

    [Fact]
    public async Task Partitions_asked_for_by_several_at_once_are_made_once()
    {
        await Migrate();
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _database.Ask<bool>("SELECT gad_ensure_position_partition('2026-03-14')")));
        Assert.Single(made, wasMade => wasMade);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said_to_be_unavailable_after_the_limit()
    {
        var unavailable = await Assert.ThrowsAsync<GadUnavailableException>(() =>
            _migrator.Run("Host=127.0.0.1;Port=1;Username=nobody;Database=none", TimeSpan.FromMilliseconds(600), TestContext.Current.CancellationToken));
        Assert.Equal("postgis", unavailable.Part);
    }

    [Fact]
    public async Task The_nearest_of_the_last_positions_are_found_by_the_spatial_index()
    {
        await Migrate();
        await _database.Run("""
            INSERT INTO last_positions SELECT now(), now(), n, NULL, NULL, NULL, NULL, NULL, 1, 'E-' || n,
                ST_SetSRID(ST_MakePoint(-58.4 + (n % 100) * 0.001, -34.6 + (n / 100) * 0.001), 4326)::geography FROM generate_series(1, 10000) n;
            ANALYZE last_positions
            """);
        var plan = await _database.Lines("""
            EXPLAIN SELECT efectivo_id FROM last_positions ORDER BY position <-> ST_SetSRID(ST_MakePoint(-58.38, -34.6), 4326)::geography LIMIT 10
            """);
        Assert.Contains(plan, line => line.Contains("Index Scan using last_positions_position", StringComparison.Ordinal));
    }
}
