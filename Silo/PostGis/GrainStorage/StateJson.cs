using System.Text.Json;

namespace GrupoGad.Silo.PostGis.GrainStorage;

/// <summary>Grain state as plain JSON documents: readable and queryable in SQL, no type names inside. Names are camelCase, enums numbers.</summary>
internal static class StateJson
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web);

    public static byte[] Serialize<T>(T state) => JsonSerializer.SerializeToUtf8Bytes(state, _options);

    public static T Deserialize<T>(ReadOnlySpan<byte> document) => JsonSerializer.Deserialize<T>(document, _options)!;
}
