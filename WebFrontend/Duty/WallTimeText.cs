using System.Globalization;
using GrupoGad.Duty;
using GrupoGad.WebFrontend.Times;

namespace GrupoGad.WebFrontend.Duty;

/// <summary>Times of a place's clock as REST and CSV write them: <c>2026-03-28T22:00</c>, with an offset where the hour comes twice.</summary>
internal static class WallTimeText
{
    public const string Rule = "a time of the zone's clock, e.g. 2026-03-28T22:00, or with one of its offsets, e.g. 2026-10-25T02:30+01:00";

    public static bool TryRead(string? text, out WallTime time)
    {
        time = default;
        if (!ClockText.TryRead(text, out var clock) || clock is not { Separator: 'T', HasFraction: false, IsLeapSecond: false, IsZulu: false })
        {
            return false;
        }
        time = clock.OffsetMinutes is { } offset ? new(clock.Local, offset) : new(clock.Local);
        return clock.TryUtc(offsetMinutes: 0, out _);
    }

    /// <summary>The local time of that zone at an instant, with its offset.</summary>
    public static string Write(DateTime utc, string timeZone)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var found) ? found : TimeZoneInfo.Utc;
        return TimeZoneInfo.ConvertTime(new DateTimeOffset(utc), zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }
}
