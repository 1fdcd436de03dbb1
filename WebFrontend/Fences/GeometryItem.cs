using System.Text.Json;
using GrupoGad.Fences;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Efectivos;

namespace GrupoGad.WebFrontend.Fences;

/// <summary>Where a fence is, as GeoJSON: a Point (circle) or LineString (corridor), both with <c>radiusM</c> beside it; a Polygon or a MultiPolygon.</summary>
/// <param name="Type">Point, LineString, Polygon or MultiPolygon.</param>
/// <param name="Coordinates">As RFC 7946 asks: longitude first, rings closed.</param>
public sealed record GeometryItem(string? Type, JsonElement? Coordinates)
{
    /// <summary>Null for a circle that moves with its owner.</summary>
    internal static GeometryItem? Of(FenceShape shape) => shape.Kind switch
    {
        FenceKind.Circle => shape.Centre is { } centre ? Of("Point", Position(centre)) : null,
        FenceKind.Corridor => Of("LineString", shape.Line.Select(corner => Position(corner)).ToArray()),
        _ when shape.Parts.Length == 1 => Of("Polygon", Rings(shape.Parts[0])),
        _ => Of("MultiPolygon", shape.Parts.Select(Rings).ToArray()),
    };

    private static GeometryItem Of(string type, object coordinates) => new(type, JsonSerializer.SerializeToElement(coordinates));

    private static double[][][] Rings(FencePart part) =>
        [.. new[] { part.Outer }.Concat(part.Holes).Select((ring, i) => Closed(GeoJsonShapes.Turned(ring, isHole: i > 0)))];

    private static double[][] Closed(IReadOnlyList<GeoPoint> ring) => [.. ring.Append(ring[0]).Select(corner => Position(corner))];

    /// <remarks>All digits: what is put again as it was got is the same shape.</remarks>
    private static double[] Position(GeoPoint point) => [point.Longitude, point.Latitude];
}
