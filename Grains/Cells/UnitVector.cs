using GrupoGad.Geo;

namespace GrupoGad.Cells;

/// <summary>
/// A point as a unit vector from the earth's centre: comparing squared chords orders points as great-circle distances do, without trigonometry.
/// </summary>
internal readonly record struct UnitVector(double X, double Y, double Z)
{
    public static UnitVector Of(GeoPoint point)
    {
        var (sinPhi, cosPhi) = Math.SinCos(Sphere.Radians(point.Latitude));
        var (sinLambda, cosLambda) = Math.SinCos(Sphere.Radians(point.Longitude));
        return new UnitVector(cosPhi * cosLambda, cosPhi * sinLambda, sinPhi);
    }

    /// <summary>0..4. By differences, not by the dot product, which loses metres to rounding for points close by.</summary>
    public double ChordSquared(in UnitVector other)
    {
        var (x, y, z) = (X - other.X, Y - other.Y, Z - other.Z);
        return x * x + y * y + z * z;
    }

    /// <summary>The great-circle distance, metres, that belongs to a squared chord.</summary>
    public static double DistanceM(double chordSquared) => 2 * Sphere.RadiusM * Math.Asin(Math.Min(1, Math.Sqrt(chordSquared) / 2));

    /// <summary>The squared chord that belongs to an angle at the centre, radians 0..π.</summary>
    public static double ChordSquaredOf(double angle)
    {
        var half = Math.Sin(Math.Min(angle, Math.PI) / 2);
        return 4 * half * half;
    }
}
