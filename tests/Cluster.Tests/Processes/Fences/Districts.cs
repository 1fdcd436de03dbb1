using System.Text.Json;
using GrupoGad.Console.Tests;
using GrupoGad.Fences;
using GrupoGad.Geo;

namespace GrupoGad.Cluster.Tests.Processes.Fences;

/// <summary>Fences over Warsaw: its real districts when <c>GAD_DATA</c> names the folder of real data, else ones drawn for this test; and a circle and a corridor.</summary>
internal static class Districts
{
    private static readonly FenceWatch _watch = new() { Enter = true, Exit = true, Cross = true };

    private static readonly GeoPoint _middle = new(52.2297, 21.0122);

    public static string? Data => Environment.GetEnvironmentVariable("GAD_DATA") is { Length: > 0 } folder ? folder : null;

    /// <summary>The shipped excerpt, or all of the trace.</summary>
    public static string Trace => Data is { } folder ? Path.Combine(folder, "fleet", "warsaw_buses_2024-02-19.csv.gz") : Repository.Excerpt;

    public static IEnumerable<(string Id, FencePlan Plan)> All() =>
        (Data is { } folder ? Read(Path.Combine(folder, "polygons", "warsaw_districts.geojson")) : Drawn()).Concat(
        [
            ("CIRCLE-1", Plan("Centro", new FenceShape { Kind = FenceKind.Circle, Centre = _middle, RadiusM = 1_500 })),
            ("CIRCLE-2", Plan("Plaza", new FenceShape { Kind = FenceKind.Circle, Centre = new GeoPoint(52.2319, 21.0067), RadiusM = 150 })),
            ("CORRIDOR", Plan("Corredor", new FenceShape
            {
                Kind = FenceKind.Corridor, RadiusM = 120,
                Line = [new(52.2297, 20.9500), new(52.2300, 20.9900), new(52.2330, 21.0200), new(52.2450, 21.0600)],
            })),
        ]);

    /// <summary>Twenty-five pieces of a crooked grid, one of them with a hole, and one island of two parts that lies over others.</summary>
    private static IEnumerable<(string, FencePlan)> Drawn()
    {
        for (var row = 0; row < 5; row++)
        {
            for (var column = 0; column < 5; column++)
            {
                FencePart part = new() { Outer = [Corner(row, column), Corner(row, column + 1), Corner(row + 1, column + 1), Corner(row + 1, column)] };
                part = row == 2 && column == 2 ? part with { Holes = [Square(new GeoPoint(52.2425, 21.0375), 0.005)] } : part;
                yield return ($"GRID-{row}{column}", Plan($"Zona {row}{column}", Polygon(part)));
            }
        }
        yield return ("ISLANDS", Plan("Islas", Polygon(
            new FencePart { Outer = Square(new GeoPoint(52.25, 20.98), 0.012) }, new FencePart { Outer = Square(new GeoPoint(52.20, 21.03), 0.008) })));
    }

    private static GeoPoint Corner(int row, int column) => new(
        52.13 + 0.045 * row + 0.008 * Math.Sin(3 * row + 5 * column), 20.85 + 0.075 * column + 0.012 * Math.Cos(7 * row + 2 * column));

    private static System.Collections.Immutable.ImmutableArray<GeoPoint> Square(GeoPoint middle, double half) =>
    [
        new(middle.Latitude - half, middle.Longitude - half), new(middle.Latitude - half, middle.Longitude + half),
        new(middle.Latitude + half, middle.Longitude + half), new(middle.Latitude + half, middle.Longitude - half),
    ];

    private static IEnumerable<(string, FencePlan)> Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var number = 0;
        foreach (var feature in json.RootElement.GetProperty("features").EnumerateArray())
        {
            var geometry = feature.GetProperty("geometry");
            var coordinates = geometry.GetProperty("coordinates");
            var parts = geometry.GetProperty("type").GetString() == "Polygon" ? [coordinates] : coordinates.EnumerateArray().ToArray();
            yield return ($"DISTRICT-{++number:D2}", Plan(feature.GetProperty("properties").GetProperty("name").GetString()!, Polygon([.. parts.Select(part => new FencePart
            {
                Outer = Ring(part[0]), Holes = [.. part.EnumerateArray().Skip(1).Select(Ring)],
            })])));
        }
    }

    /// <summary>The last corner of GeoJSON is the first again.</summary>
    private static System.Collections.Immutable.ImmutableArray<GeoPoint> Ring(JsonElement ring) =>
        [.. ring.EnumerateArray().SkipLast(1).Select(corner => new GeoPoint(corner[1].GetDouble(), corner[0].GetDouble()))];

    private static FenceShape Polygon(params FencePart[] parts) => new() { Kind = FenceKind.Polygon, Parts = [.. parts] };

    private static FencePlan Plan(string name, FenceShape shape) => new() { Name = name, Shape = shape, Watch = _watch with { Cross = shape.Kind == FenceKind.Polygon } };
}
