namespace GrupoGad.Analytics;

/// <summary>Where a series goes. Pure.</summary>
public static class TrendRules
{
    private const int WholeDay = 24;

    /// <summary>Slope of the least-squares line through the whole days, km² a day; null with fewer than two.</summary>
    public static double? Km2PerDay(IEnumerable<ServedDay> days)
    {
        var points = days.Where(day => day.Hours == WholeDay).Select(day => (X: (day.Day - DateTime.UnixEpoch).TotalDays, Y: day.ServedKm2)).ToArray();
        if (points.Length < 2)
        {
            return null;
        }
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
    }
}
