using System.Buffers;
using System.Net;
using System.Net.WebSockets;
using Google.Protobuf;
using GrupoGad.Protocol.V1;

namespace GrupoGad.LoadGenerator.Clients;

/// <summary>One WebSocket to <c>/live</c> that speaks <c>gad.v1.protobuf</c>.</summary>
public sealed class LiveConnection : IAsyncDisposable
{
    public const string Subprotocol = "gad.v1.protobuf";
    private const int FrameMax = 4 * 1024 * 1024;

    private static readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler());
    private readonly ClientWebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1);
    private byte[] _buffer = new byte[512];

    private LiveConnection(ClientWebSocket socket) => _socket = socket;

    /// <summary>Bytes of the frame last received.</summary>
    public int LastFrameBytes { get; private set; }

    /// <summary>Close code and reason that the server sent.</summary>
    public string Goodbye => $"closed {(int?)_socket.CloseStatus} {_socket.CloseStatusDescription}".TrimEnd();

    /// <exception cref="WebSocketException">No server answers, or it refuses for now.</exception>
    /// <exception cref="DoorClosedException">The server refuses the client for good.</exception>
    public static async Task<LiveConnection> Open(Uri url, string token, CancellationToken cancellation)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(Subprotocol);
        socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        var live = new UriBuilder(url) { Scheme = url.Scheme is "https" or "wss" ? "wss" : "ws", Path = "/live" }.Uri;
        try
        {
            await socket.ConnectAsync(live, _invoker, cancellation);
            return new LiveConnection(socket);
        }
        catch (WebSocketException e)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
            {
                throw new DoorClosedException($"{live} answered {(int)status} {status}: {e.Message}");
            }
            throw;
        }
    }

    public async Task Send(ClientFrame frame, CancellationToken cancellation)
    {
        var size = frame.CalculateSize();
        var bytes = ArrayPool<byte>.Shared.Rent(size);
        await _sending.WaitAsync(cancellation);
        try
        {
            frame.WriteTo(bytes.AsSpan(0, size));
            await _socket.SendAsync(bytes.AsMemory(0, size), WebSocketMessageType.Binary, endOfMessage: true, cancellation);
        }
        finally
        {
            _sending.Release();
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>The next frame; null when the other side closed.</summary>
    public async Task<ServerFrame?> Receive(CancellationToken cancellation)
    {
        var length = 0;
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellation);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }
            length += part.Count;
            if (part.EndOfMessage)
            {
                LastFrameBytes = length;
                return ServerFrame.Parser.ParseFrom(_buffer.AsSpan(0, length));
            }
            if (length == _buffer.Length)
            {
                if (length >= FrameMax)
                {
                    throw new InvalidDataException($"A frame longer than {FrameMax} bytes.");
                }
                Array.Resize(ref _buffer, length * 2);
            }
        }
    }

    public Task Close(CancellationToken cancellation) =>
        _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "done", cancellation);

    /// <summary>Cuts the line: pending calls fail.</summary>
    public void Abort() => _socket.Abort();

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
