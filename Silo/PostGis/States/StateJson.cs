using System.Text.Json;
using Orleans.Storage;

namespace GrupoGad.Silo.PostGis.States;

/// <summary>Grain state as plain JSON documents: readable and queryable in SQL, no type names inside. Names are camelCase, enums numbers.</summary>
internal sealed class StateJson : IGrainStorageSerializer
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web);

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, _options));

    public T Deserialize<T>(BinaryData input) => Deserialize<T>(input.ToMemory().Span);

    public static T Deserialize<T>(ReadOnlySpan<byte> document) => JsonSerializer.Deserialize<T>(document, _options)!;
}
