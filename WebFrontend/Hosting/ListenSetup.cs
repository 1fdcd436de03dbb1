using System.Net;
using GrupoGad.WebFrontend.Ingest.OsmAnd;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>Opens the four ports and keeps each endpoint on its own.</summary>
public static class ListenSetup
{
    /// <summary>Bytes of a request body where the endpoint sets no smaller limit.</summary>
    public const long BodyBytesMax = 1 << 20;

    public static void AddGadListeners(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection("Gad").Get<GadListenOptions>() ?? new();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            Open(kestrel, options.AddressOf(options.Http), options.Http.Port, Listener.Http, HttpProtocols.Http1);
            Open(kestrel, options.AddressOf(options.Grpc), options.Grpc.Port, Listener.Grpc, HttpProtocols.Http2);
            Open(kestrel, options.AddressOf(options.Osmand), options.Osmand.Port, Listener.Osmand, HttpProtocols.Http1);
            Open(kestrel, options.AddressOf(options.Admin), options.Admin.Port, Listener.Admin, HttpProtocols.Http1);
        });
    }

    /// <summary>Routes, and answers 404 for what is not served on the port the request came in by.</summary>
    public static void UseGadListeners(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            if (context.ListenerOf() == Listener.Osmand && !context.Request.Path.StartsWithSegments(OsmAndEndpoints.Path))
            {
                context.Request.Path = OsmAndEndpoints.Path + context.Request.Path;
            }
            return next(context);
        });
        app.Use(Methods.Head);
        app.UseRouting();
        app.Use((context, next) =>
        {
            if (IsServedHere(context))
            {
                return next(context);
            }
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        app.Use(Methods.Allow);
    }

    private static bool IsServedHere(HttpContext context)
    {
        var listener = context.ListenerOf();
        if (Methods.IsRefusal(context))
        {
            return (Rooms.PortsOf(context.Request.Path) ?? Listener.Http).HasFlag(listener);
        }
        return context.GetEndpoint() is { } endpoint
            ? (endpoint.Metadata.GetMetadata<ListenerMark>()?.Listener ?? Listener.Http).HasFlag(listener)
            : listener == Listener.Http;
    }

    private static void Open(KestrelServerOptions kestrel, IPAddress address, int port, Listener listener, HttpProtocols protocols) =>
        kestrel.Listen(address, port, listen =>
        {
            listen.Protocols = protocols;
            var mark = new ListenerMark(listener);
            listen.Use(next => (ConnectionContext connection) =>
            {
                connection.Features.Set(mark);
                return next(connection);
            });
        });
}
