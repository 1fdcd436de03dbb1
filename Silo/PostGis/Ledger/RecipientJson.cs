using System.Text.Json;

namespace GrupoGad.Silo.PostGis.Ledger;

/// <summary>Recipients as they were asked for, readable in SQL: camelCase, enums as numbers.</summary>
internal static class RecipientJson
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web);

    public static string Text<T>(T value) => JsonSerializer.Serialize(value, _options);

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, _options)!;
}
