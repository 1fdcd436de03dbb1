using System.Text.Json;

namespace GrupoGad.WebFrontend.Ingest.OsmAnd;

/// <summary>
/// JSON that breaks off, or that breaks: the values before the break, closed where it is.
/// Only for calls for help, which count however little of them comes.
/// </summary>
internal static class TornJson
{
    /// <returns>Null: there is no value before the break.</returns>
    public static JsonDocument? Parse(ReadOnlySpan<byte> text)
    {
        // Never the final block: a number at the very end may lack digits.
        var reader = new Utf8JsonReader(text, isFinalBlock: false, default);
        var (closers, end) = (new Stack<byte>(), 0L);
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        continue;
                    case JsonTokenType.StartObject:
                        closers.Push((byte)'}');
                        break;
                    case JsonTokenType.StartArray:
                        closers.Push((byte)']');
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        closers.Pop();
                        break;
                }
                end = reader.BytesConsumed;
            }
        }
        catch (JsonException)
        {
            // Here it breaks.
        }
        return end == 0 ? null : JsonDocument.Parse((byte[])[.. text[..(int)end], .. closers]);
    }
}
