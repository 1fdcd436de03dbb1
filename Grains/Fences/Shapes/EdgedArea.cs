using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>Base of a polygon and of a piece of one: their edges.</summary>
internal abstract class EdgedArea(Edge[] edges) : FenceArea
{
    /// <summary>As many edges are tested faster than they are cut.</summary>
    private const int SmallMax = 6;

    protected Edge[] Edges => edges;

    protected abstract PolygonArea Whole { get; }

    public override bool IsWithin(GeoPoint point, double metres)
    {
        var around = new LocalMetres(point);
        return Covers(point) || HasEdgeWithin(around, metres) || around.TouchesAntimeridian(metres) && HasEdgeWithin(around.Turned, metres);
    }

    public override bool Touches(GeoPoint from, GeoPoint to)
    {
        var way = new Edge(from.Longitude, from.Latitude, to.Longitude, to.Latitude);
        foreach (ref readonly var edge in edges.AsSpan())
        {
            if (edge.Meets(way))
            {
                return true;
            }
        }
        return false;
    }

    public override FenceCut Cut(SquareBox square)
    {
        var (near, inside) = (0, 0);
        foreach (ref readonly var edge in edges.AsSpan())
        {
            if (square.MayReach(edge))
            {
                near++;
                inside += square.MayHold(edge) ? 1 : 0;
            }
        }
        // Without an edge in the square all of it is on one side.
        var reach = inside > 0 ? FenceReach.Edge : Covers(square.Anchor) ? FenceReach.Whole : near > 0 ? FenceReach.Beside : FenceReach.Apart;
        var isAll = near == edges.Length || edges.Length <= SmallMax || reach is FenceReach.Whole or FenceReach.Apart;
        return new FenceCut(reach, isAll ? this : Piece(square, near));
    }

    private PolygonPiece Piece(SquareBox square, int count)
    {
        var kept = new Edge[count];
        var next = 0;
        foreach (ref readonly var edge in edges.AsSpan())
        {
            if (square.MayReach(edge))
            {
                kept[next++] = edge;
            }
        }
        return new PolygonPiece(kept, Whole, square.Anchor, Covers(square.Anchor));
    }

    private bool HasEdgeWithin(LocalMetres around, double metres)
    {
        foreach (ref readonly var edge in edges.AsSpan())
        {
            if (around.IsWithin(edge, metres))
            {
                return true;
            }
        }
        return false;
    }
}
