using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Cells;

/// <summary>The k nearest over all cells, exact.</summary>
/// <remarks>
/// 1. Ask the cell the point is in. If it alone gives k, all nearer ones lie within the circle of the k-th, so only the few cells that
///    circle touches remain (stop rule A): mostly none.
/// 2. Otherwise go down from the world through occupied cells, nearest first, by the least distance anything in a cell can have; stop when
///    that is more than the k-th best so far (stop rule B): nothing that was not opened can be nearer.
/// </remarks>
internal sealed class NearestSearch(ICellReader cells, int liveLevel)
{
    /// <summary>Neighbours asked under stop rule A; a larger circle is cheaper to search from above.</summary>
    private const int NeighboursMax = 9;

    /// <summary>Metres of grace for rounding between a cell's bounds and the arithmetic that put a point into it.</summary>
    private const double GraceM = 0.001;

    public int CellsAsked { get; private set; }

    public async ValueTask<ImmutableArray<NearestHit>> Run(NearestQuery query)
    {
        var own = CellId.FromPoint(query.Point, liveLevel);
        CellsAsked++;
        var first = await cells.Nearest(own, query);
        if (first.Length == query.K && Circle.IsInside(own.Bounds, query.Point, first[^1].DistanceM + GraceM))
        {
            return first;
        }
        var best = new NearestHits(query);
        best.Add(first);
        if (best.Full && Circle.BoundsOf(query.Point, best.LimitM + GraceM) is var bounds && CellRange.Count(bounds, liveLevel) <= NeighboursMax)
        {
            foreach (var cell in CellRange.Of(bounds, liveLevel))
            {
                if (cell != own && cell.Bounds.DistanceFloorM(query.Point) <= best.LimitM + GraceM)
                {
                    best.Add(await Ask(cell, best));
                }
            }
            return best.ToImmutable();
        }
        await Descend(query.Point, own, best);
        return best.ToImmutable();
    }

    private async ValueTask Descend(GeoPoint point, CellId own, NearestHits best)
    {
        var open = new PriorityQueue<CellId, double>();
        open.Enqueue(CellId.World, 0);
        while (open.TryDequeue(out var cell, out var floor) && floor <= best.LimitM + GraceM)
        {
            if (cell.Level == liveLevel)
            {
                best.Add(await Ask(cell, best));
                continue;
            }
            CellsAsked++;
            foreach (var child in await cells.Occupied(cell))
            {
                var id = CellId.Parse(child.Cell);
                if (id != own)
                {
                    open.Enqueue(id, id.Bounds.DistanceFloorM(point));
                }
            }
        }
    }

    private ValueTask<ImmutableArray<NearestHit>> Ask(CellId cell, NearestHits best)
    {
        CellsAsked++;
        return cells.Nearest(cell, best.Remaining());
    }
}
