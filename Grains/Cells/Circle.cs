using GrupoGad.Geo;

namespace GrupoGad.Cells;

/// <summary>The box around a circle on the sphere.</summary>
internal static class Circle
{
    /// <remarks>
    /// Source: J. P. Snyder's and others' bounding coordinates: the extreme longitudes of a circle are at <c>asin(sin r / cos φ)</c> from its centre.
    /// </remarks>
    public static GeoBounds BoundsOf(GeoPoint centre, double radiusM)
    {
        var angle = radiusM / Sphere.RadiusM;
        var (south, north) = (centre.Latitude - Sphere.Degrees(angle), centre.Latitude + Sphere.Degrees(angle));
        var reach = Math.Sin(Math.Min(angle, Math.PI / 2)) / Math.Cos(Sphere.Radians(centre.Latitude));
        if (south <= -90 || north >= 90 || reach >= 1)
        {
            return new GeoBounds(Math.Max(-90, south), -180, Math.Min(90, north), 180);
        }
        var half = Sphere.Degrees(Math.Asin(reach));
        return new GeoBounds(south, Wrap(centre.Longitude - half), north, Wrap(centre.Longitude + half));
    }

    /// <summary>Whether all of the circle lies in the box. May say no for a circle that just fits; never yes for one that does not.</summary>
    public static bool IsInside(GeoBounds box, GeoPoint centre, double radiusM)
    {
        var degrees = Sphere.Degrees(radiusM / Sphere.RadiusM);
        var (south, north) = (centre.Latitude - degrees, centre.Latitude + degrees);
        if (south < box.South || north > box.North || south < -89 || north > 89)
        {
            return false;
        }
        // At the circle's latitude nearest a pole a degree of longitude is shortest: wider than the circle reaches anywhere.
        var half = degrees / Math.Cos(Sphere.Radians(Math.Max(Math.Abs(south), Math.Abs(north))));
        return centre.Longitude - half >= box.West && centre.Longitude + half <= box.East;
    }

    private static double Wrap(double longitude) => longitude < -180 ? longitude + 360 : longitude > 180 ? longitude - 360 : longitude;
}
