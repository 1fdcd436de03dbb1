using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>
/// The edges of a polygon that come near one square, and one place in it, the anchor, of which it is known whether it is inside. A position of the
/// square is on the anchor's side unless an odd number of these edges lie between the two.
/// </summary>
internal sealed class PolygonPiece(Edge[] edges, PolygonArea whole, GeoPoint anchor, bool anchorIsInside) : EdgedArea(edges)
{
    public override GeoBounds Bounds => whole.Bounds;

    protected override PolygonArea Whole => whole;

    public override bool Covers(GeoPoint point)
    {
        var way = new Edge(point.Longitude, point.Latitude, anchor.Longitude, anchor.Latitude);
        var inside = anchorIsInside;
        foreach (ref readonly var edge in Edges.AsSpan())
        {
            if (!edge.BoxMeets(way))
            {
                continue;
            }
            var (first, second) = (way.Side(edge.X1, edge.Y1), way.Side(edge.X2, edge.Y2));
            if (first == 0 || second == 0)
            {
                // The way goes through a corner, or along an edge: what that means depends on the edges around it.
                return whole.Covers(point);
            }
            if (first == second)
            {
                continue;
            }
            var side = edge.Side(point.Longitude, point.Latitude);
            var anchorSide = edge.Side(anchor.Longitude, anchor.Latitude);
            if (side == 0)
            {
                return true;
            }
            if (anchorSide == 0)
            {
                return whole.Covers(point);
            }
            inside ^= side != anchorSide;
        }
        return inside;
    }
}
