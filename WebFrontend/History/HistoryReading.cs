using System.Globalization;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Times;

namespace GrupoGad.WebFrontend.History;

/// <summary>Reads what every question about the past asks with: times that are past.</summary>
internal static class HistoryReading
{
    /// <summary>Reports received less than this ago may not be stored yet, so that the picture could still change. Milliseconds.</summary>
    public const int SettledAfterMs = 5_000;

    /// <summary>A time that is needed and not in the future.</summary>
    public static DateTime Past(this QueryReading reading, string field, string? text, DateTime now)
    {
        if (text is null)
        {
            reading.Refuse(field, null, InstantText.Rule);
            return now;
        }
        var time = reading.Time(field, text, now);
        if (time > now)
        {
            reading.Refuse(field, text, "not in the future");
        }
        return time;
    }

    /// <summary>A stretch of an efectivo's track: the last 24 hours unless it is said otherwise.</summary>
    public static (DateTime From, DateTime To) Stretch(this QueryReading reading, string id, string? from, string? to, DateTime now, int daysMax)
    {
        if (!EfectivoCode.IsValid(id))
        {
            reading.Refuse("id", id, EfectivoCode.Rule);
        }
        var end = reading.Time("to", to, now);
        var start = reading.Time("from", from, end.Year > 1 ? end.AddDays(-1) : DateTime.MinValue);
        if (Rule(start, end, daysMax) is { } rule)
        {
            reading.Refuse("from", from, rule);
        }
        return (start, end);
    }

    /// <summary>Null when it may be asked for.</summary>
    public static string? Rule(DateTime from, DateTime to, int daysMax) =>
        from >= to ? "before to"
        : (to - from).TotalDays > daysMax ? string.Create(CultureInfo.InvariantCulture, $"at most {daysMax} days before to")
        : null;

    public static bool IsSettled(DateTime time, DateTime now) => now - time >= TimeSpan.FromMilliseconds(SettledAfterMs);
}
