using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using GrupoGad.Fences;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Places;

namespace GrupoGad.WebFrontend.Fences;

/// <summary>Reads a fence's GeoJSON and says at which coordinate it is wrong. Whether the shape makes sense the grain judges.</summary>
internal sealed class GeometryReading(BodyReading reading, string field)
{
    private const string TypeRule = "Point, LineString, Polygon or MultiPolygon";
    private const string PositionRule = "[longitude -180..180, latitude -90..90]";
    private const string RingRule = "a closed ring: 4 positions or more, the last as the first";

    private int _corners;

    /// <param name="item">Null: a circle that moves with its owner.</param>
    public FenceShape Read(GeometryItem? item, double? radiusM)
    {
        var coordinates = item?.Coordinates ?? default;
        var at = field + ".coordinates";
        var shape = item?.Type switch
        {
            null when item is null => new FenceShape { Kind = FenceKind.Circle },
            "Point" => new FenceShape { Kind = FenceKind.Circle, Centre = Position(at, coordinates) },
            "LineString" => new FenceShape { Kind = FenceKind.Corridor, Line = Line(at, coordinates) },
            "Polygon" => new FenceShape { Kind = FenceKind.Polygon, Parts = [Part(at, coordinates)] },
            "MultiPolygon" => new FenceShape { Kind = FenceKind.Polygon, Parts = List(at, coordinates, Part) },
            _ => Refuse(field + ".type", item!.Type, TypeRule),
        };
        if (shape.Kind == FenceKind.Polygon && radiusM is not null)
        {
            reading.Refuse("radiusM", radiusM.Value.ToString(CultureInfo.InvariantCulture), "left out for a polygon");
        }
        return shape with { RadiusM = radiusM ?? 0 };
    }

    private FenceShape Refuse(string what, string? value, string rule)
    {
        reading.Refuse(what, value, rule);
        return new FenceShape { Kind = FenceKind.Circle };
    }

    private FencePart Part(string at, JsonElement element)
    {
        var rings = List(at, element, Ring);
        if (rings.IsEmpty)
        {
            reading.Refuse(at, "0 rings", "an outer ring, then its holes");
            return new FencePart { Outer = [] };
        }
        return reading.Refusal is not null ? new FencePart { Outer = [] } : new FencePart
        {
            // Turned as the answers show it.
            Outer = [.. GeoJsonShapes.Turned(rings[0], isHole: false)], Holes = [.. rings.Skip(1).Select(ring => GeoJsonShapes.Turned(ring, isHole: true).ToImmutableArray())],
        };
    }

    private ImmutableArray<GeoPoint> Ring(string at, JsonElement element)
    {
        var positions = Line(at, element);
        if (positions.Length < 4 || positions[0] != positions[^1])
        {
            reading.Refuse(at, $"{positions.Length} positions", RingRule);
            return [];
        }
        // A corner that is said twice, the closing one above all, is the same corner.
        var corners = ImmutableArray.CreateBuilder<GeoPoint>(positions.Length);
        foreach (var corner in positions)
        {
            if (corners.Count == 0 || corner != corners[^1])
            {
                corners.Add(corner);
            }
        }
        if (corners.Count > 1)
        {
            corners.RemoveAt(corners.Count - 1);
        }
        if (corners.Count < 3)
        {
            reading.Refuse(at, $"{corners.Count} different positions", RingRule);
        }
        return corners.ToImmutable();
    }

    private ImmutableArray<GeoPoint> Line(string at, JsonElement element) => List(at, element, Position);

    private ImmutableArray<T> List<T>(string at, JsonElement element, Func<string, JsonElement, T> read)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            reading.Refuse(at, null, "a list, as RFC 7946 asks");
            return [];
        }
        var count = element.GetArrayLength();
        if (count > FenceShape.VerticesMax)
        {
            reading.Refuse(at, $"{count} entries", $"at most {FenceShape.VerticesMax}");
            return [];
        }
        var list = ImmutableArray.CreateBuilder<T>(count);
        foreach (var entry in element.EnumerateArray())
        {
            if (reading.Refusal is not null)
            {
                break;
            }
            list.Add(read($"{at}[{list.Count}]", entry));
        }
        return list.DrainToImmutable();
    }

    private GeoPoint Position(string at, JsonElement element)
    {
        if (++_corners > FenceShape.VerticesMax + 1)
        {
            reading.Refuse(field, $"more than {FenceShape.VerticesMax} corners", $"at most {FenceShape.VerticesMax} corners");
            return default;
        }
        // A third number, the altitude, is allowed and means nothing here.
        if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() is 2 or 3
            && Number(element[0]) is { } longitude && Number(element[1]) is { } latitude
            && new GeoPoint(latitude, longitude) is { IsValid: true } point)
        {
            return point;
        }
        reading.Refuse(at, Said(element), PositionRule);
        return default;
    }

    /// <remarks>Of a body that the framework has read, whose parts it does not look into: bytes in them may be no text.</remarks>
    private static string? Said(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Undefined ? null : Hosting.Refusal.Excerpt(element.GetRawText(), 60);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static double? Number(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var number) ? number : null;
}
