using System.Buffers;

namespace GrupoGad.WebFrontend.Live.Frames;

/// <summary>One encoded message in a pooled buffer. Its sender gives the buffer back.</summary>
internal readonly struct LiveMessage
{
    private readonly byte[] _pooled;
    private readonly int _length;

    public LiveMessage(int length)
    {
        _pooled = ArrayPool<byte>.Shared.Rent(length);
        _length = length;
    }

    public static LiveMessage Of(ReadOnlySpan<byte> bytes)
    {
        var message = new LiveMessage(bytes.Length);
        bytes.CopyTo(message.Memory.Span);
        return message;
    }

    public Memory<byte> Memory => _pooled.AsMemory(0, _length);

    public int Length => _length;

    public void Return() => ArrayPool<byte>.Shared.Return(_pooled);
}
