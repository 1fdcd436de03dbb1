using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>
/// Areas on the sphere of polygons whose edges are straight in longitude and latitude. Exact, also for rings that touch or cross themselves; each turn counts
/// by its sign.
/// </summary>
internal static class ShapeArea
{
    /// <returns>Outer rings less holes, m².</returns>
    public static double Of(IEnumerable<FencePart> parts) => parts.Sum(part => OfRing(part.Outer.AsSpan()) - part.Holes.Sum(hole => OfRing(hole.AsSpan())));

    private static double OfRing(ReadOnlySpan<GeoPoint> ring)
    {
        var sum = 0.0;
        for (var i = 0; i < ring.Length; i++)
        {
            sum += Under(ring[i], ring[(i + 1) % ring.Length]);
        }
        return Math.Abs(sum) * Sphere.RadiusM * Sphere.RadiusM;
    }

    /// <summary>Between an edge and the equator: the integral of the latitude's sine over the longitude. Of unit radius.</summary>
    private static double Under(GeoPoint from, GeoPoint to)
    {
        var (middle, half) = (Sphere.Radians((from.Latitude + to.Latitude) / 2), Sphere.Radians((to.Latitude - from.Latitude) / 2));
        // sin x / x, which is 1 where the edge runs along a parallel.
        var share = Math.Abs(half) < 1e-9 ? 1 : Math.Sin(half) / half;
        return Sphere.Radians(to.Longitude - from.Longitude) * Math.Sin(middle) * share;
    }
}
