using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.Silo.PostGis.Spill;

/// <summary>One row in a spill file: length of the body and its CRC-32, both 4 bytes little-endian, then the body. A format on disk: change it never.</summary>
internal static class SpillRecord
{
    public const int HeadBytes = 8;

    /// <summary>Bytes beside the id's text: three times and ids, the point, five numbers with their mask, source.</summary>
    private const int FixedBytes = 3 * sizeof(long) + 2 * sizeof(double) + 5 * sizeof(float) + 2;

    /// <summary>A longer one is not a record but damage.</summary>
    public const int BodyBytesMax = 4_096;

    public static int SizeOf(in PositionReport row) => HeadBytes + FixedBytes + Encoding.UTF8.GetByteCount(row.EfectivoId);

    /// <summary>Writes the record; returns its size.</summary>
    public static int Write(Span<byte> target, in PositionReport row)
    {
        var body = target[HeadBytes..];
        BinaryPrimitives.WriteInt64LittleEndian(body, row.Fix.DeviceTime.Ticks);
        BinaryPrimitives.WriteInt64LittleEndian(body[8..], row.ReceivedTime.Ticks);
        BinaryPrimitives.WriteInt64LittleEndian(body[16..], row.ReportId);
        BinaryPrimitives.WriteDoubleLittleEndian(body[24..], row.Fix.Point.Latitude);
        BinaryPrimitives.WriteDoubleLittleEndian(body[32..], row.Fix.Point.Longitude);
        ReadOnlySpan<float?> numbers = [row.Fix.AccuracyM, row.Fix.SpeedMps, row.Fix.CourseDeg, row.Fix.AltitudeM, row.Fix.Battery];
        body[61] = 0;
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(body[(40 + 4 * i)..], numbers[i] ?? 0);
            body[61] |= (byte)(numbers[i] is null ? 0 : 1 << i);
        }
        body[60] = (byte)row.Source;
        var size = FixedBytes + Encoding.UTF8.GetBytes(row.EfectivoId, body[FixedBytes..]);
        BinaryPrimitives.WriteInt32LittleEndian(target, size);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], Crc32.HashToUInt32(body[..size]));
        return HeadBytes + size;
    }

    /// <summary>Reads the record at the start of <paramref name="source"/>; 0 when there is no whole and sound one.</summary>
    public static int Read(ReadOnlySpan<byte> source, out PositionReport row)
    {
        row = default;
        if (source.Length < HeadBytes || BinaryPrimitives.ReadInt32LittleEndian(source) is var size
            && (size is < FixedBytes or > BodyBytesMax || source.Length < HeadBytes + size))
        {
            return 0;
        }
        var body = source.Slice(HeadBytes, size);
        if (Crc32.HashToUInt32(body) != BinaryPrimitives.ReadUInt32LittleEndian(source[4..]))
        {
            return 0;
        }
        row = Decode(body);
        return HeadBytes + size;
    }

    private static PositionReport Decode(ReadOnlySpan<byte> body) => new()
    {
        EfectivoId = Encoding.UTF8.GetString(body[FixedBytes..]),
        ReportId = BinaryPrimitives.ReadInt64LittleEndian(body[16..]),
        ReceivedTime = new DateTime(BinaryPrimitives.ReadInt64LittleEndian(body[8..]), DateTimeKind.Utc),
        Source = (ReportSource)body[60],
        Fix = new Fix
        {
            DeviceTime = new DateTime(BinaryPrimitives.ReadInt64LittleEndian(body), DateTimeKind.Utc),
            Point = new GeoPoint(BinaryPrimitives.ReadDoubleLittleEndian(body[24..]), BinaryPrimitives.ReadDoubleLittleEndian(body[32..])),
            AccuracyM = Number(body, 0),
            SpeedMps = Number(body, 1),
            CourseDeg = Number(body, 2),
            AltitudeM = Number(body, 3),
            Battery = Number(body, 4),
        },
    };

    private static float? Number(ReadOnlySpan<byte> body, int i) =>
        (body[61] & 1 << i) == 0 ? null : BinaryPrimitives.ReadSingleLittleEndian(body[(40 + 4 * i)..]);
}
