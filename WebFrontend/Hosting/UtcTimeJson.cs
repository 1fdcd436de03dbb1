using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>A JSON value that one of our converters refuses; the message is meant for the caller.</summary>
public sealed class UnreadableValueException(string rule) : JsonException(rule)
{
    public override string Message { get; } = rule;
}

/// <summary>ISO 8601 with its zone, in UTC, whole milliseconds. A time without a zone is refused: the server's own zone means nothing to a device.</summary>
public sealed class UtcTimeJson : JsonConverter<DateTime>
{
    public const string Rule = "ISO 8601 with a time zone, e.g. 2026-03-01T12:00:00Z";

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var time) ? time : throw new UnreadableValueException(Rule);

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public static bool TryParse(string? text, out DateTime utc)
    {
        utc = default;
        // RoundtripKind keeps apart what AssumeUniversal would guess.
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var parsed)
            || parsed.Kind == DateTimeKind.Unspecified || text!.Length < 16)
        {
            return false;
        }
        var universal = parsed.ToUniversalTime();
        utc = new DateTime(universal.Ticks - universal.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
        return true;
    }
}
