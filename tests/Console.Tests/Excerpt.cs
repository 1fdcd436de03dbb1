using System.Globalization;
using System.IO.Compression;

namespace GrupoGad.Console.Tests;

/// <summary>One real fix of the excerpt.</summary>
internal sealed record Fix(string EfectivoId, DateTime Time, double Latitude, double Longitude);

/// <summary>Reads the moving units of the fleet that ships with the repository.</summary>
internal static class Excerpt
{
    /// <summary>Fixes of the recorded hour of the first units that have enough of them, by time.</summary>
    public static Fix[] Read(int units, int fixesMin = 20)
    {
        using var file = new StreamReader(new GZipStream(File.OpenRead(Repository.Excerpt), CompressionMode.Decompress));
        var columns = file.ReadLine()!.Split(',');
        var (unit, time, latitude, longitude) = (Column("unit_id"), Column("timestamp_utc"), Column("lat"), Column("lon"));
        var fixes = new List<Fix>();
        while (file.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            fixes.Add(new(
                $"U-{cells[unit].ToUpperInvariant()}",
                DateTime.Parse(cells[time], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal),
                double.Parse(cells[latitude], CultureInfo.InvariantCulture),
                double.Parse(cells[longitude], CultureInfo.InvariantCulture)));
        }
        // The trace holds stale units and clocks that are days off; the hour in which most was recorded is the one to play.
        var hour = fixes.GroupBy(fix => new DateTime(fix.Time.Year, fix.Time.Month, fix.Time.Day, fix.Time.Hour, 0, 0, DateTimeKind.Utc)).MaxBy(g => g.Count())!;
        var moving = hour.GroupBy(fix => fix.EfectivoId).Where(g => g.Count() >= fixesMin).OrderBy(g => g.Key, StringComparer.Ordinal).Take(units);
        return [.. moving.SelectMany(g => g.DistinctBy(fix => fix.Time)).OrderBy(fix => fix.Time)];

        int Column(string name) => Array.IndexOf(columns, name) is >= 0 and var at ? at : throw new InvalidDataException($"no column {name}");
    }
}
