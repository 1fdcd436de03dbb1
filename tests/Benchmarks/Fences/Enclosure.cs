using System.Collections.Immutable;
using GrupoGad.Fences;
using GrupoGad.Geo;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace GrupoGad.Benchmarks.Fences;

/// <summary>One fence by its definition: with NetTopologySuite, or the distance to its centre; without the product's map, pieces and judge.</summary>
public sealed class Enclosure
{
    private readonly GeoPoint? _centre;
    private readonly double _radiusM;
    private readonly IPointOnGeometryLocator? _area;
    private readonly Coordinate[][] _rings = [];

    public Enclosure(string id, FenceShape shape)
    {
        Id = id;
        if (shape.Kind == FenceKind.Circle)
        {
            (_centre, _radiusM) = (shape.Centre, shape.RadiusM);
            Near = new Envelope(new Coordinate(shape.Centre!.Value.Longitude, shape.Centre.Value.Latitude));
            var up = Sphere.Degrees(shape.RadiusM / Sphere.RadiusM);
            Near.ExpandBy(1.1 * up / Math.Cos(Sphere.Radians(shape.Centre.Value.Latitude)), 1.1 * up);
        }
        else
        {
            _rings = [.. shape.Parts.SelectMany(part => part.Holes.Prepend(part.Outer)).Select(Ring)];
            var area = Polygon(shape);
            _area = area.NumPoints > 100 ? new IndexedPointInAreaLocator(area) : new SimplePointInAreaLocator(area);
            Near = area.EnvelopeInternal.Copy();
        }
        // More than the widest margin, 50 m, up to 60 degrees north or south.
        Near.ExpandBy(0.001);
    }

    public string Id { get; }

    /// <summary>Beside it a position is neither inside nor within any margin.</summary>
    public Envelope Near { get; }

    /// <summary>True: covered, the edge counts. False: outside by more than the margin. Null: between the two.</summary>
    public bool? Covers(GeoPoint point, double marginM)
    {
        if (_centre is { } centre)
        {
            var beyondM = Sphere.DistanceM(centre, point) - _radiusM;
            return beyondM <= 0 ? true : beyondM > marginM ? false : null;
        }
        var place = new Coordinate(point.Longitude, point.Latitude);
        return _area!.Locate(place) != Location.Exterior ? true : Array.TrueForAll(_rings, ring => DistanceM(place, ring) > marginM) ? false : null;
    }

    public static MultiPolygon Polygon(FenceShape shape)
    {
        var factory = new GeometryFactory();
        return factory.CreateMultiPolygon([.. shape.Parts.Select(part => factory.CreatePolygon(
            factory.CreateLinearRing(Ring(part.Outer)), [.. part.Holes.Select(hole => factory.CreateLinearRing(Ring(hole)))]))]);
    }

    private static Coordinate[] Ring(ImmutableArray<GeoPoint> corners)
    {
        var ring = corners.Select(corner => new Coordinate(corner.Longitude, corner.Latitude)).ToList();
        return [.. ring, ring[0]];
    }

    private static double DistanceM(Coordinate place, Coordinate[] ring)
    {
        var (perY, perX) = (Sphere.RadiusM * Math.PI / 180, Sphere.RadiusM * Math.PI / 180 * Math.Cos(Sphere.Radians(place.Y)));
        return DistanceComputer.PointToSegmentString(new Coordinate(0, 0), [.. ring.Select(corner => new Coordinate((corner.X - place.X) * perX, (corner.Y - place.Y) * perY))]);
    }
}
