namespace GrupoGad.Geo;

/// <summary>Leaves out what a line does not need: every point left out lies within the tolerance of the line that remains.</summary>
/// <remarks>
/// Ramer (1972), Douglas and Peucker (1973), with distances in metres on a plane that touches the sphere at the line's first point: good to a per mille over a
/// day's track of a ground unit. A stack, not a recursion: a track may have a hundred thousand points.
/// </remarks>
public static class LineSimplification
{
    /// <param name="toleranceM">Metres, greater than 0.</param>
    /// <returns>Places in the line of what remains, rising; the first and the last always do.</returns>
    public static IReadOnlyList<int> Keep(IReadOnlyList<GeoPoint> line, double toleranceM)
    {
        if (line.Count <= 2)
        {
            return [.. Enumerable.Range(0, line.Count)];
        }
        var plane = Plane(line);
        var kept = new bool[line.Count];
        kept[0] = kept[^1] = true;
        var open = new Stack<(int First, int Last)>([(0, line.Count - 1)]);
        while (open.TryPop(out var part))
        {
            var (at, furthest) = Furthest(plane, part.First, part.Last);
            if (furthest > toleranceM * toleranceM)
            {
                kept[at] = true;
                open.Push((part.First, at));
                open.Push((at, part.Last));
            }
        }
        return [.. Enumerable.Range(0, line.Count).Where(i => kept[i])];
    }

    private static (int At, double SquareM) Furthest((double X, double Y)[] plane, int first, int last)
    {
        var (at, furthest) = (first, 0.0);
        for (var i = first + 1; i < last; i++)
        {
            var square = ToSegment(plane[i], plane[first], plane[last]);
            if (square > furthest)
            {
                (at, furthest) = (i, square);
            }
        }
        return (at, furthest);
    }

    private static double ToSegment((double X, double Y) point, (double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = dx * dx + dy * dy;
        var share = length == 0 ? 0 : Math.Clamp(((point.X - from.X) * dx + (point.Y - from.Y) * dy) / length, 0, 1);
        var (offX, offY) = (point.X - from.X - share * dx, point.Y - from.Y - share * dy);
        return offX * offX + offY * offY;
    }

    private static (double X, double Y)[] Plane(IReadOnlyList<GeoPoint> line)
    {
        var metre = Sphere.RadiusM * Sphere.Radians(1);
        var narrow = Math.Cos(Sphere.Radians(line[0].Latitude));
        // Over the antimeridian the short way.
        return [.. line.Select(point => (Math.IEEERemainder(point.Longitude - line[0].Longitude, 360) * metre * narrow, (point.Latitude - line[0].Latitude) * metre))];
    }
}
