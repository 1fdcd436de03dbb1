using System.Globalization;
using GrupoGad.Fences;
using GrupoGad.Geo;
using Npgsql;

namespace GrupoGad.Silo.Tests.Fences;

/// <summary>The map's answers beside those of PostGIS, on the same doubles.</summary>
public sealed class ConsistencyTests(PostGisServer server)
{
    private const int Positions = 120_000;
    private const int RoundShapes = 300;

    [Fact]
    public async Task Real_areas_cover_what_ST_Covers_says_for_100_000_positions_also_on_corners_and_edges()
    {
        var random = new Random(20_260_303);
        var plans = Layers.Files.SelectMany(file => Layers.Read(file).Plans).ToList();
        var points = plans.SelectMany(plan => Probes.Of(plan, random, Positions / plans.Count + 1)).ToList();
        await using var database = await Load(plans, points);

        var expected = (await database.Lines("SELECT p.id || ' ' || f.id FROM points p JOIN fences f ON ST_Covers(f.shape, p.place)")).ToHashSet();
        var answers = Answers(plans, points, (map, point) => map.Covering(point));

        Assert.True(points.Count >= 100_000 && expected.Count > points.Count / 2);
        Assert.Empty(expected.Except(answers));
        Assert.Empty(answers.Except(expected));
    }

    [Fact]
    public async Task Circles_and_corridors_cover_what_ST_DWithin_says_on_the_sphere_for_100_000_positions()
    {
        var random = new Random(20_260_304);
        var plans = Enumerable.Range(0, RoundShapes).Select(i => Round(i, random)).ToList();
        var points = Enumerable.Range(0, Positions).Select(i => Near(plans[i % plans.Count], random)).ToList();
        await using var database = await Load(plans, points);

        // Within a tenth of a millimetre of the edge the two may round to different sides.
        const string Join = "FROM points p JOIN fences f ON p.place && f.reach AND ";
        var surely = (await database.Lines($"SELECT p.id || ' ' || f.id {Join} ST_DWithin(f.shape::geography, p.place::geography, f.radius - 0.0001, false)")).ToHashSet();
        var perhaps = (await database.Lines($"SELECT p.id || ' ' || f.id {Join} ST_DWithin(f.shape::geography, p.place::geography, f.radius + 0.0001, false)")).ToHashSet();
        var answers = Answers(plans, points, (map, point) => map.Covering(point));

        Assert.True(surely.Count > Positions / 4);
        Assert.Empty(surely.Except(answers));
        Assert.Empty(answers.Except(perhaps));
    }

    [Fact]
    public async Task The_margin_of_a_real_area_ends_where_ST_DWithin_ends_it()
    {
        var random = new Random(20_260_305);
        var plans = Layers.Read(Layers.Shipped).Plans;
        var points = plans.SelectMany(plan => Probes.Of(plan, random, 400)).Select(point => Shifted(point, 60, random)).ToList();
        await using var database = await Load(plans, points);

        // Geography joins corners by great circles, we by lines straight in degrees: up to 10 cm apart on the longest edges here.
        const string Join = "FROM points p JOIN fences f ON ST_DWithin(f.shape, p.place, 0.001) AND ";
        var surely = (await database.Lines($"SELECT p.id || ' ' || f.id {Join} ST_DWithin(f.shape::geography, p.place::geography, 24.9, false)")).ToHashSet();
        var perhaps = (await database.Lines($"SELECT p.id || ' ' || f.id {Join} ST_DWithin(f.shape::geography, p.place::geography, 25.1, false)")).ToHashSet();
        var answers = Answers(plans, points, (map, point) => Enumerable.Range(0, plans.Count).Select(i => map.Find(Code(i))!).Where(entry => entry.IsWithin(point, 25)));

        Assert.True(perhaps.Count - surely.Count < points.Count / 20 && surely.Count > points.Count / 2);
        Assert.Empty(surely.Except(answers));
        Assert.Empty(answers.Except(perhaps));
    }

