using GrupoGad.Hosting;
using GrupoGad.WebFrontend.Hosting;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace GrupoGad.WebFrontend.Identity;

/// <summary>Identifies a caller by a JWT, and sets the rights of its role.</summary>
public static class IdentitySetup
{
    /// <summary>A token may begin so much after our clock, because its issuer's clock may be ahead. It ends at its own time at every endpoint.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <exception cref="StartRefusedException">No issuer and no usable key is configured.</exception>
    public static void AddGadIdentity(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(IdentityOptions.Section).Get<IdentityOptions>() ?? new();
        var development = builder.Environment.IsDevelopment();
        builder.Services.AddGadClock();
        if (options.ReadKey(development) is { } key)
        {
            builder.Services.AddSingleton(services => new SigningKey(key, options, services.GetRequiredService<TimeProvider>()));
        }
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<TimeProvider, IServiceProvider>(
            (jwt, clock, services) => Believe(jwt, options, services.GetService<SigningKey>(), clock, development));
        builder.Services.AddAuthorization(authorization => Policies.Add(authorization, development));
    }

    /// <remarks>The limit stands between the two: it counts by subject, and also who asks for what it may not.</remarks>
    public static void UseGadIdentity(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
    }

    private static void Believe(JwtBearerOptions jwt, IdentityOptions options, SigningKey? key, TimeProvider clock, bool development)
    {
        jwt.MapInboundClaims = false;
        // The reason of a refusal (expired, wrong issuer) helps a developer and nobody else.
        jwt.IncludeErrorDetails = development;
        jwt.Events = new JwtBearerEvents { OnMessageReceived = WebSocketToken.Take };
        jwt.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = options.Audience,
            NameClaimType = GadClaims.Subject,
            RoleClaimType = GadClaims.Role,
            LifetimeValidator = (begins, ends, _, _) => TokenTimes.IsValid(begins, ends, clock.GetUtcNow().UtcDateTime, ClockSkew),
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            // Pinned: a token does not choose how it is checked.
            ValidAlgorithms = key is null
                ? [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256]
                : [SecurityAlgorithms.HmacSha256],
        };
        if (key is null)
        {
            jwt.Authority = options.Authority;
            return;
        }
        jwt.TokenValidationParameters.ValidIssuer = options.Issuer;
        jwt.TokenValidationParameters.IssuerSigningKey = key.Key;
    }
}
