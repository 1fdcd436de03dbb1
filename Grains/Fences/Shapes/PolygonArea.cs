using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>Polygons with holes. Which ring an edge is of does not matter: parts do not overlap and holes lie within, so inside is an odd number of edges away.</summary>
internal sealed class PolygonArea : FenceArea
{
    private readonly Edge[] _edges;

    public PolygonArea(ImmutableArray<FencePart> parts)
    {
        _edges = [.. parts.SelectMany(part => part.Holes.Prepend(part.Outer)).SelectMany(Around)];
        Bounds = new GeoBounds(
            _edges.Min(edge => edge.Y1), _edges.Min(edge => edge.X1), _edges.Max(edge => edge.Y1), _edges.Max(edge => edge.X1));
    }

    public override GeoBounds Bounds { get; }

    public override bool Covers(GeoPoint point)
    {
        if (!Bounds.Contains(point))
        {
            return false;
        }
        var inside = false;
        foreach (ref readonly var edge in _edges.AsSpan())
        {
            switch (Ray.Meets(edge, point.Longitude, point.Latitude))
            {
                case RayMeeting.OnEdge:
                    return true;
                case RayMeeting.Crosses:
                    inside = !inside;
                    break;
            }
        }
        return inside;
    }

    public override bool IsWithin(GeoPoint point, double metres)
    {
        var around = new LocalMetres(point);
        return Covers(point) || HasEdgeWithin(around, metres) || around.TouchesAntimeridian(metres) && HasEdgeWithin(around.Turned, metres);
    }

    public override bool Touches(GeoPoint from, GeoPoint to)
    {
        var way = new Edge(from.Longitude, from.Latitude, to.Longitude, to.Latitude);
        foreach (ref readonly var edge in _edges.AsSpan())
        {
            if (edge.Meets(way))
            {
                return true;
            }
        }
        return Covers(from);
    }

    private bool HasEdgeWithin(LocalMetres around, double metres)
    {
        foreach (ref readonly var edge in _edges.AsSpan())
        {
            if (around.IsWithin(edge, metres))
            {
                return true;
            }
        }
        return false;
    }

    private static IEnumerable<Edge> Around(ImmutableArray<GeoPoint> ring) => ring.Select((corner, i) =>
    {
        var next = ring[i + 1 == ring.Length ? 0 : i + 1];
        return new Edge(corner.Longitude, corner.Latitude, next.Longitude, next.Latitude);
    });
}
