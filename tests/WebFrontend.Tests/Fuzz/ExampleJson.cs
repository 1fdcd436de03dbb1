using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GrupoGad.WebFrontend.Tests.Fuzz;

/// <summary>A body that a resource takes for its shape, made from the type that it reads: a new resource is fuzzed without being named anywhere.</summary>
internal static class ExampleJson
{
    private const int DepthMax = 5;

    public static JsonNode? Of(Type type, int depth = 0)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (depth > DepthMax)
        {
            return null;
        }
        if (type == typeof(string))
        {
            return JsonValue.Create("E-0001");
        }
        if (type == typeof(bool))
        {
            return JsonValue.Create(true);
        }
        if (type == typeof(DateTime))
        {
            return JsonValue.Create("2026-11-30T12:00:00Z");
        }
        if (type.IsEnum)
        {
            return JsonValue.Create(Enum.GetNames(type)[0]);
        }
        if (type.IsPrimitive || type == typeof(decimal))
        {
            return JsonValue.Create(1);
        }
        if (type == typeof(JsonElement) || type == typeof(object))
        {
            return new JsonArray(1, 2);
        }
        return Entry(type) is { } entry ? new JsonArray(Of(entry, depth + 1)) : new JsonObject(type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .Select(property => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(property.Name), Of(property.PropertyType, depth + 1))));
    }

    private static Type? Entry(Type type) => type.IsArray ? type.GetElementType()
        : type.GetInterfaces().Append(type).FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
}
