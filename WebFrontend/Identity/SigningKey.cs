using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace GrupoGad.WebFrontend.Identity;

/// <summary>The key of the built-in issuer.</summary>
public sealed class SigningKey(byte[] key, IdentityOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public SymmetricSecurityKey Key { get; } = new(key);

    /// <summary>Signs a token of 12 hours.</summary>
    /// <param name="role">One of <see cref="Roles.All"/>.</param>
    /// <param name="efectivo">The code that it may report for; null for other roles.</param>
    public string Issue(string subject, string role, string? efectivo)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object> { [GadClaims.Subject] = subject, [GadClaims.Role] = role };
        if (efectivo is not null)
        {
            claims[GadClaims.Efectivo] = efectivo;
        }
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.Issuer,
            Audience = options.Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.HmacSha256),
        });
    }
}
