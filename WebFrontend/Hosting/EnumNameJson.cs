using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>
/// Choices in JSON: by name, in any case. A refusal names all that may be chosen.
/// The framework's own converter says only that it could not.
/// </summary>
public sealed class EnumNameJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Named<>).MakeGenericType(typeToConvert))!;

    private sealed class Named<TEnum> : JsonConverter<TEnum> where TEnum : struct, Enum
    {
        private static readonly FrozenDictionary<string, TEnum> Choices =
            Enum.GetNames<TEnum>().ToFrozenDictionary(name => name, Enum.Parse<TEnum>, StringComparer.OrdinalIgnoreCase);

        private static readonly string Rule = $"one of {string.Join(", ", Enum.GetNames<TEnum>())}";

        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Choices.TryGetValue(reader.GetString()!, out var choice) ? choice : throw UnreadableValueException.At(ref reader, Rule);

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

        public override TEnum ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Choices.TryGetValue(reader.GetString()!, out var choice) ? choice : throw UnreadableValueException.At(ref reader, Rule);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WritePropertyName(value.ToString());
    }
}
