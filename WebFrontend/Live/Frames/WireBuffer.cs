using System.Buffers;
using System.Text;

namespace GrupoGad.WebFrontend.Live.Frames;

/// <summary>A growing buffer that is filled again each tick, with the few writers of the protobuf wire format that live frames need.</summary>
/// <remarks>Frames are put together from pieces, which the generated classes cannot do; tests read every piece back with those classes.</remarks>
internal sealed class WireBuffer : IBufferWriter<byte>
{
    /// <summary>Above this a buffer that grew in a burst is given back at the next reset, bytes.</summary>
    private const int KeptMax = 16 << 20;

    private const int VarintMax = 10;
    private const int StartSize = 4_096;

    private byte[] _bytes = new byte[StartSize];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public ReadOnlySpan<byte> Slice(Segment segment) => _bytes.AsSpan(segment.Start, segment.Length);

    public void Reset()
    {
        Length = 0;
        if (_bytes.Length > KeptMax)
        {
            _bytes = new byte[StartSize];
        }
    }

    public void Varint(ulong value)
    {
        Room(VarintMax);
        while (value >= 0x80)
        {
            _bytes[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }
        _bytes[Length++] = (byte)value;
    }

    /// <summary>A numeric field; left out when it is 0, as proto3 does.</summary>
    public void Number(int field, ulong value)
    {
        if (value != 0)
        {
            Varint((ulong)field << 3);
            Varint(value);
        }
    }

    public void Float(int field, float value)
    {
        Varint((ulong)field << 3 | 5);
        BitConverter.TryWriteBytes(GetSpan(4), value);
        Advance(4);
    }

    public void Double(int field, double value)
    {
        Varint((ulong)field << 3 | 1);
        BitConverter.TryWriteBytes(GetSpan(8), value);
        Advance(8);
    }

    /// <summary>A message, a packed list or bytes: a length and that many bytes.</summary>
    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint((ulong)field << 3 | 2);
        Varint((ulong)value.Length);
        Raw(value);
    }

    public void Text(int field, string value)
    {
        if (value.Length > 0)
        {
            Varint((ulong)field << 3 | 2);
            Varint((ulong)Encoding.UTF8.GetByteCount(value));
            Advance(Encoding.UTF8.GetBytes(value, GetSpan(Encoding.UTF8.GetMaxByteCount(value.Length))));
        }
    }

    public void Raw(ReadOnlySpan<byte> value)
    {
        Room(value.Length);
        value.CopyTo(_bytes.AsSpan(Length));
        Length += value.Length;
    }

    /// <summary>Overwrites the last byte: a list's trailing comma by its bracket.</summary>
    public void ReplaceLast(byte value) => _bytes[Length - 1] = value;

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Room(Math.Max(sizeHint, 256));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    private void Room(int more)
    {
        if (_bytes.Length - Length < more)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + more));
        }
    }
}

/// <summary>A piece of this tick's buffer.</summary>
internal readonly record struct Segment(int Start, int Length);
