using Microsoft.Net.Http.Headers;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>
/// HEAD and OPTIONS at every address, and an Allow that names them (RFC 9110, 9.3.2, 9.3.7 and 15.5.6).
/// HEAD is answered as GET; the server itself leaves the body out.
/// The endpoint of trackers is an exception, because there a GET reports a position, and HEAD must change nothing.
/// </summary>
internal static class Methods
{
    private sealed record HeadMark;

    /// <summary>It was asked for the headers alone: whoever would answer for ever ends.</summary>
    public static bool IsHead(this HttpContext context) => context.Features.Get<HeadMark>() is not null;

    /// <summary>Before routing.</summary>
    public static Task Head(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method) && IsSafe(context))
        {
            context.Features.Set(new HeadMark());
            context.Request.Method = HttpMethods.Get;
        }
        return next(context);
    }

    /// <summary>After routing, which has chosen an endpoint of its own where an address has other methods than the one asked for.</summary>
    public static async Task Allow(HttpContext context, RequestDelegate next)
    {
        if (!IsRefusal(context))
        {
            await next(context);
            return;
        }
        await context.GetEndpoint()!.RequestDelegate!(context);
        if (context.Response.StatusCode == StatusCodes.Status415UnsupportedMediaType)
        {
            // Routing's other endpoint of its own: the method is there, and takes another content.
            return;
        }
        var methods = context.Response.Headers.GetCommaSeparatedValues(HeaderNames.Allow).ToList();
        Tell(context, methods.Contains(HttpMethods.Get) && IsSafe(context) ? [.. methods, HttpMethods.Head] : methods);
    }

    /// <summary>An address that is there, but not for the method asked for, or not for its content.</summary>
    public static bool IsRefusal(HttpContext context) => context.GetEndpoint() is { } endpoint and not RouteEndpoint && endpoint.Metadata.Count == 0;

    /// <summary>The answer to OPTIONS, and to a method that the address has not.</summary>
    public static void Tell(HttpContext context, IReadOnlyList<string> methods)
    {
        context.Response.Headers.Allow = string.Join(", ", methods.Append(HttpMethods.Options).Distinct());
        context.Response.StatusCode = HttpMethods.IsOptions(context.Request.Method) ? StatusCodes.Status204NoContent : StatusCodes.Status405MethodNotAllowed;
    }

    private static bool IsSafe(HttpContext context) =>
        context.ListenerOf() != Listener.Osmand && Rooms.PortsOf(context.Request.Path) != (Listener.Http | Listener.Osmand);
}
