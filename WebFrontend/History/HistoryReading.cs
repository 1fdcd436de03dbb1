using GrupoGad.WebFrontend.Efectivos;

namespace GrupoGad.WebFrontend.History;

/// <summary>Reads what every question about the past asks with: an area and times that are past.</summary>
internal static class HistoryReading
{
    /// <summary>Reports received less than this ago may not be stored yet, so that the picture could still change. Milliseconds.</summary>
    public const int SettledAfterMs = 5_000;

    /// <summary>A time that is needed and not in the future.</summary>
    public static DateTime Past(this QueryReading reading, string field, string? text, DateTime now)
    {
        if (text is null)
        {
            reading.Refuse(field, null, Hosting.UtcTimeJson.Rule);
            return now;
        }
        var time = reading.Time(field, text, now);
        if (time > now)
        {
            reading.Refuse(field, text, "not in the future");
        }
        return time;
    }

    public static bool IsSettled(DateTime time, DateTime now) => now - time >= TimeSpan.FromMilliseconds(SettledAfterMs);
}
