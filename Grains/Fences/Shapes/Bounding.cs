using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>Boxes around shapes: never too small.</summary>
internal static class Bounding
{
    /// <summary>The box around the great-circle line through the corners, which does not cross the antimeridian.</summary>
    public static GeoBounds OfLine(ReadOnlySpan<GeoPoint> corners)
    {
        var (south, west, north, east) = (90.0, 180.0, -90.0, -180.0);
        for (var i = 0; i < corners.Length; i++)
        {
            var (corner, bulge) = (corners[i], i == 0 ? 0 : Bulge(corners[i - 1], corners[i]));
            var before = corners[Math.Max(0, i - 1)].Latitude;
            south = Math.Min(south, Math.Min(corner.Latitude, before) - bulge);
            north = Math.Max(north, Math.Max(corner.Latitude, before) + bulge);
            (west, east) = (Math.Min(west, corner.Longitude), Math.Max(east, corner.Longitude));
        }
        return new GeoBounds(Math.Max(-90, south), west, Math.Min(90, north), east);
    }

    /// <summary>The box around all that is at most so many metres from the box.</summary>
    public static GeoBounds Widened(GeoBounds box, double metres)
    {
        // A hair more than asked: rounding must not make a box too small.
        var angle = metres / Sphere.RadiusM * (1 + 1e-9) + 1e-12;
        var (south, north) = (box.South - Sphere.Degrees(angle), box.North + Sphere.Degrees(angle));
        var reach = Math.Sin(Math.Min(angle, Math.PI / 2)) / Math.Cos(Sphere.Radians(Math.Max(Math.Abs(box.South), Math.Abs(box.North))));
        if (south <= -90 || north >= 90 || !(reach < 1))
        {
            return new GeoBounds(Math.Max(-90, south), -180, Math.Min(90, north), 180);
        }
        var half = Sphere.Degrees(Math.Asin(reach));
        var width = (box.East < box.West ? box.East + 360 : box.East) - box.West + 2 * half;
        return width >= 360
            ? new GeoBounds(south, -180, north, 180)
            : new GeoBounds(south, Wrapped(box.West - half), north, Wrapped(box.East + half));
    }

    /// <summary>
    /// How far, degrees, a great circle may bend north or south of its two ends: at most an eighth of the difference in longitude squared, for short ones.
    /// </summary>
    private static double Bulge(GeoPoint from, GeoPoint to)
    {
        var turn = Sphere.Radians(Math.Abs(to.Longitude - from.Longitude));
        return turn > 1 ? 180 : Sphere.Degrees(turn * turn / 7);
    }

    private static double Wrapped(double longitude) => longitude < -180 ? longitude + 360 : longitude > 180 ? longitude - 360 : longitude;
}
