using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Times;

namespace GrupoGad.WebFrontend.Alarms;

/// <summary>Reads a call for help from text that should be JSON of the documented shape, and may be anything.</summary>
internal static partial class DistressJson
{
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 64, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The beginning of what cannot be read, which says what it was meant to be.</summary>
    private const int GlanceBytes = 512;

    /// <param name="whole">False: there was more, which was not read.</param>
    public static DistressReading Read(ReadOnlyMemory<byte> body, bool whole, DateTime now)
    {
        var reading = new DistressReading(now);
        if (!whole)
        {
            reading.LeaveOut("body", $"more than {body.Length} bytes", "a panic in JSON: what cannot be read is left out");
        }
        if (Parse(body) is { } document)
        {
            using (document)
            {
                Fill(reading, document.RootElement, "body");
            }
            return reading;
        }
        if (body.Length > 0 && whole)
        {
            reading.LeaveOut("body", Text(body), "JSON: what cannot be read is left out");
        }
        reading.Named(IdIn(body));
        return reading;
    }

    /// <summary>A glance, for frames that are too many to be read. The field of a panic begins with "2" in protobuf.</summary>
    public static bool MayCall(ReadOnlySpan<byte> frame) => frame.StartsWith("2"u8) || frame[..Math.Min(frame.Length, GlanceBytes)].IndexOf("panic"u8) >= 0;

    /// <summary>Whether a frame calls for help, broken as it may be; its panic is read then.</summary>
    /// <param name="isCheckIn">It says instead that all is well.</param>
    public static DistressReading? Find(ReadOnlyMemory<byte> frame, DateTime now, out bool isCheckIn)
    {
        isCheckIn = false;
        if (Parse(frame) is { } document)
        {
            using (document)
            {
                isCheckIn = Member(document.RootElement, "checkIn", "check_in") is not null;
                if (Member(document.RootElement, "panic") is not { } panic)
                {
                    return null;
                }
                var reading = new DistressReading(now);
                Fill(reading, panic, "panic");
                foreach (var other in document.RootElement.EnumerateObject().Where(member => NameOf(member) != "panic"))
                {
                    reading.LeaveOut(NameOf(other), Said(other.Value), "alone: what is beside a panic is left out");
                }
                return reading;
            }
        }
        if (!frame.Span.StartsWith("2"u8) && !Names().IsMatch(Text(frame)))
        {
            return null;
        }
        // Its beginning says what it was meant to be.
        var broken = new DistressReading(now);
        broken.LeaveOut("panic", $"{frame.Length} bytes", "a panic that can be read: what cannot be read is left out");
        broken.Named(IdIn(frame));
        return broken;
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            return JsonDocument.Parse(text, Lenient);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Fill(DistressReading reading, JsonElement panic, string field)
    {
        if (panic.ValueKind != JsonValueKind.Object)
        {
            reading.LeaveOut(field, Said(panic), "an object: left out");
            return;
        }
        foreach (var member in panic.EnumerateObject())
        {
            var value = member.Value;
            switch (NameOf(member))
            {
                case "alarmId" or "alarm_id":
                    reading.Named(value.ValueKind == JsonValueKind.Null ? null : Said(value));
                    break;
                case "position" when value.ValueKind != JsonValueKind.Null:
                    reading.At(new GeoPoint(Degrees(value, "latitude"), Degrees(value, "longitude")), Said(value));
                    break;
                case "at" when value.ValueKind != JsonValueKind.Null:
                    reading.Said(value.ValueKind == JsonValueKind.String && InstantText.TryRead(Said(value), out var at) ? at : null, Said(value));
                    break;
                case "position" or "at":
                    break;
                default:
                    reading.LeaveOut(NameOf(member), Said(value), DistressReading.MemberRule);
                    break;
            }
        }
    }

    private static double Degrees(JsonElement place, string name) =>
        Member(place, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var degrees) ? degrees : double.NaN;

    private static JsonElement? Member(JsonElement parent, params ReadOnlySpan<string> names)
    {
        if (parent.ValueKind != JsonValueKind.Object)
        {
            return null;
        }
        foreach (var member in parent.EnumerateObject())
        {
            if (names.Contains(NameOf(member)) && member.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False))
            {
                return member.Value;
            }
        }
        return null;
    }

    private static string NameOf(JsonProperty member) => Readable(() => member.Name);

    private static string Said(JsonElement value) => Readable(() => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());

    /// <summary>Escapes may stand for no character, and bytes for no text.</summary>
    private static string Readable(Func<string> text)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException)
        {
            return "text that cannot be read";
        }
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span[..Math.Min(bytes.Length, GlanceBytes)]);

    private static string? IdIn(ReadOnlyMemory<byte> bytes) => Id().Match(Text(bytes)) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("""["']?panic["']?\s*:""", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Names();

    [GeneratedRegex("""alarm_?[iI]d["']?\s*[:=]\s*["']?([A-Za-z0-9_-]{8,64})""", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Id();
}
