using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>
/// Polygons with holes. The ring of an edge does not matter, because parts do not overlap and holes lie within: a ray from inside meets an odd number of edges.
/// </summary>
internal sealed class PolygonArea : EdgedArea
{
    public PolygonArea(ImmutableArray<FencePart> parts)
        : base([.. parts.SelectMany(part => part.Holes.Prepend(part.Outer)).SelectMany(Around)]) => Bounds = new GeoBounds(
            Edges.Min(edge => edge.Y1), Edges.Min(edge => edge.X1), Edges.Max(edge => edge.Y1), Edges.Max(edge => edge.X1));

    public override GeoBounds Bounds { get; }

    protected override PolygonArea Whole => this;

    public override bool Covers(GeoPoint point)
    {
        if (!Bounds.Contains(point))
        {
            return false;
        }
        var inside = false;
        foreach (ref readonly var edge in Edges.AsSpan())
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

    private static IEnumerable<Edge> Around(ImmutableArray<GeoPoint> ring) => ring.Select((corner, i) =>
    {
        var next = ring[i + 1 == ring.Length ? 0 : i + 1];
        return new Edge(corner.Longitude, corner.Latitude, next.Longitude, next.Latitude);
    });
}
