using System.Collections.Concurrent;
using System.Net.WebSockets;
using Google.Protobuf;
using GrupoGad.Protocol.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GrupoGad.LoadGenerator.Tests;

/// <summary>A front end with one command for whoever attaches. It cuts the line at the acknowledgements it is told to.</summary>
internal sealed class FieldDoor : IAsyncDisposable
{
    public const string CommandId = "COMMAND-1";

    private readonly WebApplication _app;
    private readonly Func<int, bool> _cutsAt;
    private int _acks;

    private FieldDoor(WebApplication app, Func<int, bool> cutsAt) => (_app, _cutsAt) = (app, cutsAt);

    public Uri Url => new(_app.Urls.First());

    public ConcurrentQueue<Attach> Attaches { get; } = new();

    public ConcurrentQueue<CommandAck> Acks { get; } = new();

    /// <param name="cutsAt">Number of the acknowledgement, from 1, over all connections: the line is cut instead of an answer.</param>
    public static async Task<FieldDoor> Open(Func<int, bool> cutsAt)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var door = new FieldDoor(app, cutsAt);
        app.UseWebSockets();
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
        using var socket = await context.WebSockets.AcceptWebSocketAsync("gad.v1.protobuf");
        var buffer = new byte[1 << 16];
        while (await Messages.Next(socket, buffer) is { } length)
        {
            var frame = ClientFrame.Parser.ParseFrom(buffer, 0, length);
            if (frame.Attach is { } attach)
            {
                Attaches.Enqueue(attach);
                await Send(socket, new ServerFrame { Attached = new Attached { EfectivoId = "E-0001", ResumeToken = "token" } });
                await Send(socket, new ServerFrame { Command = new Command { CommandId = CommandId }, Sequence = 1 });
            }
            else if (frame.CommandAck is { } ack)
            {
                Acks.Enqueue(ack);
                if (_cutsAt(Interlocked.Increment(ref _acks)))
                {
                    context.Abort();
                    return;
                }
                await Send(socket, new ServerFrame { CommandAckResult = new CommandAckResult { CommandId = ack.CommandId, Step = ack.Step, Outcome = StepOutcome.Recorded } });
            }
        }
    }

    private static Task Send(WebSocket socket, ServerFrame frame) =>
        socket.SendAsync(frame.ToByteArray(), WebSocketMessageType.Binary, true, CancellationToken.None);
}
