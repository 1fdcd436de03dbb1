using System.Text.Json;
using GrupoGad.Silo.PostGis.Sql;
using GrupoGad.Silo.Tests.Sql;
using Npgsql;

namespace GrupoGad.Silo.Tests.Indexes;

/// <summary>What each index is worth: pages that a canonical query touches with it and without, on the same rows. Pages, not time: they do not depend on the machine.</summary>
[Collection(nameof(LargeTables))]
public sealed class IndexImpactTests(LargeTables tables)
{
    private const string Point = "-58.4, -34.6";

    /// <summary>Query, types and values of its parameters, the index taken away, and how many times as many pages it takes then, at least.</summary>
    public static TheoryData<string, string, string, string, double> Indexes => new()
    {
        { nameof(SpatialQueries.Nearest), "float8, float8, int", $"{Point}, 10", "last_positions_position", 50 },
        { nameof(SpatialQueries.WithinRadius), "float8, float8, float8, int", $"{Point}, 300, 100", "last_positions_position", 10 },
        { nameof(SpatialQueries.NearestSkilled), "float8, float8, int, text", $"{Point}, 10, 'diver'", "last_positions_available", 10 },
        { nameof(SpatialQueries.PassedNear), "float8, float8, float8, timestamptz, timestamptz, int", $"{Point}, 500, '2026-03-13 10:00Z', '2026-03-13 10:10Z', 100", "position_reports_device_time", 2 },
        { nameof(SpatialQueries.OperationsNear), "float8, float8, float8, int", $"{Point}, 500, 20", "operations_point", 5 },
    };

    [Theory, MemberData(nameof(Indexes))]
    public async Task Without_its_index_a_question_reads_many_times_as_many_pages(string query, string types, string values, string index, double times)
    {
        await using var connection = await tables.Plain();
        await Run(connection, $"PREPARE asked ({types}) AS {(string)typeof(SpatialQueries).GetProperty(query)!.GetValue(null)!}");
        var with = await Pages(connection, values);
        // Undone: the tables are everybody's.
        await Run(connection, $"BEGIN; DROP INDEX {index}");
        var without = await Pages(connection, values);
        await Run(connection, "ROLLBACK");
        TestContext.Current.TestOutputHelper?.WriteLine($"{query}: {with} pages with {index}, {without} without");
        Assert.True(without >= times * with, $"{with} pages with {index}, {without} without");
    }

    private static async Task<long> Pages(NpgsqlConnection connection, string values)
    {
        // The first run sees to the catalogue, which is not the query's.
        await Run(connection, $"EXECUTE asked ({values})");
        await using var command = new NpgsqlCommand($"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) EXECUTE asked ({values})", connection);
        using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!);
        var top = plan.RootElement[0].GetProperty("Plan");
        return top.GetProperty("Shared Hit Blocks").GetInt64() + top.GetProperty("Shared Read Blocks").GetInt64();
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
