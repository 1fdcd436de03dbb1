using System.Globalization;
using System.Text.Json;
using GrupoGad.Fences;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Places;

namespace GrupoGad.WebFrontend.Fences.Import;

internal sealed record ImportedPlan(string FenceId, FencePlan Plan);

/// <summary>Reads a GeoJSON file of areas. Members that we do not know are left alone, as RFC 7946 asks.</summary>
internal static class ImportReading
{
    private const int NameMax = 200;

    /// <param name="prefix">Begins the codes of features that bring none.</param>
    /// <returns>The plans, or the first value that is wrong.</returns>
    public static (IReadOnlyList<ImportedPlan> Plans, Violation? Violation) Read(JsonElement root, string prefix, int featuresMax)
    {
        if (root.ValueKind != JsonValueKind.Object || Text(root, "type") != "FeatureCollection"
            || !root.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array)
        {
            return ([], new Violation("type", root.ValueKind == JsonValueKind.Object ? Text(root, "type") : null, "a FeatureCollection with features"));
        }
        var count = features.GetArrayLength();
        if (count == 0 || count > featuresMax)
        {
            return ([], new Violation("features", $"{count} features", $"1-{featuresMax} features"));
        }
        var (plans, codes) = (new List<ImportedPlan>(count), new HashSet<string>());
        foreach (var feature in features.EnumerateArray())
        {
            var at = $"features[{plans.Count}]";
            var reading = new BodyReading();
            var plan = Read(reading, at, feature, prefix, plans.Count + 1);
            if (!codes.Add(plan.FenceId))
            {
                reading.Refuse(at + ".id", plan.FenceId, "a code of its own: another feature has this one");
            }
            if (reading.Violation is { } violation)
            {
                return ([], violation);
            }
            plans.Add(plan);
        }
        return (plans, null);
    }

    private static ImportedPlan Read(BodyReading reading, string at, JsonElement feature, string prefix, int number)
    {
        if (feature.ValueKind != JsonValueKind.Object || Text(feature, "type") != "Feature")
        {
            reading.Refuse(at + ".type", null, "Feature");
            return new ImportedPlan("", new FencePlan { Name = "", Shape = new FenceShape { Kind = FenceKind.Polygon } });
        }
        var properties = feature.TryGetProperty("properties", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
        var code = Text(properties, "code") ?? Text(feature, "id") ?? string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number}");
        FenceRequests.Code(reading, code, at + ".id");
        var name = Text(properties, "name") ?? Text(properties, "nombre") ?? code;
        return new ImportedPlan(code, new FencePlan
        {
            Name = reading.Line(at + ".properties.name", name, 1, NameMax),
            Shape = new GeometryReading(reading, at + ".geometry").Read(Geometry(reading, at, feature), Number(properties, "radiusM")),
        });
    }

    private static GeometryItem Geometry(BodyReading reading, string at, JsonElement feature)
    {
        if (feature.TryGetProperty("geometry", out var geometry) && geometry.ValueKind == JsonValueKind.Object)
        {
            return new GeometryItem(Text(geometry, "type"), geometry.TryGetProperty("coordinates", out var coordinates) ? coordinates : null);
        }
        reading.Refuse(at + ".geometry", null, "a geometry");
        return new GeometryItem("Point", null);
    }

    /// <summary>A text or a number as text; null when it is neither.</summary>
    private static string? Text(JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value)
            ? value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetRawText(), _ => null }
            : null;

    private static double? Number(JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out var number) ? number : null;
}
