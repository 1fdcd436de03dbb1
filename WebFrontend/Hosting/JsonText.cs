using System.Text.Json;
using System.Text.Unicode;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>
/// Reads bytes that claim to be JSON, for an endpoint that does not let the framework do it. Every string of the document can be read afterwards.
/// Bytes that are not UTF-8, halves of a surrogate pair, repeated names and deep nesting are refused here.
/// </summary>
internal static class JsonText
{
    /// <summary>No message of ours is deeper than 10; hostile ones are.</summary>
    public const int DepthMax = 32;

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    public static async Task<(JsonDocument? Document, Refusal? Refusal)> Read(HttpRequest request, CancellationToken cancellation, int depthMax = DepthMax)
    {
        using var text = new MemoryStream((int)Math.Clamp(request.ContentLength ?? 0, 0, 1 << 20));
        await request.Body.CopyToAsync(text, cancellation);
        return Parse(text.GetBuffer().AsMemory(0, (int)text.Length), depthMax);
    }

    /// <param name="text">Held by the document as long as that lives.</param>
    public static (JsonDocument? Document, Refusal? Refusal) Parse(ReadOnlyMemory<byte> text, int depthMax = DepthMax)
    {
        text = text.Span.StartsWith(Mark) ? text[Mark.Length..] : text;
        if (!Utf8.IsValid(text.Span))
        {
            return (null, Malformed(null, "JSON in UTF-8"));
        }
        try
        {
            if (HalfPair(text.Span, depthMax) is { } place)
            {
                return (null, Malformed($"byte {place + 1}", "both halves of a surrogate pair"));
            }
            return (JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = depthMax, AllowDuplicateProperties = false }), null);
        }
        catch (JsonException fault)
        {
            // Without a line it is none of the text's letters: a name that comes twice.
            return (null, fault.LineNumber is { } line
                ? Malformed($"line {line + 1}, byte {fault.BytePositionInLine + 1}", $"JSON text, at most {depthMax} levels deep")
                : Malformed(null, "each member of an object once"));
        }
    }

    private static Refusal Malformed(string? place, string rule) => new("$", place, rule) { Code = RefusalCodes.Malformed };

    /// <returns>The byte of a string or a name with half a pair; null: none.</returns>
    private static long? HalfPair(ReadOnlySpan<byte> text, int depthMax)
    {
        if (!text.Contains((byte)'\\'))
        {
            return null;
        }
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = depthMax });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped && !IsWhole(ref reader))
            {
                return reader.TokenStartIndex;
            }
        }
        return null;
    }

    private static bool IsWhole(ref Utf8JsonReader reader)
    {
        try
        {
            _ = reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
