namespace GrupoGad.Geo;

/// <summary>The cells of one level that a box touches, split at the antimeridian.</summary>
public static class CellRange
{
    /// <summary>How many cells <see cref="Of"/> would give, without making them.</summary>
    public static long Count(GeoBounds bounds, int level)
    {
        var (top, bottom, spans) = Spans(bounds, level);
        return spans.Sum(span => (long)(span.Last - span.First + 1)) * (bottom - top + 1);
    }

    public static IEnumerable<CellId> Of(GeoBounds bounds, int level)
    {
        var (top, bottom, spans) = Spans(bounds, level);
        foreach (var (first, last) in spans)
        {
            for (var y = top; y <= bottom; y++)
            {
                for (var x = first; x <= last; x++)
                {
                    yield return new CellId((byte)level, x, y);
                }
            }
        }
    }

    private static (int Top, int Bottom, (int First, int Last)[] Spans) Spans(GeoBounds bounds, int level)
    {
        var northWest = CellId.FromPoint(new GeoPoint(bounds.North, bounds.West), level);
        var southEast = CellId.FromPoint(new GeoPoint(bounds.South, bounds.East), level);
        if (!bounds.CrossesAntimeridian)
        {
            return (northWest.Y, southEast.Y, [(northWest.X, southEast.X)]);
        }
        // A box that wraps round into the column it started from covers every column once.
        return northWest.X <= southEast.X
            ? (northWest.Y, southEast.Y, [(0, northWest.Side - 1)])
            : (northWest.Y, southEast.Y, [(northWest.X, northWest.Side - 1), (0, southEast.X)]);
    }
}
