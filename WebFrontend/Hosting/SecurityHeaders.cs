namespace GrupoGad.WebFrontend.Hosting;

/// <summary>The rights of a browser on our pages: run our own scripts, reach our own host and the configured map, nothing else.</summary>
public static class SecurityHeaders
{
    /// <summary>The API reference starts itself by an inline script; no other page may have one.</summary>
    private static readonly PathString Reference = "/scalar";

    public static void UseGadSecurityHeaders(this WebApplication app)
    {
        var map = MapOrigins(app.Configuration);
        var console = Policy("'self'", map);
        var reference = Policy("'self' 'unsafe-inline'", map);
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments(Reference) ? reference : console;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), payment=()";
            return next(context);
        });
    }

    /// <remarks>
    /// blob: workers and data: images are how the map library decodes tiles and draws symbols. Inline styles stay allowed: markers carry them.
    /// </remarks>
    private static string Policy(string scripts, string map) =>
        $"default-src 'self'; script-src {scripts}; worker-src 'self' blob:; child-src blob:; style-src 'self' 'unsafe-inline'; "
        + $"img-src 'self' data: blob:{map}; connect-src 'self'{map}; font-src 'self' data:; object-src 'none'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'";

    /// <summary>Origins of the configured base map, each after a space.</summary>
    private static string MapOrigins(IConfiguration configuration) => string.Concat(
        new[] { configuration["Gad:Console:RasterTiles"], configuration["Gad:Console:PmTiles"] }
            .Select(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
                ? " " + uri.GetLeftPart(UriPartial.Authority)
                : "")
            .Distinct());
}
