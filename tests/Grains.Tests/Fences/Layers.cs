using System.Collections.Immutable;
using System.Text.Json;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>Real areas as fences: the shipped excerpt, and every file of the data folder when <c>GAD_DATA</c> says where that is.</summary>
internal static class Layers
{
    public static string Shipped { get; } = Path.Combine(Root(), "tests", "data", "layers", "buenos_aires_barrios.geojson");

    public static IReadOnlyList<string> Files { get; } = Environment.GetEnvironmentVariable("GAD_DATA") is { Length: > 0 } folder
        ? [.. Directory.EnumerateFiles(Path.Combine(folder, "polygons"), "*.geojson").Order(StringComparer.Ordinal)]
        : [Shipped];

    /// <summary>Every area of a file that is valid, by its name; those that are not are left out and counted.</summary>
    public static (IReadOnlyList<FencePlan> Plans, int Refused) Read(string file)
    {
        var plans = All(file);
        return ([.. plans.Where(plan => FencePlanRules.Refuses(plan) is null)], plans.Count(plan => FencePlanRules.Refuses(plan) is not null));
    }

    /// <summary>Every area of a file, as it is.</summary>
    public static IReadOnlyList<FencePlan> All(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. document.RootElement.GetProperty("features").EnumerateArray().Select(Plan)];
    }

    private static FencePlan Plan(JsonElement feature)
    {
        var geometry = feature.GetProperty("geometry");
        var coordinates = geometry.GetProperty("coordinates");
        var parts = geometry.GetProperty("type").GetString() == "Polygon" ? [coordinates] : coordinates.EnumerateArray().ToArray();
        return new FencePlan
        {
            Name = feature.GetProperty("properties").GetProperty("name").GetString()!,
            Shape = new FenceShape { Kind = FenceKind.Polygon, Parts = [.. parts.Select(Part)] },
        };
    }

    private static FencePart Part(JsonElement rings)
    {
        var all = rings.EnumerateArray().Select(Ring).ToArray();
        return new FencePart { Outer = all[0], Holes = [.. all[1..]] };
    }

    /// <summary>Without the closing corner.</summary>
    private static ImmutableArray<GeoPoint> Ring(JsonElement ring) =>
        [.. ring.EnumerateArray().SkipLast(1).Select(corner => new GeoPoint(corner[1].GetDouble(), corner[0].GetDouble()))];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "GrupoGad.Orleans.sln")))
        {
            folder = folder.Parent;
        }
        return folder.FullName;
    }
}
