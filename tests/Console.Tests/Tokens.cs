using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GrupoGad.Console.Tests;

/// <summary>Tokens of the built-in issuer: signed here with the installation's key, or asked of an installation whose key is not ours.</summary>
internal sealed class Tokens(byte[]? key, HttpClient http)
{
    /// <param name="efectivo">Whom an Efectivo's token speaks for.</param>
    public async Task<string> For(string role, string? efectivo = null)
    {
        if (key is null)
        {
            using var answer = await http.PostAsync(new Uri($"/dev/token?role={role}{(efectivo is null ? "" : $"&efectivo={efectivo}")}", UriKind.Relative), null);
            answer.EnsureSuccessStatusCode();
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        }
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return Sign(key, new { sub = efectivo ?? $"test-{role}", role, efectivo, iss = "gad-dev", aud = "gad", iat = now - 5, nbf = now - 5, exp = now + 3600 });
    }

    private static readonly JsonSerializerOptions Compact = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static string Sign(byte[] key, object claims)
    {
        var head = Part(new { alg = "HS256", typ = "JWT" });
        var signed = $"{head}.{Part(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value, Compact));
}
