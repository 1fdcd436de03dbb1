using System.Collections.Immutable;
using System.Text.Json;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Fences;
using GrupoGad.Geo;
using GrupoGad.LoadGenerator.Traces;

namespace GrupoGad.Benchmarks.Fences;

/// <summary>
/// Fences where the recorded fleet of Warsaw drives. Its 19 districts when <c>GAD_DATA</c> names the folder of real data, else the shipped 48 barrios of
/// Buenos Aires laid over it, each as large as it is; and circles of 30 to 150 m on its streets.
/// </summary>
public static class Areas
{
    private static readonly GeoPoint _buenosAires = new(-34.6144, -58.4458);
    private static readonly GeoPoint _warsaw = new(52.2297, 21.0122);

    public static IReadOnlyList<(string Id, FencePlan Plan)> Of(Repository repository, int circles, int seed) =>
        [.. Polygons(repository).Where(IsWhole), .. Circles(TraceReader.ReadFile(repository.Excerpt), circles, new Random(seed))];

    /// <summary>Seven of the barrios' outlines touch or cross themselves: no fence, as the product says too when it is given one.</summary>
    private static bool IsWhole((string Id, FencePlan Plan) fence)
    {
        var isWhole = Enclosure.Polygon(fence.Plan.Shape).IsValid;
        if (!isWhole)
        {
            Console.WriteLine($"  the outline of {fence.Plan.Name} is broken in its source and left out");
        }
        return isWhole;
    }

    private static IEnumerable<(string Id, FencePlan Plan)> Polygons(Repository repository) =>
        Environment.GetEnvironmentVariable("GAD_DATA") is { Length: > 0 } folder
            ? Read(Path.Combine(folder, "polygons", "warsaw_districts.geojson"), point => point)
            : Read(Path.Combine(repository.Root, "tests", "data", "layers", "buenos_aires_barrios.geojson"), Moved);

    /// <summary>As far from Warsaw's middle as it is from that of Buenos Aires, in metres each way.</summary>
    private static GeoPoint Moved(GeoPoint point) => new(
        _warsaw.Latitude + point.Latitude - _buenosAires.Latitude,
        _warsaw.Longitude + (point.Longitude - _buenosAires.Longitude) * Math.Cos(Sphere.Radians(_buenosAires.Latitude)) / Math.Cos(Sphere.Radians(_warsaw.Latitude)));

    private static IEnumerable<(string, FencePlan)> Circles(Trace trace, int count, Random random)
    {
        var streets = trace.Rows.Select(row => new GeoPoint(row.Fix.Latitude, row.Fix.Longitude)).Where(point => point.IsValid).ToList();
        for (var i = 0; i < count; i++)
        {
            yield return ($"CIRCLE-{i:D4}", new FencePlan
            {
                Name = $"Punto {i}",
                Shape = new FenceShape { Kind = FenceKind.Circle, Centre = streets[random.Next(streets.Count)], RadiusM = 30 + 120 * random.NextDouble() },
            });
        }
    }

    private static IEnumerable<(string, FencePlan)> Read(string file, Func<GeoPoint, GeoPoint> place)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var number = 0;
        foreach (var feature in json.RootElement.GetProperty("features").EnumerateArray())
        {
            var geometry = feature.GetProperty("geometry");
            var coordinates = geometry.GetProperty("coordinates");
            var parts = geometry.GetProperty("type").GetString() == "Polygon" ? [coordinates] : coordinates.EnumerateArray().ToArray();
            yield return ($"AREA-{++number:D2}", new FencePlan
            {
                Name = feature.GetProperty("properties").GetProperty("name").GetString()!,
                Shape = new FenceShape
                {
                    Kind = FenceKind.Polygon,
                    Parts = [.. parts.Select(part => new FencePart { Outer = Ring(part[0], place), Holes = [.. part.EnumerateArray().Skip(1).Select(hole => Ring(hole, place))] })],
                },
            });
        }
    }

    /// <summary>The last corner of GeoJSON is the first again.</summary>
    private static ImmutableArray<GeoPoint> Ring(JsonElement ring, Func<GeoPoint, GeoPoint> place) =>
        [.. ring.EnumerateArray().SkipLast(1).Select(corner => place(new GeoPoint(corner[1].GetDouble(), corner[0].GetDouble())))];
}
