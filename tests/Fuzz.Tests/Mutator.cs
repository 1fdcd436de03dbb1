using System.Text;
using System.Text.Json.Nodes;

namespace GrupoGad.Fuzz.Tests;

/// <summary>Makes inputs that are nearly good out of good ones: the same seed makes the same inputs, on every machine.</summary>
internal sealed class Mutator(int seed, IReadOnlyList<byte[]> seeds)
{
    private const int BytesMax = 32 * 1024;

    /// <summary>Texts over which parsers have stumbled before, here or elsewhere.</summary>
    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "\"", "\\", "{", "}", "[", "]", ",", ":", ";", "=", "&", "%", "+", "\r\n", "\n", "\0", "\t", " ", "null", "true", "-", "--", "/", "//", "..", "../..",
            "\\ud800", "\\udc00", "\\udc00\\ud800", "\\u0000", "\\u", "😀", "👨‍👩‍👧", "\u202e", "\u2028", "\ufeff", "NaN", "Infinity", "-0", "0", "1e999", "-1e999", "1e-999", "90.0000001", "180.5",
            "9223372036854775808", "18446744073709551616", "-1", "0.1e1", "01", "0x10", "1,5", "2026-11-30T12:00:00Z", "2016-12-31T23:59:60Z", "0001-01-01T00:00:00+23:59",
            "9999-12-31T23:59:59.999999999-23:59", "24:00", "%00", "%ed%a0%80", "%ff", "__proto__", "\"\"", "\"a\"\"b\"",
        }.Select(Encoding.UTF8.GetBytes),
        [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xFF], [0x80], [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBB, 0xBF], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], [0x0A, 0xFF, 0xFF, 0xFF, 0x7F],
    ];

    private static readonly string[] Values =
        ["null", "true", "-1", "0", "1e999", "1.5", "91", "360.5", "\"\"", "\"x\"", "\"\\ud800\"", "[]", "{}", "[null]", "[[1,2],[3]]", "{\"a\":1,\"a\":2}", "\"2026-11-30T12:00:00Z\"", "9223372036854775808", "\"😀\""];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        var input = (byte[])Any(seeds).Clone();
        for (var times = 1 + _random.Next(4); times > 0; times--)
        {
            input = _random.Next(2) == 0 && Structure(input) is { } changed ? changed : Bytes(input);
        }
        return input.Length > BytesMax ? input[..BytesMax] : input;
    }

    private byte[] Bytes(byte[] input)
    {
        var at = _random.Next(input.Length + 1);
        var end = Math.Min(input.Length, at + 1 + _random.Next(16));
        switch (_random.Next(9))
        {
            case 0 when at < input.Length:
                input[at] ^= (byte)(1 << _random.Next(8));
                return input;
            case 1 when at < input.Length:
                input[at] = (byte)_random.Next(256);
                return input;
            case 2:
                var noise = new byte[1 + _random.Next(8)];
                _random.NextBytes(noise);
                return [.. input[..at], .. noise, .. input[at..]];
            case 3:
                return [.. input[..at], .. input[end..]];
            case 4:
                return [.. input[..end], .. input[at..]];
            case 5:
                return input[..at];
            case 6:
                var other = Any(seeds);
                return [.. input[..at], .. other[_random.Next(other.Length + 1)..]];
            case 7:
                var deep = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(_random.Next(2) == 0 ? "[" : "{\"a\":", 1 + _random.Next(200))));
                return [.. input[..at], .. deep, .. input[at..]];
            default:
                return [.. input[..at], .. Any(Tokens), .. input[(_random.Next(2) == 0 ? at : end)..]];
        }
    }

    /// <summary>A member or entry of a JSON text is replaced, dropped, named twice or wrapped; null: it is none.</summary>
    private byte[]? Structure(byte[] input)
    {
        if (input is not [(byte)'{' or (byte)'[', ..])
        {
            return null;
        }
        try
        {
            var root = JsonNode.Parse(input)!;
            var nodes = new List<JsonNode>();
            Gather(root, nodes);
            var node = nodes[_random.Next(nodes.Count)];
            var path = node.ToJsonString();
            var replaced = _random.Next(4) switch
            {
                0 => $"[{path},{path}]",
                1 => $"{{\"{(_random.Next(2) == 0 ? "id" : "type")}\":{path}}}",
                _ => Any(Values),
            };
            var text = root.ToJsonString();
            var at = text.IndexOf(path, StringComparison.Ordinal);
            return at < 0 ? null : Encoding.UTF8.GetBytes(string.Concat(text.AsSpan(0, at), replaced, text.AsSpan(at + path.Length)));
        }
        catch (Exception failure) when (failure is System.Text.Json.JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Gather(JsonNode? node, List<JsonNode> nodes)
    {
        if (node is null || nodes.Count > 500)
        {
            return;
        }
        nodes.Add(node);
        foreach (var child in node switch { JsonObject o => o.Select(member => member.Value), JsonArray a => a, _ => [] })
        {
            Gather(child, nodes);
        }
    }

    private T Any<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];
}
