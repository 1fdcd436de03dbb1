using System.Text;
using System.Text.Json;
using Google.Protobuf.Reflection;
using GrupoGad.WebFrontend.Times;

namespace GrupoGad.WebFrontend.Live.Frames;

/// <summary>
/// Writes a JSON message again with its times as the protobuf parser takes them. That parser refuses the small <c>z</c> and the leap second, which our
/// reader of times takes.
/// </summary>
internal static class JsonTimes
{
    public const string TimestampName = "google.protobuf.Timestamp";

    public static string Canonical(JsonElement root, MessageDescriptor type)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            Write(writer, root, type);
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <param name="type">Of the message; null: no message, or one we do not know.</param>
    private static void Write(Utf8JsonWriter writer, JsonElement element, MessageDescriptor? type)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject())
                {
                    var field = type?.Fields.InDeclarationOrder().FirstOrDefault(field => field.JsonName == member.Name || field.Name == member.Name);
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, field is { FieldType: FieldType.Message } ? field.MessageType : null);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item, type);
                }
                writer.WriteEndArray();
                break;
            case JsonValueKind.String when type?.FullName == TimestampName && InstantText.TryRead(element.GetString(), out var utc):
                writer.WriteStringValue(utc);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