    private static HashSet<string> Answers(IReadOnlyList<FencePlan> plans, List<GeoPoint> points, Func<FenceMap, GeoPoint, IEnumerable<FenceEntry>> ask)
    {
        var map = new FenceMap(new FenceOptions());
        map.Apply(1, plans.Select((plan, i) => FenceEntry.Prepare(Code(i), plan, 1)), []);
        return [.. points.SelectMany((point, i) => ask(map, point).Select(entry => $"{i} {entry.Id}"))];
    }

    private static string Code(int number) => $"F-{number:D4}";

    private static FencePlan Round(int number, Random random)
    {
        var centre = new GeoPoint(-34.6 + random.NextDouble() - 0.5, -58.4 + random.NextDouble() - 0.5);
        var radius = 20 * Math.Pow(100, random.NextDouble());
        return Fenced.Plan(number % 2 == 0
            ? Fenced.Circle(centre.Latitude, centre.Longitude, radius)
            : Fenced.Corridor(radius, [.. Enumerable.Range(0, 5).Select(_ => Shifted(centre, 4_000, random))]));
    }

    /// <summary>About half of these are inside.</summary>
    private static GeoPoint Near(FencePlan plan, Random random) =>
        Shifted(plan.Shape.Centre ?? plan.Shape.Line[random.Next(plan.Shape.Line.Length)], plan.Shape.RadiusM * 1.3, random);

    private static GeoPoint Shifted(GeoPoint point, double metres, Random random)
    {
        var degrees = Sphere.Degrees(metres / Sphere.RadiusM);
        return new GeoPoint(
            point.Latitude + (2 * random.NextDouble() - 1) * degrees, point.Longitude + (2 * random.NextDouble() - 1) * degrees / Math.Cos(Sphere.Radians(point.Latitude)));
    }

    private async Task<TestDatabase> Load(IReadOnlyList<FencePlan> plans, List<GeoPoint> points)
    {
        var database = await server.CreateDatabase();
        await database.Run("""
            CREATE EXTENSION postgis;
            CREATE TABLE rows (id text, shape bytea, radius float8);
            CREATE TABLE spots (id int, lon float8, lat float8);
            """);
        await using (var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.Address) { Pooling = false }.ConnectionString))
        await using (var connection = await source.OpenConnectionAsync())
        {
            await using (var copy = await connection.BeginBinaryImportAsync("COPY rows FROM STDIN (FORMAT binary)"))
            {
                for (var i = 0; i < plans.Count; i++)
                {
                    await copy.WriteRowAsync(default, Code(i), Binary(plans[i].Shape), plans[i].Shape.RadiusM);
                }
                await copy.CompleteAsync();
            }
            await using (var copy = await connection.BeginBinaryImportAsync("COPY spots FROM STDIN (FORMAT binary)"))
            {
                for (var i = 0; i < points.Count; i++)
                {
                    await copy.WriteRowAsync(default, i, points[i].Longitude, points[i].Latitude);
                }
                await copy.CompleteAsync();
            }
        }
        await database.Run(string.Create(CultureInfo.InvariantCulture, $"""
            CREATE TABLE fences AS SELECT id, radius, ST_GeomFromWKB(shape, 4326) AS shape, ST_Expand(ST_GeomFromWKB(shape, 4326), radius / 80000) AS reach FROM rows;
            CREATE TABLE points AS SELECT id, ST_SetSRID(ST_MakePoint(lon, lat), 4326) AS place FROM spots;
            CREATE INDEX ON points USING gist (place);
            ANALYZE fences; ANALYZE points;
            """));
        return database;
    }

    private static byte[] Binary(FenceShape shape) => new NetTopologySuite.IO.WKBWriter().Write(shape.Kind switch
    {
        FenceKind.Polygon => ShapeValidity.Geometry(shape.Parts),
        FenceKind.Circle => new NetTopologySuite.Geometries.Point(shape.Centre!.Value.Longitude, shape.Centre.Value.Latitude),
        _ => new NetTopologySuite.Geometries.LineString([.. shape.Line.Select(corner => new NetTopologySuite.Geometries.Coordinate(corner.Longitude, corner.Latitude))]),
    });
}
