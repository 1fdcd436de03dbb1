using System.Diagnostics;

namespace GrupoGad.WebFrontend.Hosting.Tracing;

/// <summary>
/// Chooses the requests to follow: not the platform's own, not the opening of a live connection, and of positions a share,
/// unless their sender follows them.
/// </summary>
internal static class TracedRequests
{
    public static bool Takes(HttpContext request, double positionShare) => request.ListenerOf() switch
    {
        Listener.Admin => false,
        _ when request.WebSockets.IsWebSocketRequest || request.Request.Path.StartsWithSegments("/live", StringComparison.Ordinal) => false,
        Listener.Osmand => TakesPosition(positionShare),
        _ when request.Request.Path.Value is { } path && path.Contains("positions", StringComparison.OrdinalIgnoreCase) => TakesPosition(positionShare),
        _ => true,
    };

    private static bool TakesPosition(double share) =>
        Activity.Current is not { } current || current.HasRemoteParent || TraceShare.Takes(current.TraceId, share);
}
