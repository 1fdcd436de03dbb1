using System.Buffers;
using System.Net.WebSockets;

namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>Reads whole messages off a socket within a limit. An idle socket holds no buffer.</summary>
/// <param name="bytesMax">Bytes of a message that is taken.</param>
/// <param name="drainMax">Bytes up to which a larger one is read to its end, so that the session can go on.</param>
internal sealed class MessageReader(WebSocket socket, int bytesMax, int drainMax) : IDisposable
{
    private const int FirstBytes = 4_096;

    private byte[]? _buffer;

    /// <summary>The next message. Its bytes are valid until the next call.</summary>
    public async ValueTask<Received> Next()
    {
        Dispose();
        // Waits without a buffer: the socket answers a read of nothing when there is something.
        var result = await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
        if (result.MessageType == WebSocketMessageType.Close)
        {
            return new Received(ReceivedKind.Closed, default, default, 0);
        }
        var (length, total) = (0, 0);
        while (!result.EndOfMessage)
        {
            result = await socket.ReceiveAsync(Room(length), CancellationToken.None);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return new Received(ReceivedKind.Closed, default, default, total);
            }
            total += result.Count;
            length += result.Count;
            if (total > drainMax)
            {
                return new Received(ReceivedKind.Beyond, result.MessageType, Beginning, total);
            }
            if (length == bytesMax && !result.EndOfMessage)
            {
                length = bytesMax / 2; // Too large: what follows only overwrites its second half.
            }
        }
        return total > bytesMax
            ? new Received(ReceivedKind.TooLarge, result.MessageType, Beginning, total)
            : new Received(ReceivedKind.Message, result.MessageType, _buffer.AsMemory(0, length), total);
    }

    public void Dispose()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = null;
        }
    }

    /// <summary>Of a message that is too large: it may say that it calls for help.</summary>
    private ReadOnlyMemory<byte> Beginning => _buffer.AsMemory(0, Math.Min(_buffer?.Length ?? 0, bytesMax / 2));

    private Memory<byte> Room(int length)
    {
        _buffer ??= ArrayPool<byte>.Shared.Rent(Math.Min(FirstBytes, bytesMax));
        if (length == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Min(bytesMax, _buffer.Length * 2));
            _buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        return _buffer.AsMemory(length, Math.Min(_buffer.Length, bytesMax) - length);
    }
}

internal enum ReceivedKind
{
    Message,

    /// <summary>It was read to its end and thrown away, but for its beginning.</summary>
    TooLarge,

    /// <summary>It is larger than what is even read to its end.</summary>
    Beyond,

    /// <summary>The client closed.</summary>
    Closed,
}

/// <param name="Total">Bytes of the message that were read.</param>
internal readonly record struct Received(ReceivedKind Kind, WebSocketMessageType Type, ReadOnlyMemory<byte> Bytes, int Total);
