using System.Net.WebSockets;
using System.Text;
using Google.Protobuf;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Live.Frames;

namespace GrupoGad.WebFrontend.Tests.Live;

/// <summary>A client of the live door that keeps the picture a screen would keep.</summary>
internal sealed class LiveClient(ClientWebSocket socket, Subprotocol subprotocol) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly byte[] _buffer = new byte[1 << 22];

    public ClientWebSocket Socket => socket;

    public Picture Picture { get; } = new();

    public List<Error> Errors { get; } = [];

    public async Task Send(ClientFrame frame)
    {
        var (bytes, type) = subprotocol == Subprotocol.Json
            ? (Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(frame)), WebSocketMessageType.Text)
            : (frame.ToByteArray(), WebSocketMessageType.Binary);
        await Send(bytes, type);
    }

    public Task Send(byte[] bytes, WebSocketMessageType type, bool end = true) =>
        socket.SendAsync(bytes, type, end, TestContext.Current.CancellationToken);

    public Task Look(double south, double west, double north, double east, double zoom = 12, params string[] follow)
    {
        var subscribe = new Subscribe { Viewport = new Viewport { South = south, West = west, North = north, East = east, Zoom = zoom } };
        subscribe.Efectivos.AddRange(follow);
        return Send(new ClientFrame { Subscribe = subscribe });
    }

    /// <summary>The next frame; null when the server closed.</summary>
    public async Task<ServerFrame?> Next(string waitedFor)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        var length = 0;
        while (true)
        {
            WebSocketReceiveResult result;
            try
            {
                result = await socket.ReceiveAsync(new ArraySegment<byte>(_buffer, length, _buffer.Length - length), deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"waited {Patience} for {waitedFor}; picture: {Picture}");
            }
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }
            length += result.Count;
            if (!result.EndOfMessage)
            {
                continue;
            }
            Assert.Equal(subprotocol == Subprotocol.Json ? WebSocketMessageType.Text : WebSocketMessageType.Binary, result.MessageType);
            var frame = subprotocol == Subprotocol.Json
                ? JsonParser.Default.Parse<ServerFrame>(Encoding.UTF8.GetString(_buffer, 0, length))
                : ServerFrame.Parser.ParseFrom(_buffer, 0, length);
            if (frame.Live is not null)
            {
                Picture.Apply(frame.Live);
            }
            if (frame.Error is not null)
            {
                Errors.Add(frame.Error);
            }
            return frame;
        }
    }

    /// <summary>Reads on until a frame has what is waited for.</summary>
    public async Task<T> Until<T>(Func<ServerFrame, T?> find, string waitedFor) where T : class
    {
        while (await Next(waitedFor) is { } frame)
        {
            if (find(frame) is { } found)
            {
                return found;
            }
        }
        throw new InvalidOperationException($"closed with {socket.CloseStatus} {socket.CloseStatusDescription} while waiting for {waitedFor}");
    }

    /// <summary>Reads on until the picture is as described.</summary>
    public async Task See(Func<Picture, bool> condition, string waitedFor)
    {
        while (!condition(Picture))
        {
            await Until(frame => frame.Live, waitedFor);
        }
    }

    /// <summary>Reads on to the close; gives its code.</summary>
    public async Task<int?> Closed(string waitedFor)
    {
        while (await Next(waitedFor) is not null)
        {
        }
        return (int?)socket.CloseStatus;
    }

    public void Dispose() => socket.Dispose();
}
