using System.Collections.Immutable;
using System.Globalization;
using GrupoGad.Geo;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GrupoGad.Fences;

/// <summary>Makes the polygon of a plan valid where its maker asked for it. Pure. Other faults are refused as ever.</summary>
/// <remarks>
/// A ring that touches itself in a corner becomes two parts, or a part and a hole, of the same area. Where more would change than a thousandth, the file means
/// something that we cannot know, such as a bow-tie of two crossed corners: that is refused.
/// </remarks>
public static class FencePlanMending
{
    /// <summary>How much mending may change the area, as a share of it.</summary>
    public const double AreaShareMax = 0.001;

    public static FenceMending Mend(FencePlan plan)
    {
        var refused = FencePlanRules.Refuses(plan);
        if (refused is null || plan.Shape.Kind != FenceKind.Polygon || !ShapeRules.IsMendable(plan.Shape))
        {
            return new FenceMending { Plan = plan, Refusal = refused };
        }
        var parts = Parts(GeometryFixer.Fix(ShapeValidity.Geometry(plan.Shape.Parts)));
        var mended = plan with { Shape = plan.Shape with { Parts = parts } };
        var (before, after) = (ShapeArea.Of(plan.Shape.Parts), ShapeArea.Of(parts));
        return new FenceMending
        {
            Plan = mended, Refusal = RefusesChange(before, after, refused.Fault) ?? FencePlanRules.Refuses(mended), Broken = refused.Rule, Fault = refused.Fault,
            AreaBeforeM2 = before, AreaAfterM2 = after, Parts = parts.Length,
        };
    }

    private static FenceAnswer? RefusesChange(double before, double after, GeoPoint? fault) => Math.Abs(after - before) <= AreaShareMax * before ? null
        : FencePlanRules.Wrong("shape.parts", string.Create(CultureInfo.InvariantCulture, $"{before:F0} m² would become {after:F0} m²"),
            "mending changes an area by at most 0.1 %", fault);

    private static ImmutableArray<FencePart> Parts(Geometry mended) =>
    [
        .. Enumerable.Range(0, mended.NumGeometries).Select(mended.GetGeometryN).OfType<Polygon>().Where(polygon => !polygon.IsEmpty).Select(polygon => new FencePart
        {
            Outer = Ring(polygon.ExteriorRing), Holes = [.. polygon.InteriorRings.Select(Ring)],
        }),
    ];

    private static ImmutableArray<GeoPoint> Ring(LineString ring) =>
        [.. ring.Coordinates.SkipLast(1).Select(corner => new GeoPoint(corner.Y, corner.X))];
}
