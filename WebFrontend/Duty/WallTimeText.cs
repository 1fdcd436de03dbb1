using System.Globalization;
using GrupoGad.Duty;

namespace GrupoGad.WebFrontend.Duty;

/// <summary>Times of a place's clock as REST and CSV write them: <c>2026-03-28T22:00</c>, with an offset where the hour comes twice.</summary>
internal static class WallTimeText
{
    public const string Rule = "a time of the zone's clock, e.g. 2026-03-28T22:00, or with one of its offsets, e.g. 2026-10-25T02:30+01:00";

    private static readonly string[] Local = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];
    private static readonly string[] Offset = [.. Local.Select(format => format + "zzz")];

    public static bool TryRead(string? text, out WallTime time)
    {
        // zzz would take a Z and one-digit hours too; what is not of the documented length is not documented.
        if (text is { Length: 16 or 19 } && DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            time = new(local);
            return true;
        }
        if (text is { Length: 22 or 25 } && DateTimeOffset.TryParseExact(text, Offset, CultureInfo.InvariantCulture, DateTimeStyles.None, out var offset))
        {
            time = new(offset.DateTime, (int)offset.Offset.TotalMinutes);
            return true;
        }
        time = default;
        return false;
    }

    /// <summary>What the clock of that zone shows at an instant, with its offset.</summary>
    public static string Write(DateTime utc, string timeZone)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var found) ? found : TimeZoneInfo.Utc;
        return TimeZoneInfo.ConvertTime(new DateTimeOffset(utc), zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }
}
