using GrupoGad.Geo;
using NetTopologySuite.Geometries;

namespace GrupoGad.Fences;

/// <summary>Distances said a second time: by bearings on the sphere, and by NetTopologySuite on a flat map of metres around the asker.</summary>
internal static class NaiveDistance
{
    public static double ToSegmentM(GeoPoint point, GeoPoint from, GeoPoint to)
    {
        var (reach, length) = (Sphere.DistanceM(from, point) / Sphere.RadiusM, Sphere.DistanceM(from, to) / Sphere.RadiusM);
        var turn = Bearing(from, point) - Bearing(from, to);
        var across = Math.Asin(Math.Sin(reach) * Math.Sin(turn));
        var along = Math.Atan2(Math.Sin(reach) * Math.Cos(turn), Math.Cos(reach));
        return along <= 0 ? Sphere.DistanceM(point, from) : along >= length ? Sphere.DistanceM(point, to) : Math.Abs(across) * Sphere.RadiusM;
    }

    public static double M(FenceShape shape, GeoPoint point) => shape.Kind switch
    {
        FenceKind.Circle => Math.Max(0, Sphere.DistanceM(shape.Centre!.Value, point) - shape.RadiusM),
        FenceKind.Corridor => Math.Max(0, shape.Line.Zip(shape.Line.Skip(1)).Min(leg => ToSegmentM(point, leg.First, leg.Second)) - shape.RadiusM),
        _ => Flat(ShapeValidity.Geometry(shape.Parts), point).Distance(new Point(0, 0)),
    };

    public static bool Covers(FenceShape shape, GeoPoint point) => shape.Kind == FenceKind.Polygon
        ? ShapeValidity.Geometry(shape.Parts).Covers(Place(point))
        : M(shape, point) == 0;

    public static bool Touches(FenceShape shape, GeoPoint from, GeoPoint to)
    {
        var way = new LineString([new Coordinate(from.Longitude, from.Latitude), new Coordinate(to.Longitude, to.Latitude)]);
        return shape.Kind switch
        {
            FenceKind.Polygon => ShapeValidity.Geometry(shape.Parts).Intersects(way),
            FenceKind.Circle => ToSegmentM(shape.Centre!.Value, from, to) <= shape.RadiusM,
            _ => shape.Line.Zip(shape.Line.Skip(1)).Any(leg => Nears(leg.First, leg.Second, from, to, way, shape.RadiusM)),
        };
    }

    private static bool Nears(GeoPoint a, GeoPoint b, GeoPoint from, GeoPoint to, LineString way, double metres) =>
        ToSegmentM(a, from, to) <= metres || ToSegmentM(b, from, to) <= metres || ToSegmentM(from, a, b) <= metres || ToSegmentM(to, a, b) <= metres
        || new LineString([new Coordinate(a.Longitude, a.Latitude), new Coordinate(b.Longitude, b.Latitude)]).Intersects(way);

    private static Geometry Flat(Geometry geometry, GeoPoint origin)
    {
        var perDegree = Sphere.RadiusM * Math.PI / 180;
        var flat = geometry.Copy();
        flat.Apply(new Flattening(origin, perDegree));
        return flat;
    }

    private static Point Place(GeoPoint point) => new(point.Longitude, point.Latitude);

    private static double Bearing(GeoPoint from, GeoPoint to)
    {
        var (a, b, turn) = (Sphere.Radians(from.Latitude), Sphere.Radians(to.Latitude), Sphere.Radians(to.Longitude - from.Longitude));
        return Math.Atan2(Math.Sin(turn) * Math.Cos(b), Math.Cos(a) * Math.Sin(b) - Math.Sin(a) * Math.Cos(b) * Math.Cos(turn));
    }

    private sealed class Flattening(GeoPoint origin, double perDegree) : ICoordinateFilter
    {
        public void Filter(Coordinate coordinate)
        {
            coordinate.X = (coordinate.X - origin.Longitude) * perDegree * Math.Cos(Sphere.Radians(origin.Latitude));
            coordinate.Y = (coordinate.Y - origin.Latitude) * perDegree;
        }
    }
}
