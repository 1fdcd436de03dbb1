using System.Text.Json;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Places;

namespace GrupoGad.WebFrontend.Fences.Import;

/// <summary>The features of a GeoJSON text, whatever its outermost object is (RFC 7946, section 3).</summary>
internal static class ImportFeatures
{
    private const string TypeRule = "FeatureCollection, Feature or a geometry";

    private static readonly string[] Geometries = ["Point", "LineString", "Polygon", "MultiPolygon", "MultiPoint", "MultiLineString", "GeometryCollection"];

    /// <summary>Names of the one system that GeoJSON has had since 2016, and of its twin with the same numbers; in files always longitude first.</summary>
    private static readonly string[] Degrees =
    [
        "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "http://www.opengis.net/def/crs/OGC/1.3/CRS84", "OGC:CRS84", "CRS84",
        "EPSG:4326", "urn:ogc:def:crs:EPSG::4326", "http://www.opengis.net/def/crs/EPSG/0/4326",
    ];

    /// <returns>Each with where it stands in the text.</returns>
    public static (IReadOnlyList<(string At, JsonElement Feature)> Features, Refusal? Refusal) Of(JsonElement root, int featuresMax)
    {
        var type = Text(root, "type");
        if (Crs("$", root) is { } crs)
        {
            return ([], crs);
        }
        if (type == "Feature")
        {
            return ([("$", root)], null);
        }
        if (Geometries.Contains(type))
        {
            return ([("$", JsonSerializer.SerializeToElement(new { type = "Feature", geometry = root }))], null);
        }
        if (type != "FeatureCollection")
        {
            return ([], new Refusal("type", type, TypeRule));
        }
        if (!root.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array)
        {
            return ([], new Refusal("features", null, "a list of features"));
        }
        return features.GetArrayLength() is var count && count > featuresMax
            ? ([], new Refusal("features", $"{count} features", $"at most {featuresMax} features").Limited(RefusalCodes.TooMany, null, featuresMax))
            : ([.. features.EnumerateArray().Select((feature, i) => ($"features[{i}]", feature))], null);
    }

    /// <summary>Coordinates of another system are other places: read as degrees they would lie anywhere. (Until 2016 a file could name one.)</summary>
    public static Refusal? Crs(string at, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("crs", out var crs) || crs.ValueKind == JsonValueKind.Null)
        {
            return null;
        }
        var name = crs.ValueKind == JsonValueKind.Object && crs.TryGetProperty("properties", out var properties) ? Text(properties, "name") : null;
        return Degrees.Contains(name, StringComparer.OrdinalIgnoreCase) ? null
            : new Refusal(at + ".crs", name ?? crs.GetRawText(), "left out, or CRS84: longitude and latitude in degrees (reproject the file, e.g. with ogr2ogr -t_srs EPSG:4326)");
    }

    /// <summary>The geometry of a feature; a collection of polygons as one MultiPolygon. A geometry with a fault is refused.</summary>
    public static GeometryItem Geometry(BodyReading reading, string at, JsonElement feature)
    {
        var none = new GeometryItem("Point", null);
        if (!feature.TryGetProperty("geometry", out var geometry) || geometry.ValueKind != JsonValueKind.Object)
        {
            reading.Refuse(at, geometry.ValueKind == JsonValueKind.Undefined ? null : geometry.GetRawText(), "a geometry: a feature may be nowhere, a fence may not");
            return none;
        }
        if (Crs(at, geometry) is { } crs)
        {
            reading.Refuse(crs);
            return none;
        }
        if (Text(geometry, "type") != "GeometryCollection")
        {
            return new GeometryItem(Text(geometry, "type"), geometry.TryGetProperty("coordinates", out var coordinates) ? coordinates : null);
        }
        var members = geometry.TryGetProperty("geometries", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToArray() : [];
        if (members is [{ ValueKind: JsonValueKind.Object } only] && Text(only, "type") != "GeometryCollection")
        {
            return new GeometryItem(Text(only, "type"), only.TryGetProperty("coordinates", out var coordinates) ? coordinates : null);
        }
        var stranger = Array.FindIndex(members, member => Text(member, "type") is not ("Polygon" or "MultiPolygon") || Coordinates(member).ValueKind != JsonValueKind.Array);
        if (members.Length == 0 || stranger >= 0)
        {
            reading.Refuse(members.Length == 0 ? at + ".geometries" : $"{at}.geometries[{stranger}].type", members.Length == 0 ? "0 geometries" : Text(members[stranger], "type"),
                "one geometry, or polygons alone: a fence is one area, circle or corridor");
            return none;
        }
        return new GeometryItem("MultiPolygon", JsonSerializer.SerializeToElement(
            members.SelectMany(member => Text(member, "type") == "Polygon" ? [Coordinates(member)] : Coordinates(member).EnumerateArray().AsEnumerable()).ToArray()));
    }

    private static JsonElement Coordinates(JsonElement geometry) => geometry.TryGetProperty("coordinates", out var coordinates) ? coordinates : default;

    /// <summary>A text or a number as text; null when it is neither.</summary>
    public static string? Text(JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value)
            ? value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetRawText(), _ => null }
            : null;
}
