namespace GrupoGad.Geo;

/// <summary>A box of latitudes and longitudes. A west greater than the east crosses the antimeridian.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.GeoBounds)]
public readonly record struct GeoBounds(
    [property: Id(0)] double South, [property: Id(1)] double West, [property: Id(2)] double North, [property: Id(3)] double East)
{
    public bool IsValid => new GeoPoint(South, West).IsValid && new GeoPoint(North, East).IsValid && South <= North;

    public bool CrossesAntimeridian => West > East;

    /// <summary>Edges belong to the box.</summary>
    public bool Contains(GeoPoint point) =>
        point.Latitude >= South && point.Latitude <= North && ContainsLongitude(point.Longitude);

    private bool ContainsLongitude(double longitude) => CrossesAntimeridian
        ? longitude >= West || longitude <= East
        : longitude >= West && longitude <= East;

    /// <summary>The smallest distance on the sphere, metres, from <paramref name="point"/> to anything in the box; 0 inside.</summary>
    /// <remarks>
    /// North or south of the box the nearest point lies on the same meridian; elsewhere it lies on the east or west edge (moving along a
    /// parallel towards the point's longitude always comes nearer), at the latitude where the great circle from the point meets that
    /// meridian at a right angle: <c>tan φ* = tan φ / cos Δλ</c>, clamped to the edge.
    /// </remarks>
    public double DistanceFloorM(GeoPoint point)
    {
        if (ContainsLongitude(point.Longitude))
        {
            var off = Math.Max(0, Math.Max(South - point.Latitude, point.Latitude - North));
            return Sphere.RadiusM * Sphere.Radians(off);
        }
        return Math.Min(ToMeridianM(point, West), ToMeridianM(point, East));
    }

    private double ToMeridianM(GeoPoint point, double meridian)
    {
        var deltaLambda = Sphere.Radians(meridian - point.Longitude);
        var phi = Sphere.Radians(point.Latitude);
        // The meridian's whole great circle is met at a right angle in this latitude; past 90° of longitude that point is on the far side.
        var foot = Sphere.Degrees(Math.Atan2(Math.Sin(phi), Math.Cos(phi) * Math.Cos(deltaLambda)));
        var ends = Math.Min(
            Sphere.DistanceM(point, new GeoPoint(South, meridian)), Sphere.DistanceM(point, new GeoPoint(North, meridian)));
        return foot > South && foot < North ? Math.Min(ends, Sphere.DistanceM(point, new GeoPoint(foot, meridian))) : ends;
    }
}
