using GrupoGad.Silo.Tests.Sql;
using Npgsql;

namespace GrupoGad.Silo.Tests.Indexes;

/// <summary>What BRIN and room in the pages are worth, counted by the server itself; all in transactions that are undone.</summary>
[Collection(nameof(LargeTables))]
public sealed class DiskTests(LargeTables tables)
{
    [Fact]
    public async Task An_index_on_the_time_of_history_takes_a_fiftieth_of_what_a_tree_would()
    {
        await using var connection = await tables.Plain();
        await Run(connection, "BEGIN; CREATE INDEX as_a_tree ON position_reports_20260313 (device_time)");
        var (brin, tree) = (await Size(connection, "position_reports_20260313_device_time_idx"), await Size(connection, "as_a_tree"));
        TestContext.Current.TestOutputHelper?.WriteLine($"BRIN {brin} bytes, B-tree {tree} bytes for 100,000 positions");
        Assert.True(50 * brin <= tree, $"BRIN {brin}, tree {tree}");
    }

    [Fact]
    public async Task Room_in_the_pages_keeps_reports_from_the_same_place_off_the_indexes()
    {
        await using var connection = await tables.Plain();
        // The table as it is, and as it would be without room, both full of the same rows; then everybody reports once more from where he stands.
        await Run(connection, """
            BEGIN;
            CREATE TABLE roomy (LIKE last_positions INCLUDING DEFAULTS) WITH (fillfactor = 70);
            CREATE TABLE packed (LIKE last_positions INCLUDING DEFAULTS) WITH (fillfactor = 100);
            INSERT INTO roomy SELECT * FROM last_positions LIMIT 20000;
            INSERT INTO packed SELECT * FROM last_positions LIMIT 20000;
            CREATE INDEX ON roomy USING gist (position);
            CREATE INDEX ON packed USING gist (position);
            UPDATE roomy SET device_time = device_time + interval '1 s';
            UPDATE packed SET device_time = device_time + interval '1 s';
            """);
        var (roomy, packed) = (await HotShare(connection, "roomy"), await HotShare(connection, "packed"));
        TestContext.Current.TestOutputHelper?.WriteLine($"HOT: {roomy:P0} with fillfactor 70, {packed:P0} with 100");
        Assert.InRange(roomy, 0.3, 1);
        Assert.InRange(packed, 0, 0.1);
        Assert.Equal("{fillfactor=70}", (string)(await Ask(connection, "SELECT (SELECT array_agg(o) FROM unnest(reloptions) o WHERE o LIKE 'fillfactor%')::text FROM pg_class WHERE relname = 'last_positions'"))!);
    }

    private static async Task<double> HotShare(NpgsqlConnection connection, string table) => (double)(await Ask(
        connection, $"SELECT pg_stat_get_xact_tuples_hot_updated('{table}'::regclass)::float8 / pg_stat_get_xact_tuples_updated('{table}'::regclass)"))!;

    private static async Task<long> Size(NpgsqlConnection connection, string index) => (long)(await Ask(connection, $"SELECT pg_relation_size('{index}')"))!;

    private static async Task<object?> Ask(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }
}
