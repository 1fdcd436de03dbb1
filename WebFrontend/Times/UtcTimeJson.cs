using System.Text.Json;
using System.Text.Json.Serialization;
using GrupoGad.WebFrontend.Hosting;

namespace GrupoGad.WebFrontend.Times;

/// <summary>An instant in JSON: see <see cref="InstantText"/>.</summary>
public sealed class UtcTimeJson : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && InstantText.TryRead(reader.GetString(), out var time) ? time : throw UnreadableValueException.At(ref reader, InstantText.Rule);

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
