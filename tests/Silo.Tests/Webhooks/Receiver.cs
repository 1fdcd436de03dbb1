using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GrupoGad.Silo.Tests.Webhooks;

/// <summary>An integrator's server on a real socket.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _server;

    private Receiver(WebApplication server) => _server = server;

    /// <summary>What came, whatever it was answered.</summary>
    public ConcurrentQueue<(string Signature, string Body)> Got { get; } = new();

    /// <summary>Events that it took, in order: who and what.</summary>
    public ConcurrentQueue<string> Taken { get; } = new();

    /// <summary>What it answers from now on.</summary>
    public int Status { get; set; } = 200;

    /// <summary>It refuses every request with an event of this efectivo.</summary>
    public string? Chokes { get; set; }

    public string Url => _server.Urls.First() + "/fences";

    public static async Task<Receiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        var receiver = new Receiver(server);
        server.MapPost("/fences", receiver.Take);
        await server.StartAsync();
        return receiver;
    }

    public Task Stop() => _server.StopAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Take(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        Got.Enqueue((context.Request.Headers["Gad-Signature"].ToString(), body));
        context.Response.Headers.Location = "/elsewhere";
        context.Response.StatusCode = Chokes is { } efectivo && body.Contains($"\"{efectivo}\"", StringComparison.Ordinal) ? 500 : Status;
        if (context.Response.StatusCode == 200)
        {
            foreach (var told in JsonDocument.Parse(body).RootElement.GetProperty("events").EnumerateArray())
            {
                Taken.Enqueue($"{told.GetProperty("efectivoId")}:{told.GetProperty("kind")}");
            }
        }
    }
}
