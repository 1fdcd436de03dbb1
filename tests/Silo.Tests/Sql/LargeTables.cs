using GrupoGad.Silo.PostGis;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace GrupoGad.Silo.Tests.Sql;

/// <summary>One database for all plan tests: 200,000 efectivos of whom a quarter is available, three days of 100,000 positions each, 20,000 operations.</summary>
[CollectionDefinition(nameof(LargeTables))]
public sealed class LargeTables(PostGisServer server) : IAsyncLifetime, ICollectionFixture<LargeTables>
{
    public const double Longitude = -58.4, Latitude = -34.6;

    /// <summary>Every third has the first skill, one of a thousand the second.</summary>
    public const string CommonSkill = "paramedic", RareSkill = "diver";

    // Seeded. The triggers are tested elsewhere; here they would take longer than all the rest.
    private const string Fill = """
        SELECT setseed(0.42);
        ALTER TABLE last_positions DISABLE TRIGGER USER;
        INSERT INTO last_positions (device_time, received_time, report_id, source, efectivo_id, position, availability, skills)
        SELECT '2026-03-14 12:00Z', '2026-03-14 12:00Z', n, 1, 'E-' || n,
            ST_SetSRID(ST_MakePoint(-58.4 + (random() + random() + random() - 1.5) * 0.3, -34.6 + (random() + random() + random() - 1.5) * 0.3), 4326)::geography,
            1 + n % 4, CASE WHEN n % 1000 = 4 THEN ARRAY['diver', 'driver'] WHEN n % 3 = 0 THEN ARRAY['paramedic', 'driver'] ELSE ARRAY['driver'] END
        FROM generate_series(1, 200000) n;
        UPDATE last_positions SET skill_codes = gad_skill_codes(skills);
        ALTER TABLE last_positions ENABLE TRIGGER USER;
        SELECT gad_ensure_position_partition(day) FROM unnest(ARRAY['2026-03-12', '2026-03-13', '2026-03-14']::date[]) day;
        INSERT INTO position_reports (device_time, received_time, report_id, source, efectivo_id, position)
        SELECT at, at, n, 1, 'E-' || n % 700,
            ST_SetSRID(ST_MakePoint(-58.4 + (random() - 0.5) * 0.3, -34.6 + (random() - 0.5) * 0.3), 4326)::geography
        FROM (SELECT n, '2026-03-12 00:00Z'::timestamptz + n * interval '0.864 s' AS at FROM generate_series(0, 299999) n) AS fixes;
        INSERT INTO operations (id, title, description, type, priority, status, planned_start, planned_end, paused_ms, commander, jurisdiction, notes,
            wanted, wanted_skill, point, owes, shown_version, version)
        SELECT 'OP-' || n, 'Operativo ' || n, '', 1, 3, 1 + n % 5, '2026-03-14 12:00Z', '2026-03-14 13:00Z', 0, '', '', '', 0, '',
            ST_SetSRID(ST_MakePoint(-58.4 + (random() - 0.5) * 0.3, -34.6 + (random() - 0.5) * 0.3), 4326)::geography, false, 1, 1
        FROM generate_series(1, 20000) n;
        """;

    private TestDatabase _database = null!;

    internal TestDatabase Database => _database;

    internal NpgsqlDataSource Source { get; private set; } = null!;

    /// <summary>A connection that goes back to no pool: what a test sets and prepares on it is gone with it.</summary>
    internal async Task<NpgsqlConnection> Plain()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database.Address) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        await new Migrator(TimeProvider.System, NullLogger<Migrator>.Instance).Run(_database.Address, TimeSpan.FromSeconds(30));
        Source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_database.Address) { CommandTimeout = 300, MaxAutoPrepare = 8, AutoPrepareMinUsages = 2 }.ConnectionString);
        await using var fill = Source.CreateCommand(Fill);
        await fill.ExecuteNonQueryAsync();
        foreach (var table in new[] { "last_positions", "position_reports", "operations" })
        {
            await using var analyze = Source.CreateCommand($"VACUUM ANALYZE {table}");
            await analyze.ExecuteNonQueryAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await _database.DisposeAsync();
    }
}
