using GrupoGad.Efectivos;
using Microsoft.Extensions.Primitives;

namespace GrupoGad.WebFrontend.Ingest.OsmAnd;

/// <summary>Reads the query and form spelling: <c>id, lat, lon, timestamp, speed</c> in knots, <c>batt</c> in per cent.</summary>
public static class OsmAndFields
{
    private const double MpsPerKnot = 1852.0 / 3600;

    private static readonly NumberRange PerCent = new(0, 100);

    /// <param name="field">Value of a field; empty where it is missing.</param>
    /// <param name="now">UTC, for a message that carries no time.</param>
    public static OsmAndMessage Read(Func<string, StringValues> field, DateTime now)
    {
        string? First(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (field(name) is [{ Length: > 0 } value, ..])
                {
                    return value;
                }
            }
            return null;
        }

        if (First("id", "deviceid", "device_id") is not { } id)
        {
            return OsmAndMessage.Unreadable("id", null, "the code of an efectivo");
        }
        if (First("valid") is { } valid && !IsTrue(valid))
        {
            return OsmAndMessage.WithoutPosition;
        }
        var (latitude, longitude) = (First("lat"), First("lon"));
        if (First("location") is { } location)
        {
            if (location.Split(',') is not [var north, var east])
            {
                return OsmAndMessage.Unreadable("location", location, "latitude,longitude by a comma, e.g. -34.6,-58.38");
            }
            (latitude, longitude) = (north, east);
        }
        if (latitude is null && longitude is null)
        {
            // An alarm without a place has rung already.
            return First("cell", "wifi", "alarm") is not null
                ? OsmAndMessage.WithoutPosition
                : OsmAndMessage.Unreadable("lat", null, "lat and lon, or location; or cell or wifi, or valid=false, of a device without a fix");
        }
        var report = new ReportFields();
        report.Efectivo(OsmAndMessage.CodeOf(id), id);
        report.Point(latitude, longitude);
        Time(report, First("timestamp"), now);
        report.Optional("accuracy_m", First("accuracy", "hacc"), FixRanges.AccuracyM, negativeIsUnknown: true);
        report.Optional("speed_mps", First("speed"), FixRanges.SpeedMps, MpsPerKnot, negativeIsUnknown: true);
        report.Optional("course_deg", First("bearing", "heading"), FixRanges.CourseDeg, negativeIsUnknown: true);
        report.Optional("battery", First("batt"), PerCent, 0.01, negativeIsUnknown: true);
        report.Optional("altitude_m", First("altitude"), FixRanges.AltitudeM);
        return new OsmAndMessage([report]);
    }

    /// <param name="text">Null: it is of now.</param>
    internal static void Time(ReportFields report, string? text, DateTime now)
    {
        var utc = now;
        if (text is null || OsmAndTime.TryParse(text, out utc))
        {
            report.Time(utc, text);
            return;
        }
        report.Sent.Refuse(ReportOutcome.Malformed, "device_time", text, OsmAndTime.Rule);
    }

    private static bool IsTrue(string text) => text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase);
}
