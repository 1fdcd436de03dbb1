using GrupoGad.Silo.PostGis.Sql;

namespace GrupoGad.Silo.Tests.Sql;

/// <summary>Each canonical query answers what the obvious shape answers.</summary>
[Collection(nameof(LargeTables))]
public sealed class QueryAnswerTests(LargeTables tables)
{
    private const string Here = "ST_SetSRID(ST_MakePoint(-58.41, -34.59), 4326)::geography";
    private const string Distance = $"ST_Distance(position, {Here}, false)";
    private const string Area = "ST_GeomFromText('POLYGON((-58.42 -34.60, -58.38 -34.61, -58.39 -34.58, -58.42 -34.60), (-58.40 -34.60, -58.395 -34.60, -58.395 -34.595, -58.40 -34.60))', 4326)";

    public static TheoryData<string, string, string> Questions => new()
    {
        { nameof(SpatialQueries.Nearest), "-58.41, -34.59, 25", $"SELECT efectivo_id FROM last_positions ORDER BY {Distance} LIMIT 25" },
        { nameof(SpatialQueries.NearestAvailable), "-58.41, -34.59, 25", $"SELECT efectivo_id FROM last_positions WHERE availability = 1 ORDER BY {Distance} LIMIT 25" },
        { nameof(SpatialQueries.NearestSkilled), "-58.41, -34.59, 25, 'diver'",
            $"SELECT efectivo_id FROM last_positions WHERE availability = 1 AND 'diver' = ANY (skills) ORDER BY {Distance} LIMIT 25" },
        { nameof(SpatialQueries.WithinRadius), "-58.41, -34.59, 400, 5000", $"SELECT efectivo_id FROM last_positions WHERE {Distance} <= 400 ORDER BY {Distance}" },
        { nameof(SpatialQueries.WithinArea), $"ST_AsBinary({Area}), 5000", $"SELECT efectivo_id FROM last_positions WHERE ST_Covers({Area}, position::geometry) ORDER BY efectivo_id LIMIT 5000" },
        { nameof(SpatialQueries.PassedNear), "-58.41, -34.59, 2000, '2026-03-13 10:00Z', '2026-03-13 10:10Z', 5000",
            $"SELECT efectivo_id FROM position_reports WHERE device_time >= '2026-03-13 10:00Z' AND device_time < '2026-03-13 10:10Z' AND {Distance} <= 2000 GROUP BY efectivo_id ORDER BY min({Distance}), efectivo_id" },
    };

    [Theory, MemberData(nameof(Questions))]
    public async Task A_question_is_answered_as_by_looking_at_every_row(string name, string values, string obvious)
    {
        var query = (string)typeof(SpatialQueries).GetProperty(name)!.GetValue(null)!;
        var expected = await tables.Database.Lines(obvious);
        await using var connection = await tables.Plain();
        await using var prepare = new Npgsql.NpgsqlCommand($"PREPARE asked AS {query}", connection);
        await prepare.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var ask = new Npgsql.NpgsqlCommand($"EXECUTE asked ({values})", connection);
        await using var reader = await ask.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var found = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            found.Add(reader.GetString(0));
        }
        Assert.NotEmpty(found);
        Assert.Equal(expected, found);
    }

    /// <summary>Its northern edge is a parallel: a geography's edge would pass kilometres north of it, and a point between is outside of the one, inside of the other.</summary>
    [Fact]
    public async Task A_wide_area_has_straight_edges_in_longitude_and_latitude()
    {
        const string wide = "ST_MakeEnvelope(-64, -36, -52, -34.59999, 4326)";
        var inside = await tables.Database.Ask<long>($"SELECT count(*) FROM last_positions WHERE ST_Covers({wide}, position::geometry)");
        var byIndex = await tables.Database.Ask<long>($"SELECT count(*) FROM last_positions WHERE position && gad_search_box({wide}) AND ST_Covers({wide}, position::geometry)");
        Assert.InRange(inside, 1, 199_999);
        Assert.Equal(inside, byIndex);
    }
}
