using GrupoGad.Silo.PostGis.Sql;
using Npgsql;

namespace GrupoGad.Silo.Tests.Sql;

/// <summary>The plan of each canonical query on large tables, prepared: the first time, and when the server has had the choice of a generic plan.</summary>
[Collection(nameof(LargeTables))]
public sealed class QueryPlanTests(LargeTables tables)
{
    private const string Point = "-58.4, -34.6";
    private const string Area = "ST_AsBinary(ST_MakeEnvelope(-58.405, -34.605, -58.395, -34.595, 4326))";

    /// <summary>From the sixth on PostgreSQL may take a plan made for no values in particular.</summary>
    private const int ExecutionsBeforeGeneric = 7;

    private const string Window = "'2026-03-13 10:00Z', '2026-03-13 10:10Z'";

    /// <summary>Query, parameter types, values, the index that must serve it.</summary>
    public static TheoryData<string, string, string, string> Questions => new()
    {
        { nameof(SpatialQueries.Nearest), "float8, float8, int", $"{Point}, 10", "Index Scan using last_positions_position on last_positions" },
        { nameof(SpatialQueries.NearestAvailable), "float8, float8, int", $"{Point}, 10", "Index Scan using last_positions_available on last_positions" },
        { nameof(SpatialQueries.NearestSkilled), "float8, float8, int, text", $"{Point}, 10, 'paramedic'", "Index Scan using last_positions_available on last_positions" },
        { nameof(SpatialQueries.NearestSkilled), "float8, float8, int, text", $"{Point}, 10, 'diver'", "Index Scan using last_positions_available on last_positions" },
        { nameof(SpatialQueries.WithinRadius), "float8, float8, float8, int", $"{Point}, 500, 100", "last_positions_position" },
        { nameof(SpatialQueries.WithinArea), "bytea, int", $"{Area}, 5000", "last_positions_position" },
        { nameof(SpatialQueries.PassedNear), "float8, float8, float8, timestamptz, timestamptz, int", $"{Point}, 500, {Window}, 100", "position_reports_20260313_device_time_idx" },
        { nameof(SpatialQueries.TrackWindow), "text, timestamptz, timestamptz, int", $"'E-7', {Window}, 100", "position_reports_20260313_pkey" },
        { nameof(SpatialQueries.OperationsNear), "float8, float8, float8, int", $"{Point}, 500, 20", "operations_point" },
    };

    [Theory, MemberData(nameof(Questions))]
    public async Task A_question_is_answered_by_its_index_and_never_by_reading_a_large_table_through(string name, string types, string values, string index)
    {
        foreach (var before in new[] { 0, ExecutionsBeforeGeneric })
        {
            var plan = await Plan(before, name, types, values);
            Assert.True(plan.Contains(index, StringComparison.Ordinal), $"after {before} executions:\n{plan}");
            Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(nameof(SpatialQueries.PassedNear), "float8, float8, float8, timestamptz, timestamptz, int", $"{Point}, 500, {Window}, 100")]
    [InlineData(nameof(SpatialQueries.TrackWindow), "text, timestamptz, timestamptz, int", $"'E-7', {Window}, 100")]
    public async Task A_window_opens_only_the_partitions_of_its_days(string name, string types, string values)
    {
        foreach (var before in new[] { 0, ExecutionsBeforeGeneric })
        {
            var plan = await Plan(before, name, types, values);
            Assert.Contains("position_reports_20260313", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("position_reports_20260312", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("position_reports_20260314", plan, StringComparison.Ordinal);
        }
    }

    /// <summary>Pages read, not time: a rare skill must not make the search walk over everybody who lacks it.</summary>
    [Fact]
    public async Task A_rare_skill_costs_no_walk_over_those_who_lack_it()
    {
        var pages = await Pages(SpatialQueries.NearestSkilled, "float8, float8, int, text", $"{Point}, 10, '{LargeTables.RareSkill}'");
        Assert.InRange(pages, 1, 500);
    }

    [Fact]
    public async Task What_comes_a_second_time_is_prepared()
    {
        await using var connection = await tables.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < 3; i++)
        {
            await using var command = new NpgsqlCommand(SpatialQueries.Nearest, connection)
            {
                Parameters = { new() { Value = LargeTables.Longitude }, new() { Value = LargeTables.Latitude }, new() { Value = 10 } },
            };
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        await using var asked = new NpgsqlCommand("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%The k nearest of all last positions%'", connection);
        Assert.Equal(1L, await asked.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    private Task<string> Plan(int before, string name, string types, string values) =>
        Explain(before, "", (string)typeof(SpatialQueries).GetProperty(name)!.GetValue(null)!, types, values);

    private async Task<int> Pages(string query, string types, string values)
    {
        var plan = await Explain(0, "(ANALYZE, BUFFERS, TIMING OFF)", query, types, values);
        var shared = plan[(plan.IndexOf("Buffers: shared ", StringComparison.Ordinal) + "Buffers: shared ".Length)..];
        return shared[..shared.IndexOf('\n', StringComparison.Ordinal)].Split(' ')
            .Sum(part => int.Parse(part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }

    private async Task<string> Explain(int before, string how, string query, string types, string values)
    {
        await using var connection = await tables.Plain();
        foreach (var statement in Enumerable.Repeat($"EXECUTE asked ({values})", before).Prepend($"PREPARE asked ({types}) AS {query}"))
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
        await using var explain = new NpgsqlCommand($"EXPLAIN {how} EXECUTE asked ({values})", connection);
        await using var reader = await explain.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }
        return string.Join('\n', lines) + "\n";
    }
}
