using System.Text;
using System.Text.Json;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>A JSON value that one of our converters refuses; the message is meant for the caller.</summary>
public sealed class UnreadableValueException(string rule, string? value) : JsonException(rule)
{
    public override string Message { get; } = rule;

    /// <summary>As it was sent; null for a list or an object.</summary>
    public string? Value { get; } = value;

    internal static UnreadableValueException At(ref Utf8JsonReader reader, string rule) => new(rule, reader.TokenType switch
    {
        JsonTokenType.String or JsonTokenType.PropertyName => reader.GetString(),
        JsonTokenType.StartArray or JsonTokenType.StartObject => null,
        _ => Encoding.UTF8.GetString(reader.ValueSpan),
    });
}
