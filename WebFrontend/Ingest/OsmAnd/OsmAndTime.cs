using System.Globalization;
using GrupoGad.WebFrontend.Times;

namespace GrupoGad.WebFrontend.Ingest.OsmAnd;

/// <summary>The ways in which trackers write a time.</summary>
public static class OsmAndTime
{
    public const string Rule = "seconds or milliseconds since 1970, or RFC 3339, e.g. 2026-03-01T12:00:00Z";

    /// <summary>Seconds since 1970 reach this in the year 5138, milliseconds did in 1973.</summary>
    private const double SecondsMax = 1e11;

    private const double MillisecondsMax = 2.5e14;

    /// <summary>Seconds or milliseconds since 1970, or RFC 3339 (also with a space); without a zone it is UTC, as these apps mean it.</summary>
    public static bool TryParse(string text, out DateTime utc)
    {
        utc = default;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            var milliseconds = number < SecondsMax ? number * 1_000 : number;
            if (milliseconds >= MillisecondsMax)
            {
                return false;
            }
            utc = DateTime.UnixEpoch.AddMilliseconds(Math.Round(milliseconds));
            return true;
        }
        return ClockText.TryRead(text, out var clock) && clock.HasSeconds && clock.TryUtc(offsetMinutes: 0, out utc);
    }
}
