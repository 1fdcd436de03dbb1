using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GrupoGad.Alarms;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Efectivos;
using Microsoft.Extensions.Primitives;

namespace GrupoGad.WebFrontend.Ingest.OsmAnd;

/// <summary>
/// The panic of a tracker: <c>alarm=sos</c>. Of Traccar's many alarms (powerOn, lowBattery, geofenceExit, movement…) only this one is a person that calls
/// for help. It is read apart from the position, so that nothing that is wrong with that keeps it from ringing.
/// </summary>
internal static class OsmAndDistress
{
    private const string Sos = "sos";

    /// <summary>Without a time a device's repeated message is the same call for so long.</summary>
    private static readonly TimeSpan SamePress = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan AgeMax = TimeSpan.FromHours(24);

    /// <summary>Raises what the message asks for; nothing when it does not, or when its device is nobody.</summary>
    /// <exception cref="GadUnavailableException">It is not stored, whether it rings or not: the device has to send it again.</exception>
    public static async Task Raise(HttpRequest request, Func<string, StringValues> field, IGrainFactory grains, DateTime now, CancellationToken cancellation)
    {
        if (await Read(request, field, cancellation) is not { } call)
        {
            return;
        }
        var hasTime = OsmAndTime.TryParse(call.Time, out var at);
        var press = hasTime ? call.Time : (now.Ticks / SamePress.Ticks).ToString(CultureInfo.InvariantCulture);
        var answer = await grains.GetGrain<IAlarmGrain>(call.Device).Raise(new RaiseAlarm
        {
            AlarmId = "sos-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(press)))[..32],
            Kind = AlarmKind.Panic,
            Point = call.Point is { IsMeant: true } ? call.Point : null,
            At = hasTime && at <= now && at >= now - AgeMax ? at : now,
            Actor = call.Device,
        }, CancellationToken.None);
        if (answer.Outcome == AlarmOutcome.RingsUnstored)
        {
            throw new GadUnavailableException("postgis");
        }
    }

    /// <returns>Null: it does not call for help, or nobody does.</returns>
    internal static async ValueTask<Call?> Read(HttpRequest request, Func<string, StringValues> field, CancellationToken cancellation) =>
        ((request.HasJsonContentType() ? await OfJson(request, cancellation) : null) ?? OfFields(field)) is { } call && EfectivoCode.IsValid(call.Device) ? call : null;

    private static Call? OfFields(Func<string, StringValues> field)
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

        if (!IsSos(First("alarm")) || First("id", "deviceid", "device_id") is not { } id)
        {
            return null;
        }
        var place = First("location")?.Split(',');
        var (latitude, longitude) = (First("lat") ?? place?[0], First("lon") ?? place?.ElementAtOrDefault(1));
        return new Call(OsmAndMessage.CodeOf(id), First("timestamp") ?? "", new GeoPoint(Number(latitude), Number(longitude)));
    }

    private static async Task<Call?> OfJson(HttpRequest request, CancellationToken cancellation)
    {
        request.EnableBuffering();
        using var body = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(body, cancellation);
        }
        catch (IOException)
        {
            // The line broke, or it is too long: the part before that may call for help.
        }
        finally
        {
            request.Body.Position = 0;
        }
        try
        {
            using var document = Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
            return document is null ? null : Several(document.RootElement).Select(OfMessage).FirstOrDefault(call => call is not null);
        }
        catch (InvalidOperationException)
        {
            // A name that stands for no text. The reader of the body refuses it, after the query has been read.
            return null;
        }
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return TornJson.Parse(body.Span);
        }
    }

    /// <summary>Reports that a phone kept without a network come as a batch: of messages, or of locations in one.</summary>
    private static IEnumerable<JsonElement> Several(JsonElement part) => part.ValueKind == JsonValueKind.Array ? part.EnumerateArray() : [part];

    private static Call? OfMessage(JsonElement message)
    {
        var locations = Member(message, "location") is { } any ? Several(any).ToArray() : [];
        if (!IsSos(Alarm(message)) && !locations.Any(one => IsSos(Alarm(one))))
        {
            return null;
        }
        // The newest place, unless one of them says itself that it is where the call was made.
        JsonElement? place = locations.Length == 0 ? null : locations.LastOrDefault(one => IsSos(Alarm(one)), locations[^1]);
        var coords = place is { } known ? Member(known, "coords") : null;
        return new Call(
            OsmAndMessage.CodeOf(Text(Member(message, "device_id"))), Text((place is { } timed ? Member(timed, "timestamp") : null) ?? Member(message, "timestamp")),
            new GeoPoint(Number(Text(coords is { } c ? Member(c, "latitude") : null)), Number(Text(coords is { } d ? Member(d, "longitude") : null))));
    }

    /// <summary>Beside the position or among what the app adds to it.</summary>
    private static string Alarm(JsonElement part) =>
        Member(part, "alarm") is { } own ? Text(own) : Member(part, "extras") is { } extras ? Text(Member(extras, "alarm")) : "";

    /// <summary>Devices may report several at once.</summary>
    private static bool IsSos(string? alarms) =>
        alarms?.Split(',', StringSplitOptions.TrimEntries).Contains(Sos, StringComparer.OrdinalIgnoreCase) == true;

    private static double Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    private static JsonElement? Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string Text(JsonElement? value)
    {
        try
        {
            return value switch
            {
                { ValueKind: JsonValueKind.String } text => text.GetString()!,
                { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
                _ => "",
            };
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is no text, and no reason not to read the rest.
            return "";
        }
    }

    internal readonly record struct Call(string Device, string Time, GeoPoint? Point);
}
