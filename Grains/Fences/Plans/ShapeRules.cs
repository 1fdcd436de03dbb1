using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>Validates a shape.</summary>
internal static class ShapeRules
{
    private const int PartsMax = 1_000;
    private const double RadiusMaxM = 100_000;
    private const string OnEarth = "a latitude is -90 to 90, a longitude -180 to 180";

    public static FenceAnswer? Refuses(FenceShape shape, FenceOwnerKind owner) => shape.Kind switch
    {
        _ when owner == FenceOwnerKind.Efectivo && shape is not { Kind: FenceKind.Circle, Centre: null } =>
            Wrong("kind", shape.Kind, "a fence that moves with an efectivo is a circle without a centre"),
        FenceKind.Circle => RefusesCircle(shape, owner),
        FenceKind.Polygon => RefusesPolygon(shape.Parts),
        FenceKind.Corridor => RefusesRadius(shape) ?? RefusesLine(shape.Line),
        _ => Wrong("kind", shape.Kind, "a shape is a Circle, Polygon or Corridor"),
    };

    /// <summary>Its polygon has all that a ring needs, and is broken only in how its edges lie to each other.</summary>
    public static bool IsMendable(FenceShape shape) => RefusesRings(shape.Parts) is null && ShapeValidity.Refuses(shape.Parts) is not null;

    private static FenceAnswer? RefusesCircle(FenceShape shape, FenceOwnerKind owner) =>
        owner != FenceOwnerKind.Efectivo && shape.Centre is null ? Wrong("centre", "", "a circle has a centre")
        : shape.Centre is { IsValid: false } ? Wrong("centre", "", OnEarth, shape.Centre)
        : RefusesRadius(shape);

    private static FenceAnswer? RefusesRadius(FenceShape shape) =>
        shape.RadiusM is >= 1 and <= RadiusMaxM ? null : Wrong("radiusM", shape.RadiusM, "a radius, or half a width, is 1 to 100,000 m");

    private static FenceAnswer? RefusesLine(ImmutableArray<GeoPoint> line)
    {
        if (line.IsDefault || line.Length is < 2 or > FenceShape.VerticesMax)
        {
            return Wrong("line", line.IsDefault ? 0 : line.Length, $"a line has 2 to {FenceShape.VerticesMax:N0} corners");
        }
        for (var i = 0; i < line.Length; i++)
        {
            if (!line[i].IsValid)
            {
                return Wrong("line", "", OnEarth);
            }
            if (i > 0 && Sphere.DistanceM(line[i - 1], line[i]) == 0)
            {
                return Wrong("line", $"corner {i + 1}", "no corner comes twice in a row", line[i]);
            }
            if (i > 0 && Math.Abs(line[i].Longitude - line[i - 1].Longitude) >= 180)
            {
                return Wrong("line", $"corner {i + 1}", CutThere, line[i]);
            }
        }
        return null;
    }

    private static FenceAnswer? RefusesPolygon(ImmutableArray<FencePart> parts) => RefusesRings(parts) ?? ShapeValidity.Refuses(parts);

    private static FenceAnswer? RefusesRings(ImmutableArray<FencePart> parts)
    {
        if (parts.IsDefault || parts.Length is 0 or > PartsMax)
        {
            return Wrong("parts", parts.IsDefault ? 0 : parts.Length, $"a polygon has 1 to {PartsMax:N0} parts");
        }
        if (parts.Any(part => part.Holes.IsDefault))
        {
            return Wrong("parts", "", "a part has a list of holes, perhaps empty");
        }
        var rings = parts.SelectMany(part => part.Holes.Prepend(part.Outer)).ToArray();
        var corners = rings.Sum(ring => ring.IsDefault ? 0L : ring.Length);
        return corners > FenceShape.VerticesMax ? Wrong("parts", $"{corners} corners", $"a polygon has at most {FenceShape.VerticesMax:N0} corners")
            : rings.Select(RefusesRing).FirstOrDefault(refusal => refusal is not null);
    }

    private static FenceAnswer? RefusesRing(ImmutableArray<GeoPoint> ring)
    {
        if (ring.IsDefault || ring.Length < 3)
        {
            return Wrong("parts", $"{(ring.IsDefault ? 0 : ring.Length)} corners", "a ring has 3 corners or more");
        }
        if (ring.FirstOrDefault(corner => !corner.IsValid) is var wrong && ring.Any(corner => !corner.IsValid))
        {
            return Wrong("parts", $"{wrong.Longitude}, {wrong.Latitude}", OnEarth);
        }
        if (ring[^1] == ring[0])
        {
            return Wrong("parts", "", "a ring is not closed: the last corner is not the first again", ring[0]);
        }
        for (var i = 0; i < ring.Length; i++)
        {
            // A world-wide box has edges of 360 degrees: it is on purpose what a ring over the antimeridian is by mistake, so it too is cut.
            if (Math.Abs(ring[i].Longitude - ring[i == 0 ? ^1 : i - 1].Longitude) > 180)
            {
                return Wrong("parts", $"corner {i + 1}", CutThere, ring[i]);
            }
        }
        return null;
    }

    private const string CutThere = "a shape is cut at the antimeridian into parts: no edge spans more than 180 degrees of longitude";

    private static FenceAnswer Wrong(string field, object? value, string rule, GeoPoint? fault = null) =>
        FencePlanRules.Wrong("shape." + field, value, rule, fault);
}
