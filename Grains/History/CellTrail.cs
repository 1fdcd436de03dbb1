using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.History;

/// <summary>Which cells a track went through: those of its fixes, and those on the straight way between two that follow each other soon. Pure.</summary>
public static class CellTrail
{
    /// <summary>Longest time between two fixes for which the way between them counts as known.</summary>
    public static readonly TimeSpan StepMax = TimeSpan.FromMinutes(2);

    /// <summary>Steps of one way: a third of a cell each, so that only a corner can be cut.</summary>
    private const int StepsMax = 10_000;

    /// <param name="fixes">By device time.</param>
    /// <param name="level">1–22.</param>
    /// <returns>In order of time: the cell, when, and whether a fix was in it or only the way between two.</returns>
    public static IEnumerable<(CellId Cell, DateTime At, bool Interpolated)> Of(IEnumerable<Fix> fixes, int level)
    {
        Fix? before = null;
        foreach (var fix in fixes)
        {
            if (before is { } known && fix.DeviceTime - known.DeviceTime <= StepMax)
            {
                foreach (var between in Between(known, fix, level))
                {
                    yield return between;
                }
            }
            yield return (CellId.FromPoint(fix.Point, level), fix.DeviceTime, false);
            before = fix;
        }
    }

    private static IEnumerable<(CellId, DateTime, bool)> Between(Fix from, Fix to, int level)
    {
        var (x0, y0) = Mercator.Fraction(from.Point);
        var (x1, y1) = Mercator.Fraction(to.Point);
        // Over the antimeridian the short way.
        var dx = Math.IEEERemainder(x1 - x0, 1);
        var steps = (int)Math.Min(StepsMax, Math.Ceiling(Math.Max(Math.Abs(dx), Math.Abs(y1 - y0)) * (1 << level) * 3));
        var last = CellId.FromPoint(from.Point, level);
        var end = CellId.FromPoint(to.Point, level);
        for (var i = 1; i < steps; i++)
        {
            var share = i / (double)steps;
            var x = x0 + dx * share;
            var cell = CellId.FromPoint(new GeoPoint(Mercator.Latitude(y0 + (y1 - y0) * share), Mercator.Longitude(x - Math.Floor(x))), level);
            if (cell != last && cell != end)
            {
                yield return (cell, from.DeviceTime + (to.DeviceTime - from.DeviceTime) * share, true);
            }
            last = cell;
        }
    }
}
