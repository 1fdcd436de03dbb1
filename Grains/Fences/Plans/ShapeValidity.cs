using System.Collections.Immutable;
using GrupoGad.Geo;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace GrupoGad.Fences;

/// <summary>Whether polygons are valid as PostGIS understands it (OGC Simple Features), and where they are not.</summary>
internal static class ShapeValidity
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    public static FenceAnswer? Refuses(ImmutableArray<FencePart> parts)
    {
        var polygons = Geometry(parts);
        if (new IsValidOp(polygons).ValidationError is { } error)
        {
            return FencePlanRules.Wrong("shape.parts", "", Rule(error.ErrorType),
                error.Coordinate is { } place ? new GeoPoint(place.Y, place.X) : null);
        }
        return polygons.Area > 0 ? null : FencePlanRules.Wrong("shape.parts", "", "a polygon has an area", parts[0].Outer[0]);
    }

    public static MultiPolygon Geometry(ImmutableArray<FencePart> parts) => Factory.CreateMultiPolygon(
        [.. parts.Select(part => Factory.CreatePolygon(Ring(part.Outer), [.. part.Holes.Select(Ring)]))]);

    private static LinearRing Ring(ImmutableArray<GeoPoint> ring) =>
        Factory.CreateLinearRing([.. ring.Append(ring[0]).Select(corner => new Coordinate(corner.Longitude, corner.Latitude))]);

    private static string Rule(TopologyValidationErrors error) => error switch
    {
        TopologyValidationErrors.HoleOutsideShell => "a hole lies within its outer ring",
        TopologyValidationErrors.NestedHoles => "no hole lies in another",
        TopologyValidationErrors.DisconnectedInteriors => "holes do not cut a part in two",
        TopologyValidationErrors.RingSelfIntersection => "a ring does not touch itself",
        TopologyValidationErrors.NestedShells => "no part lies in another",
        TopologyValidationErrors.DuplicateRings => "no ring comes twice",
        TopologyValidationErrors.TooFewPoints => "a ring has at least 3 different corners",
        _ => "edges do not cross or lie on each other",
    };
}
