using System.Security.Claims;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Live.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Live;

/// <summary>The upgrade at <c>/live</c>: everything that can be refused is refused before it, with a status and in words.</summary>
internal sealed class LiveEndpoint(SessionRegistry book, SessionParts parts, IAuthorizationService authorization, IOptions<LiveOptions> options)
{
    /// <summary>Seconds after which one who found no room may come again.</summary>
    private const string RetryAfterS = "5";

    /// <summary>The endpoint has authenticated the caller already.</summary>
    public async Task Enter(HttpContext context)
    {
        var subprotocol = SubprotocolNames.Choose(context.WebSockets.WebSocketRequestedProtocols);
        if (Refuse(context, subprotocol) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }
        var caller = await Judge(context.User);
        var place = book.TryTake(caller.Caller.Subject);
        if (place != Place.Taken)
        {
            await Full(context, place).ExecuteAsync(context);
            return;
        }
        try
        {
            await Hold(context, caller, subprotocol!.Value);
        }
        finally
        {
            book.GiveBack(caller.Caller.Subject);
        }
    }

    private async Task Hold(HttpContext context, LiveCaller caller, Subprotocol subprotocol)
    {
        // No permessage-deflate: the frames are small already, and its state would cost more than the rest of a session.
        using var socket = await context.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { SubProtocol = subprotocol.Name(), DangerousEnableCompression = false });
        var session = new LiveSession(socket, caller, subprotocol, parts);
        book.Add(session);
        try
        {
            await session.Run();
        }
        finally
        {
            book.Remove(session);
        }
    }

    private ProblemHttpResult? Refuse(HttpContext context, Subprotocol? subprotocol)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            return Problems.Answer(StatusCodes.Status426UpgradeRequired, "WebSocket only", new Refusal("Upgrade", context.Request.Headers.Upgrade, "websocket"));
        }
        if (!IsKnownOrigin(context.Request))
        {
            return Problems.Answer(
                StatusCodes.Status403Forbidden, "Foreign origin",
                new Refusal("Origin", context.Request.Headers.Origin, $"this host, or one of {LiveOptions.Section}:{nameof(LiveOptions.AllowedOrigins)}"));
        }
        return subprotocol is null
            ? Problems.BadRequest(new Refusal(
                "Sec-WebSocket-Protocol", string.Join(", ", context.WebSockets.WebSocketRequestedProtocols.Where(IsNoToken)),
                $"{SubprotocolNames.Protobuf} or {SubprotocolNames.Json}"))
            : null;
    }

    // A native client sends no Origin; a browser always does, and a page of another site must not ride on its user's session.
    private bool IsKnownOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || options.Value.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase)
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsNoToken(string protocol) => !protocol.StartsWith("bearer.", StringComparison.Ordinal);

    private static ProblemHttpResult Full(HttpContext context, Place place)
    {
        context.Response.Headers.RetryAfter = RetryAfterS;
        return place == Place.SubjectFull
            ? Problems.Answer(StatusCodes.Status429TooManyRequests, "Too many sessions", new Refusal("sub", null, "fewer open sessions of one subject"))
            : Problems.Answer(StatusCodes.Status503ServiceUnavailable, "Gateway full", new Refusal("gateway", null, "another gateway, or later"));
    }

    private async Task<LiveCaller> Judge(ClaimsPrincipal user) => new(
        Caller.From(user),
        (await authorization.AuthorizeAsync(user, Policies.CanRead)).Succeeded,
        (await authorization.AuthorizeAsync(user, Policies.CanReport)).Succeeded,
        user.IsInRole(Roles.Efectivo) && user.FindFirstValue(GadClaims.Efectivo) is { } code && EfectivoCode.IsValid(code) ? code : null,
        TokenTimes.ExpiresAt(user));
}
