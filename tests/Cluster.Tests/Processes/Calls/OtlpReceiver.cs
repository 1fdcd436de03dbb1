using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GrupoGad.Cluster.Tests.Processes.Calls;

/// <summary>A collector of traces on a real socket: OTLP over HTTP, protobuf.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<SeenSpan> _spans = new();
    private readonly WebApplication _server;

    private OtlpReceiver(WebApplication server) => _server = server;

    public string Url => _server.Urls.First();

    public IReadOnlyCollection<SeenSpan> Spans => _spans;

    public static async Task<OtlpReceiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(server);
        server.MapPost("/v1/traces", receiver.Take);
        server.MapPost("/v1/metrics", () => Results.Ok());
        await server.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Take(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        foreach (var span in SeenSpan.Read(body.ToArray()))
        {
            _spans.Enqueue(span);
        }
        context.Response.ContentType = "application/x-protobuf";
    }
}
