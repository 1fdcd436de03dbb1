using System.Collections.Concurrent;
using System.Net.WebSockets;
using Google.Protobuf;
using GrupoGad.Protocol.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GrupoGad.LoadGenerator.Tests;

/// <summary>A front end that answers as the contract says and fails on demand. It remembers batches by client and id, as the real one does.</summary>
internal sealed class FakeDoor : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<(string, ulong), PositionBatch> _batches = new();

    /// <summary>What to do with the n-th batch frame (from 1) over all clients.</summary>
    public Func<int, Deed> Mood { get; init; } = _ => Deed.Acknowledge;

    public ConcurrentDictionary<string, bool> Registered { get; } = new();

    public int Frames;

    public enum Deed
    {
        Acknowledge,
        TakeAndDrop,
        SayUnavailable,
    }

    private FakeDoor(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    public int Reports => _batches.Values.Sum(batch => batch.Reports.Count);

    public IEnumerable<PositionBatch> BatchesOf(string client) =>
        _batches.Where(entry => entry.Key.Item1 == client).OrderBy(entry => entry.Key.Item2).Select(entry => entry.Value);

    public static async Task<FakeDoor> Open(Func<int, Deed>? mood = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var door = new FakeDoor(app) { Mood = mood ?? (_ => Deed.Acknowledge) };
        app.UseWebSockets();
        app.MapGet("/api/v1/efectivos/{id}", (string id) => door.Registered.ContainsKey(id) ? Results.Ok() : Results.NotFound());
        app.MapPut("/api/v1/efectivos/{id}", (string id) => door.Registered[id] = true);
        app.Map("/live", door.Live);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return door;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task Live(HttpContext context)
    {
        var client = context.Request.Headers.Authorization.ToString();
        using var socket = await context.WebSockets.AcceptWebSocketAsync("gad.v1.protobuf");
        await Send(socket, new ServerFrame { Welcome = new Welcome { HeartbeatS = 15 } });
        var buffer = new byte[1 << 20];
        while (await Messages.Next(socket, buffer) is { } length)
        {
            if (ClientFrame.Parser.ParseFrom(buffer, 0, length).Positions is { } batch && !await Take(socket, client, batch))
            {
                context.Abort();
                return;
            }
        }
    }

    private async Task<bool> Take(WebSocket socket, string client, PositionBatch batch)
    {
        var deed = Mood(Interlocked.Increment(ref Frames));
        if (deed == Deed.SayUnavailable)
        {
            await Send(socket, new ServerFrame { Error = new Error { Code = "unavailable", BatchId = batch.BatchId } });
            return true;
        }
        _batches[(client, batch.BatchId)] = batch;
        if (deed == Deed.TakeAndDrop)
        {
            return false;
        }
        var ack = new PositionAck { BatchId = batch.BatchId };
        for (var i = 0; i < batch.Reports.Count; i++)
        {
            if (Math.Abs(batch.Reports[i].Latitude) > 90)
            {
                ack.Refused.Add(new Refusal { Index = (uint)i, Outcome = ReportOutcome.OutOfRange });
            }
        }
        ack.Accepted = (uint)(batch.Reports.Count - ack.Refused.Count);
        await Send(socket, new ServerFrame { PositionAck = ack });
        return true;
    }

    private static Task Send(WebSocket socket, ServerFrame frame) =>
        socket.SendAsync(frame.ToByteArray(), WebSocketMessageType.Binary, true, CancellationToken.None);
}
