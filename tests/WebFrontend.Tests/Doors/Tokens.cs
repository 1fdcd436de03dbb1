using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace GrupoGad.WebFrontend.Tests.Doors;

/// <summary>Tokens as the development issuer signs them, and as it never would.</summary>
internal static class Tokens
{
    public static string Issue(
        byte[] key, string role, string? efectivo = null, TimeSpan? lifetime = null, string issuer = "gad-dev", string audience = "gad",
        string algorithm = SecurityAlgorithms.HmacSha256)
    {
        var claims = new Dictionary<string, object> { ["sub"] = efectivo ?? $"test-{role}", ["role"] = role };
        if (efectivo is not null)
        {
            claims["efectivo"] = efectivo;
        }
        var expires = DateTime.UtcNow + (lifetime ?? TimeSpan.FromMinutes(10));
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = expires.AddHours(-1),
            Expires = expires,
            Claims = claims,
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key), algorithm),
        });
    }

    /// <summary>The claims of a good token, with <c>alg: none</c> and no signature.</summary>
    public static string Unsigned(string token) => $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{token.Split('.')[1]}.";
}
