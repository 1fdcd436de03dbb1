namespace GrupoGad.Geo;

/// <summary>Distances on the sphere that PostGIS uses with <c>use_spheroid =&gt; false</c>, so that the two can be compared exactly.</summary>
public static class Sphere
{
    /// <summary>Mean earth radius, metres: (2a + b) / 3 of WGS84 as PostGIS computes it.</summary>
    public const double RadiusM = 6_371_008.771415059;

    /// <summary>Great-circle distance in metres (haversine: stable for small distances).</summary>
    public static double DistanceM(GeoPoint a, GeoPoint b)
    {
        var (phiA, phiB) = (Radians(a.Latitude), Radians(b.Latitude));
        var sinPhi = Math.Sin((phiB - phiA) / 2);
        var sinLambda = Math.Sin(Radians(b.Longitude - a.Longitude) / 2);
        var h = sinPhi * sinPhi + Math.Cos(phiA) * Math.Cos(phiB) * sinLambda * sinLambda;
        return 2 * RadiusM * Math.Asin(Math.Sqrt(Math.Min(1, h)));
    }

    public static double Radians(double degrees) => degrees * (Math.PI / 180);

    public static double Degrees(double radians) => radians * (180 / Math.PI);
}
