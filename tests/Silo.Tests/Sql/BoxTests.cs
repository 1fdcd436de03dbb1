using System.Globalization;
using GrupoGad.Geo;
using GrupoGad.Silo.PostGis.Sql;

namespace GrupoGad.Silo.Tests.Sql;

/// <summary>A box in SQL is the box of the live map, on both sides of the antimeridian and on its edges.</summary>
public sealed class BoxTests(PostGisServer server)
{
    private static readonly double[] _longitudes = [-180, -179.5, -179, -10, 0, 10, 179, 179.5, 180];
    private static readonly double[] _latitudes = [-90, -20, 0, 20, 90];

    [Theory]
    [InlineData(-20, -10, 20, 10)]
    [InlineData(-20, 179, 20, -179)]
    [InlineData(0, 179.5, 0, -179.5)]
    [InlineData(-90, -180, 90, 180)]
    [InlineData(-20, 180, 20, -180)]
    [InlineData(-90, 10, 90, -10)]
    public async Task What_it_holds_is_what_the_box_contains(double south, double west, double north, double east)
    {
        var bounds = new GeoBounds(south, west, north, east);
        var points = _longitudes.SelectMany(longitude => _latitudes.Select(latitude => new GeoPoint(latitude, longitude))).ToArray();
        var values = string.Join(", ", points.Select((point, i) => string.Create(CultureInfo.InvariantCulture,
            $"({i}, ST_SetSRID(ST_MakePoint({point.Longitude}, {point.Latitude}), 4326))")));
        await using var database = await server.CreateDatabase();
        await database.Run("CREATE EXTENSION IF NOT EXISTS postgis");
        var expected = points.Where(bounds.Contains).ToArray();
        Assert.NotEmpty(expected);
        Assert.NotEqual(south == -90 && west == -180, expected.Length < points.Length);
        foreach (var condition in new[] { BoxSql.Holds("place::geography", 1), BoxSql.Meets("place", 1), BoxSql.IsNear("place", 1) })
        {
            var sql = BoxSql.Of(bounds).Cast<double>().Select((value, i) => (Name: $"${i + 1}", Value: value.ToString(CultureInfo.InvariantCulture)))
                .Aggregate($"SELECT n FROM (VALUES {values}) AS points (n, place) WHERE {condition} ORDER BY n", (text, edge) => text.Replace(edge.Name, $"({edge.Value})", StringComparison.Ordinal));
            Assert.Equal(expected, (await database.Lines(sql)).Select(n => points[int.Parse(n, CultureInfo.InvariantCulture)]));
        }
    }

    [Fact]
    public async Task A_shape_that_lies_across_the_antimeridian_in_two_parts_is_met_from_both_sides()
    {
        await using var database = await server.CreateDatabase();
        await database.Run("CREATE EXTENSION IF NOT EXISTS postgis");
        const string shape = "ST_SetSRID('MULTIPOLYGON(((179 0,180 0,180 1,179 1,179 0)),((-180 0,-179 0,-179 1,-180 1,-180 0)))'::geometry, 4326)";
        Assert.True(await Met(178, 179.5));
        Assert.True(await Met(-179.5, -178));
        Assert.True(await Met(178, -178));
        Assert.False(await Met(-178, 178));

        async Task<bool> Met(double west, double east) => await database.Ask<bool>("SELECT " + BoxSql.Meets(shape, 1)
            .Replace("$1", $"({west.ToString(CultureInfo.InvariantCulture)})", StringComparison.Ordinal).Replace("$2", "(0)", StringComparison.Ordinal)
            .Replace("$3", $"({east.ToString(CultureInfo.InvariantCulture)})", StringComparison.Ordinal).Replace("$4", "(1)", StringComparison.Ordinal));
    }
}
