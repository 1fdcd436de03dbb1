using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Primitives;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Ingest.OsmAnd;

/// <summary>Reads the query and form spelling: <c>id, lat, lon, timestamp, speed</c> in knots, <c>batt</c> in per cent.</summary>
public static class OsmAndFields
{
    private const double MpsPerKnot = 1852.0 / 3600;

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
        var (latitude, longitude) = (First("lat"), First("lon"));
        if (First("location") is { } location && location.Split(',') is [var north, var east])
        {
            (latitude, longitude) = (north, east);
        }
        if ((latitude is null && longitude is null) || First("valid") is { } valid && !IsTrue(valid))
        {
            return OsmAndMessage.WithoutPosition;
        }

        var reader = new OsmAndNumbers();
        var report = new Wire.PositionReport
        {
            EfectivoId = OsmAndMessage.CodeOf(id),
            Latitude = reader.Required("lat", latitude),
            Longitude = reader.Required("lon", longitude),
        };
        if (First("timestamp") is not { } time)
        {
            report.DeviceTime = Timestamp.FromDateTime(now);
        }
        else if (OsmAndTime.TryParse(time, out var utc))
        {
            report.DeviceTime = Timestamp.FromDateTime(utc);
        }
        else
        {
            return OsmAndMessage.Unreadable("timestamp", time, "seconds or milliseconds since 1970, or ISO 8601");
        }
        OsmAndNumbers.Set(reader.Known("accuracy", First("accuracy", "hacc")), value => report.AccuracyM = value, zeroIsUnknown: true);
        OsmAndNumbers.Set(reader.Known("speed", First("speed")) * MpsPerKnot, value => report.SpeedMps = value);
        OsmAndNumbers.Set(reader.Known("bearing", First("bearing", "heading")), value => report.CourseDeg = value);
        OsmAndNumbers.Set(reader.Known("batt", First("batt")) / 100, value => report.Battery = value);
        if (reader.Optional("altitude", First("altitude")) is { } altitude)
        {
            report.AltitudeM = (float)altitude;
        }
        return new OsmAndMessage(report, reader.Violation);
    }

    private static bool IsTrue(string text) => text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase);
}
