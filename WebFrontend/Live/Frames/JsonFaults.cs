using System.Globalization;
using System.Text.Json;
using Google.Protobuf.Reflection;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Times;

namespace GrupoGad.WebFrontend.Live.Frames;

/// <summary>Finds what is wrong with a JSON message that the protobuf parser refused: it says that, not where.</summary>
internal static class JsonFaults
{
    /// <returns>Null: none that this finds.</returns>
    public static Refusal? Find(JsonElement root, MessageDescriptor type) => Walk(root, type, "");

    private static Refusal? Walk(JsonElement element, MessageDescriptor type, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return Fault(path.Length == 0 ? "$" : path, element.ToString(), $"an object, {type.FullName}");
        }
        var chosen = new Dictionary<OneofDescriptor, string>();
        foreach (var property in element.EnumerateObject())
        {
            var at = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            if (type.Fields.InDeclarationOrder().FirstOrDefault(field => field.JsonName == property.Name || field.Name == property.Name) is not { } field)
            {
                return Fault(at, property.Value.ToString(), $"not a field of {type.FullName}");
            }
            if (property.Value.ValueKind == JsonValueKind.Null)
            {
                continue; // The mapping takes null for left out.
            }
            if (field.RealContainingOneof is { } oneof && !chosen.TryAdd(oneof, property.Name))
            {
                return Fault(at, "", $"only one of {string.Join(", ", oneof.Fields.Select(choice => choice.JsonName))}");
            }
            if (List(property.Value, field, at) is { } fault)
            {
                return fault;
            }
        }
        return null;
    }

    private static Refusal? List(JsonElement value, FieldDescriptor field, string path)
    {
        if (!field.IsRepeated)
        {
            return One(value, field, path);
        }
        if (value.ValueKind != JsonValueKind.Array)
        {
            return Fault(path, value.ToString(), "a list");
        }
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (One(item, field, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]")) is { } fault)
            {
                return fault;
            }
        }
        return null;
    }

    private static Refusal? One(JsonElement value, FieldDescriptor field, string path)
    {
        if (field.FieldType == FieldType.Message && field.MessageType.FullName != JsonTimes.TimestampName)
        {
            return Walk(value, field.MessageType, path);
        }
        var (fits, rule) = field.FieldType switch
        {
            FieldType.Message => (IsTime(value), InstantText.Rule),
            FieldType.Double or FieldType.Float => (IsNumber(value, field.FieldType), "a number"),
            FieldType.UInt64 => (IsWhole(value, 0, ulong.MaxValue), "a whole number of 0..2^64-1, as text beyond 2^53"),
            FieldType.UInt32 => (IsWhole(value, 0, uint.MaxValue), "a whole number of 0..2^32-1"),
            FieldType.Int32 => (IsWhole(value, int.MinValue, int.MaxValue), "a whole number of 32 bits"),
            FieldType.Bool => (value.ValueKind is JsonValueKind.True or JsonValueKind.False, "true or false"),
            FieldType.String => (value.ValueKind == JsonValueKind.String, "text"),
            FieldType.Enum => (IsName(value, field.EnumType), $"one of {string.Join(", ", field.EnumType.Values.Select(choice => choice.Name))}"),
            _ => (true, ""),
        };
        return fits ? null : Fault(path, value.ToString(), rule);
    }

    private static bool IsTime(JsonElement value) => value.ValueKind == JsonValueKind.String && InstantText.TryRead(value.GetString(), out _);

    private static bool IsNumber(JsonElement value, FieldType type) =>
        double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && value.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && (type == FieldType.Double ? double.IsFinite(number) : float.IsFinite((float)number));

    private static bool IsWhole(JsonElement value, decimal min, decimal max) =>
        value.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && decimal.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number == decimal.Truncate(number) && number >= min && number <= max;

    private static bool IsName(JsonElement value, EnumDescriptor type) => value.ValueKind == JsonValueKind.Number
        ? value.TryGetInt32(out _)
        : value.ValueKind == JsonValueKind.String && type.FindValueByName(value.GetString()!) is not null;

    private static Refusal Fault(string field, string value, string rule) => new(field, value, rule) { Code = RefusalCodes.Malformed };
}
