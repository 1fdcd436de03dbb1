using System.Globalization;

namespace GrupoGad.WebFrontend.Ingest.OsmAnd;

/// <summary>The ways in which trackers write a time.</summary>
public static class OsmAndTime
{
    /// <summary>Seconds since 1970 reach this in the year 5138, milliseconds did in 1973.</summary>
    private const double SecondsMax = 1e11;

    private const double MillisecondsMax = 2.5e14;

    /// <summary>Seconds or milliseconds since 1970, or ISO 8601 (also with a space); without a zone it is UTC, as these apps mean it.</summary>
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
        return DateTime.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out utc);
    }
}
