using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using GrupoGad.WebFrontend.Hosting;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Ingest.OsmAnd;

/// <summary>Reads the JSON of newer Traccar clients: <c>device_id, location{timestamp, coords{…}, battery{…}}</c>, speed in m/s, −1 unknown.</summary>
public static class OsmAndJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    /// <param name="now">UTC, for a message that carries no time.</param>
    public static async Task<OsmAndMessage> Read(Stream body, DateTime now, CancellationToken cancellation)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(body, Options, cancellation);
            return Read(document.RootElement, now);
        }
        catch (JsonException)
        {
            return OsmAndMessage.Unreadable("body", null, "JSON");
        }
    }

    private static OsmAndMessage Read(JsonElement root, DateTime now)
    {
        if (Text(root, "device_id") is not { Length: > 0 } id)
        {
            return OsmAndMessage.Unreadable("device_id", null, "the code of an efectivo");
        }
        if (Member(root, "location") is not { } location || Member(location, "coords") is not { } coords)
        {
            return OsmAndMessage.WithoutPosition;
        }
        var (report, violation) = (new Wire.PositionReport { EfectivoId = OsmAndMessage.CodeOf(id), DeviceTime = Timestamp.FromDateTime(now) }, (Violation?)null);
        double? Number(JsonElement parent, string name)
        {
            if (Member(parent, name) is not { } value)
            {
                return null;
            }
            if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number))
            {
                return number;
            }
            violation ??= new Violation(name, value.GetRawText(), "a number");
            return null;
        }

        report.Latitude = Number(coords, "latitude") ?? double.NaN;
        report.Longitude = Number(coords, "longitude") ?? double.NaN;
        if ((Text(location, "timestamp") ?? Text(root, "timestamp")) is { } time)
        {
            if (!OsmAndTime.TryParse(time, out var utc))
            {
                return OsmAndMessage.Unreadable("timestamp", time, "seconds or milliseconds since 1970, or ISO 8601");
            }
            report.DeviceTime = Timestamp.FromDateTime(utc);
        }
        OsmAndNumbers.Set(Number(coords, "accuracy"), value => report.AccuracyM = value, zeroIsUnknown: true);
        OsmAndNumbers.Set(Number(coords, "speed"), value => report.SpeedMps = value);
        OsmAndNumbers.Set(Number(coords, "heading"), value => report.CourseDeg = value);
        if (Number(coords, "altitude") is { } altitude)
        {
            report.AltitudeM = (float)altitude;
        }
        if (Member(location, "battery") is { ValueKind: JsonValueKind.Object } battery)
        {
            OsmAndNumbers.Set(Number(battery, "level"), value => report.Battery = value);
        }
        return new OsmAndMessage(report, violation);
    }

    private static JsonElement? Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>A string, or a number as it is written.</summary>
    private static string? Text(JsonElement parent, string name) => Member(parent, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };
}
