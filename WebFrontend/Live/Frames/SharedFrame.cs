using System.Globalization;
using System.Text;
using Google.Protobuf;
using GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Live.Frames;

/// <summary>
/// A frame that every session gets with a number of its own, encoded once a subprotocol for all of them. The number follows the shared
/// bytes as one more field: protobuf reads fields in any order, and JSON is closed behind it.
/// </summary>
/// <param name="frame">Without its sequence; not changed any more.</param>
/// <param name="encoded">Called at each encoding.</param>
internal sealed class SharedFrame(ServerFrame frame, Action? encoded = null)
{
    private const string JsonNumber = ",\"sequence\":\"";

    private readonly byte[]?[] _bytes = new byte[SubprotocolNames.Count][];
    private readonly Lock _lock = new();

    public ServerFrame Frame => frame;

    /// <summary>The part before the number, the same array for all sessions of a subprotocol.</summary>
    public byte[] Bytes(Subprotocol subprotocol)
    {
        if (Volatile.Read(ref _bytes[(int)subprotocol]) is { } ready)
        {
            return ready;
        }
        lock (_lock)
        {
            if (_bytes[(int)subprotocol] is null)
            {
                encoded?.Invoke();
                Volatile.Write(ref _bytes[(int)subprotocol], subprotocol == Subprotocol.Json ? Open(frame) : frame.ToByteArray());
            }
            return _bytes[(int)subprotocol]!;
        }
    }

    /// <summary>The message of one session.</summary>
    /// <param name="sequence">1, 2, 3… in the session.</param>
    public LiveMessage Number(Subprotocol subprotocol, ulong sequence)
    {
        var shared = Bytes(subprotocol);
        Span<byte> tail = stackalloc byte[JsonNumber.Length + 24];
        var length = subprotocol == Subprotocol.Json ? Json(tail, sequence) : Binary(tail, sequence);
        var message = new LiveMessage(shared.Length + length);
        shared.CopyTo(message.Memory.Span);
        tail[..length].CopyTo(message.Memory.Span[shared.Length..]);
        return message;
    }

    // Without its closing brace.
    private static byte[] Open(ServerFrame frame) => Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(frame)[..^1]);

    private static int Json(Span<byte> tail, ulong sequence)
    {
        Encoding.UTF8.TryGetBytes(JsonNumber, tail, out var length);
        sequence.TryFormat(tail[length..], out var digits, default, CultureInfo.InvariantCulture);
        length += digits;
        "\"}"u8.CopyTo(tail[length..]);
        return length + 2;
    }

    private static int Binary(Span<byte> tail, ulong sequence)
    {
        var length = 0;
        tail[length++] = ServerFrame.SequenceFieldNumber << 3;
        for (; sequence >= 0x80; sequence >>= 7)
        {
            tail[length++] = (byte)(sequence | 0x80);
        }
        tail[length++] = (byte)sequence;
        return length;
    }
}
