using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace GrupoGad.WebFrontend.Identity;

/// <summary>
/// A browser cannot set a header on a WebSocket, so its token travels as a second subprotocol, <c>bearer.&lt;jwt&gt;</c>.
/// Never in the query string, which ends up in logs.
/// </summary>
public static class WebSocketToken
{
    public const string LivePath = "/live";

    private const string Prefix = "bearer.";

    public static Task Take(MessageReceivedContext context)
    {
        if (context.Request.Path.StartsWithSegments(LivePath) && string.IsNullOrEmpty(context.Request.Headers.Authorization))
        {
            context.Token = Find(context.HttpContext.WebSockets.WebSocketRequestedProtocols);
        }
        return Task.CompletedTask;
    }

    public static string? Find(IEnumerable<string> protocols) =>
        protocols.FirstOrDefault(protocol => protocol.StartsWith(Prefix, StringComparison.Ordinal))?[Prefix.Length..];
}
