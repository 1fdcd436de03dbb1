using System.Globalization;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Benchmarks.Nearest;
using Npgsql;

namespace GrupoGad.Benchmarks.PostGis;

/// <summary>The product's schema, filled: efectivos in a skewed city mix, three days of positions, operations.</summary>
internal sealed class LargeDatabase(RealParts services, City city, int positionsADay, int operations) : IAsyncDisposable
{
    /// <summary>One of a thousand has it.</summary>
    public const string RareSkill = "diver";

    public static readonly DateTime Noon = new(2026, 3, 13, 12, 0, 0, DateTimeKind.Utc);

    // The triggers keep what is written one by one in step; here all is written in step.
    private const string Efectivos = """
        ALTER TABLE last_positions DISABLE TRIGGER USER;
        INSERT INTO last_positions (device_time, received_time, report_id, source, efectivo_id, position, availability, skills, skill_codes)
        SELECT '2026-03-13 12:00Z', '2026-03-13 12:00Z', 1, 1, efectivo_id, ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography, availability, skills, gad_skill_codes(skills) FROM given;
        ALTER TABLE last_positions ENABLE TRIGGER USER;
        """;

    private const string History = """
        SELECT gad_ensure_position_partition(day) FROM unnest(ARRAY['2026-03-12', '2026-03-13', '2026-03-14']::date[]) day;
        INSERT INTO position_reports (device_time, received_time, report_id, source, efectivo_id, position)
        SELECT '2026-03-12 00:00Z'::timestamptz + n * interval '1 day' / {0}, '2026-03-12 00:00Z'::timestamptz + n * interval '1 day' / {0}, n, 1,
            someone.efectivo_id, someone.position
        FROM generate_series(0, 3 * {0} - 1) n JOIN (SELECT row_number() OVER () - 1 AS number, efectivo_id, position FROM last_positions) AS someone
            ON someone.number = n * 7919::bigint % {1}
        ORDER BY n;
        INSERT INTO operations (id, title, description, type, priority, status, planned_start, planned_end, paused_ms, commander, jurisdiction, notes,
            wanted, wanted_skill, point, owes, shown_version, version)
        SELECT 'OP-' || n, 'Operativo ' || n, '', 1, 3, 1 + n % 5, '2026-03-13 12:00Z', '2026-03-13 13:00Z', 0, '', '', '', 0, '', someone.position, false, 1, 1
        FROM generate_series(1, {2}) n JOIN (SELECT row_number() OVER () - 1 AS number, position FROM last_positions) AS someone ON someone.number = n * 7919::bigint % {1};
        """;

    public NpgsqlDataSource Source { get; } = new NpgsqlDataSourceBuilder(
        new NpgsqlConnectionStringBuilder(services.PostGis) { MaxAutoPrepare = 64, AutoPrepareMinUsages = 2, CommandTimeout = 600 }.ConnectionString).Build();

    public async Task Fill()
    {
        foreach (var migration in SqlFiles.Migrations)
        {
            await Run(migration);
        }
        await Run("CREATE UNLOGGED TABLE given (efectivo_id text, availability smallint, skills text[], lon float8, lat float8)");
        await using (var connection = await Source.OpenConnectionAsync())
        await using (var copy = await connection.BeginBinaryImportAsync("COPY given FROM STDIN (FORMAT binary)"))
        {
            for (var i = 0; i < city.Count; i++)
            {
                string[] skills = i % 1_000 == 0 ? [RareSkill] : city.Skilled[i] ? [City.Skill, "driver"] : ["driver"];
                await copy.WriteRowAsync(CancellationToken.None, city.Ids[i], (short)(city.Available[i] ? 1 : 3), skills, city.Points[i].Longitude, city.Points[i].Latitude);
            }
            await copy.CompleteAsync();
        }
        await Run(Efectivos);
        await Run(string.Format(CultureInfo.InvariantCulture, History, positionsADay, city.Count, operations));
        foreach (var table in new[] { "last_positions", "position_reports", "operations" })
        {
            await Run($"VACUUM ANALYZE {table}");
        }
    }

    public async Task Run(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
