using System.Buffers.Binary;
using System.Text;

namespace GrupoGad.Silo.PostGis.Journal;

/// <summary>Writes numbers in network order one behind the other.</summary>
internal ref struct NetworkWriter(Span<byte> target)
{
    private readonly Span<byte> _target = target;

    public int Length { get; private set; }

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    public void Byte(byte value) => Take(1)[0] = value;

    public void Int16(short value) => BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), value);

    public void Int32(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), value);

    public void Single(float value) => BinaryPrimitives.WriteSingleBigEndian(Take(sizeof(float)), value);

    public void Double(double value) => BinaryPrimitives.WriteDoubleBigEndian(Take(sizeof(double)), value);

    /// <summary>UTF-8 behind its length in bytes.</summary>
    public void Text(string value)
    {
        var size = Encoding.UTF8.GetBytes(value, _target[(Length + sizeof(int))..]);
        Int32(size);
        Length += size;
    }

    private Span<byte> Take(int size)
    {
        var span = _target.Slice(Length, size);
        Length += size;
        return span;
    }
}
