using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GrupoGad.LoadGenerator.Identity;

/// <summary>Tokens as the built-in development issuer makes them: JWT, HS256.</summary>
public sealed class Tokens
{
    /// <summary>File with the key as 64 hexadecimal characters.</summary>
    public const string KeyFileVariable = "GAD_SIGNING_KEY_FILE";

    /// <summary>A ready administrator's token, for where the key is not at hand.</summary>
    public const string TokenVariable = "GAD_TOKEN";

    private static readonly string _header = Encode("""{"alg":"HS256","typ":"JWT"}"""u8);
    private readonly byte[]? _key;
    private readonly string _fixed;

    private Tokens(byte[]? key, string ready) => (_key, _fixed) = (key, ready);

    /// <summary>Each client can have a token of its own; else all share the ready one and name their efectivo in each report.</summary>
    public bool PerEfectivo => _key is not null;

    public static Tokens FromKey(byte[] key) => new(key, "");

    /// <exception cref="InvalidOperationException">Neither a key nor a token is there.</exception>
    public static Tokens FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable(KeyFileVariable) is { Length: > 0 } file)
        {
            return FromKey(Convert.FromHexString(File.ReadAllText(file).Trim()));
        }
        return Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token
            ? new Tokens(null, token)
            : throw new InvalidOperationException($"Set {KeyFileVariable} (the development issuer's key) or {TokenVariable} (an administrator's token).");
    }

    public string Administrator() => Create("load-generator", "Administrator", null);

    public string Efectivo(string code) => Create(code, "Efectivo", code);

    public string Create(string subject, string role, string? efectivo)
    {
        if (_key is null)
        {
            return _fixed;
        }
        var now = DateTimeOffset.UtcNow;
        var claims = new Dictionary<string, object>
        {
            ["iss"] = "gad-dev",
            ["aud"] = "gad",
            ["sub"] = subject,
            ["role"] = role,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(),
            ["exp"] = now.AddHours(24).ToUnixTimeSeconds(),
        };
        if (efectivo is not null)
        {
            claims["efectivo"] = efectivo;
        }
        var signed = $"{_header}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return $"{signed}.{Encode(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
