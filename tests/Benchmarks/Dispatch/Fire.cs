using System.Globalization;
using System.IO.Compression;
using GrupoGad.Geo;

namespace GrupoGad.Benchmarks.Dispatch;

/// <summary>One unit sent to one call, as the San Francisco Fire Department recorded it. Times UTC; null: not recorded.</summary>
public sealed record Response(string Call, string Unit, string Kind, string Area, GeoPoint Place, DateTime Dispatched, DateTime? Left, DateTime? Arrived, DateTime Free);

/// <summary>A fortnight of calls: 10,410 unit responses of April 2020 (DataSF, PDDL).</summary>
public static class Fire
{
    private const string File = "incidents/sffd_unit_responses_2020-04.csv.gz";

    /// <summary>In order of dispatch; null when the data are not here.</summary>
    public static List<Response>? Read()
    {
        if (Environment.GetEnvironmentVariable("GAD_DATA") is not { Length: > 0 } folder || !System.IO.File.Exists(Path.Combine(folder, File)))
        {
            return null;
        }
        using var reader = new StreamReader(new GZipStream(System.IO.File.OpenRead(Path.Combine(folder, File)), CompressionMode.Decompress));
        var names = Split(reader.ReadLine()!);
        var responses = new List<Response>();
        while (reader.ReadLine() is { } line)
        {
            var cells = Split(line);
            string Of(string name) => cells[names.IndexOf(name)];
            DateTime? Time(string name) => Of(name) is { Length: > 0 } text ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal) : null;
            if (Time("dispatch_utc") is { } dispatched && Time("available_utc") is { } free)
            {
                responses.Add(new Response(
                    Of("call_number"), Of("unit_id"), Of("unit_type"), Of("station_area"),
                    new GeoPoint(double.Parse(Of("lat"), CultureInfo.InvariantCulture), double.Parse(Of("lon"), CultureInfo.InvariantCulture)),
                    dispatched, Time("response_utc"), Time("on_scene_utc"), free));
            }
        }
        return [.. responses.OrderBy(response => response.Dispatched)];
    }

    /// <summary>Cells of a CSV line, quoted where they hold a comma.</summary>
    private static List<string> Split(string line)
    {
        var cells = new List<string>();
        var (cell, quoted) = (new System.Text.StringBuilder(), false);
        foreach (var letter in line)
        {
            if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (letter == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(letter);
            }
        }
        cells.Add(cell.ToString());
        return cells;
    }
}
