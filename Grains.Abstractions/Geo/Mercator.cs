namespace GrupoGad.Geo;

/// <summary>Web Mercator as fractions of the world: x 0..1 from −180° to 180°, y 0..1 from 85.0511° N to 85.0511° S.</summary>
public static class Mercator
{
    /// <summary>atan(sinh π): where the square map of the world ends, degrees.</summary>
    public const double LatitudeMax = 85.05112877980659;

    public static (double X, double Y) Fraction(GeoPoint point)
    {
        var phi = Sphere.Radians(Math.Clamp(point.Latitude, -LatitudeMax, LatitudeMax));
        return ((point.Longitude + 180) / 360, (1 - Math.Asinh(Math.Tan(phi)) / Math.PI) / 2);
    }

    public static double Longitude(double x) => x * 360 - 180;

    public static double Latitude(double y) => Sphere.Degrees(Math.Atan(Math.Sinh(Math.PI * (1 - 2 * y))));
}
