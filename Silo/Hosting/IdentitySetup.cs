using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace GrupoGad.Silo.Hosting;

/// <summary>
/// Access to the dashboard for the bearer of an administrator's token, from the header or from the cookie that <c>/login</c> sets for a browser.
/// </summary>
internal static class IdentitySetup
{
    public const string Administrators = "administrators";

    private const string Cookie = "gad-admin";

    public static void AddGadIdentity(this WebApplicationBuilder builder)
    {
        var identity = builder.Configuration.GetSection("Gad:Identity");
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(jwt =>
        {
            jwt.MapInboundClaims = false;
            jwt.TokenValidationParameters.RoleClaimType = "role";
            jwt.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(30);
            jwt.Audience = identity["Audience"] ?? "gad";
            if (identity["Authority"] is { Length: > 0 } authority)
            {
                jwt.Authority = authority;
            }
            else
            {
                UseBuiltInIssuer(jwt, identity["SigningKeyFile"]);
            }
            jwt.Events = new JwtBearerEvents
            {
                OnMessageReceived = context =>
                {
                    context.Token ??= context.Request.Headers.Authorization.Count == 0 ? context.Request.Cookies[Cookie] : null;
                    return Task.CompletedTask;
                },
            };
        });
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Administrators, policy => policy.RequireAuthenticatedUser().RequireRole("Administrator"))
            .SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    /// <summary>A browser cannot send a header: it posts the token once and gets a cookie that only this port sees.</summary>
    public static void MapGadLogin(this WebApplication app)
    {
        app.MapGet("/login", () => Results.Content(LoginPage.Html, "text/html; charset=utf-8")).AllowAnonymous();
        app.MapPost("/login", (HttpContext context, [Microsoft.AspNetCore.Mvc.FromForm] string token) =>
        {
            context.Response.Cookies.Append(Cookie, token, new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = context.Request.IsHttps,
            });
            return Results.Redirect("/dashboard/");
        }).AllowAnonymous().DisableAntiforgery();
    }

    private static void UseBuiltInIssuer(JwtBearerOptions jwt, string? keyFile)
    {
        // Without a key no user can be authenticated, so the dashboard stays shut. That is the safe default.
        var key = keyFile is { Length: > 0 } ? Convert.FromHexString(File.ReadAllText(keyFile).Trim()) : System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);
        jwt.TokenValidationParameters.ValidIssuer = "gad-dev";
        jwt.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
        jwt.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(key);
    }
}
