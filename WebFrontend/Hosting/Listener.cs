namespace GrupoGad.WebFrontend.Hosting;

/// <summary>The ports of the front end. The connection itself distinguishes them, never the client's Host header.</summary>
[Flags]
public enum Listener
{
    /// <summary>REST, the console and the live WebSocket.</summary>
    Http = 1,

    /// <summary>gRPC over HTTP/2 without TLS, which needs a port of its own.</summary>
    Grpc = 2,

    /// <summary>Phones and trackers that speak OsmAnd. Every path of this listener is the same endpoint.</summary>
    Osmand = 4,

    /// <summary>Health and metrics, for the platform alone.</summary>
    Admin = 8,
}

/// <summary>Says, on a connection, through which port it came; on an endpoint, on which ports it is served.</summary>
public sealed record ListenerMark(Listener Listener);

public static class ListenerMarks
{
    /// <summary>Serves the endpoint on these ports only. Without it an endpoint is served on <see cref="Listener.Http"/>.</summary>
    public static TBuilder OnListener<TBuilder>(this TBuilder endpoint, Listener listener) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new ListenerMark(listener));

    public static Listener ListenerOf(this HttpContext context) =>
        context.Features.Get<ListenerMark>()?.Listener ?? Listener.Http;
}
