using System.Buffers;
using System.Text;
using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.Silo.PostGis.Journal;

/// <summary>Rows in PostgreSQL's binary COPY format, encoded in one go: column by column through the driver costs several times more.</summary>
/// <remarks>Format: the PostgreSQL manual, "COPY", Binary Format; the point is EWKB, which PostGIS takes as the binary form of a geography.</remarks>
internal static class PositionCopy
{
    public const string Command =
        "COPY position_reports (device_time, received_time, report_id, accuracy_m, speed_mps, course_deg, altitude_m, battery, source, "
        + "efectivo_id, position) FROM STDIN (FORMAT BINARY)";

    private const short Columns = 11;

    /// <summary>Point with an SRID, as EWKB types it.</summary>
    private const uint PointWithSrid = 0x2000_0001;

    private const int PointBytes = 25;

    /// <summary>A row without its id's text: the count, 3 × 8, 5 × 4, 2 and the point, each behind a length of 4.</summary>
    private const int RowBytesMax = 2 + 3 * 12 + 5 * 8 + 6 + 4 + 4 + PointBytes;

    private static readonly DateTime _epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Signature, no flags, no extension.</summary>
    private static ReadOnlySpan<byte> Header =>
        [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', 10, 0xFF, 13, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Encodes into a rented array that the caller returns.</summary>
    public static (byte[] Buffer, int Length) Encode(RowRange rows)
    {
        var size = Header.Length + sizeof(short);
        for (var i = 0; i < rows.Count; i++)
        {
            size += RowBytesMax + Encoding.UTF8.GetMaxByteCount(rows[i].EfectivoId.Length);
        }
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        var writer = new NetworkWriter(buffer);
        writer.Bytes(Header);
        for (var i = 0; i < rows.Count; i++)
        {
            Row(ref writer, in rows[i]);
        }
        writer.Int16(-1);
        return (buffer, writer.Length);
    }

    private static void Row(ref NetworkWriter writer, in PositionReport row)
    {
        writer.Int16(Columns);
        Int64(ref writer, Microseconds(row.Fix.DeviceTime));
        Int64(ref writer, Microseconds(row.ReceivedTime));
        Int64(ref writer, row.ReportId);
        Real(ref writer, row.Fix.AccuracyM);
        Real(ref writer, row.Fix.SpeedMps);
        Real(ref writer, row.Fix.CourseDeg);
        Real(ref writer, row.Fix.AltitudeM);
        Real(ref writer, row.Fix.Battery);
        writer.Int32(sizeof(short));
        writer.Int16((short)row.Source);
        writer.Text(row.EfectivoId);
        Point(ref writer, row.Fix.Point);
    }

    private static long Microseconds(DateTime time) => (time.Ticks - _epoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private static void Int64(ref NetworkWriter writer, long value)
    {
        writer.Int32(sizeof(long));
        writer.Int64(value);
    }

    private static void Real(ref NetworkWriter writer, float? value)
    {
        if (value is { } known)
        {
            writer.Int32(sizeof(float));
            writer.Single(known);
        }
        else
        {
            // A length of -1 is null.
            writer.Int32(-1);
        }
    }

    private static void Point(ref NetworkWriter writer, GeoPoint point)
    {
        writer.Int32(PointBytes);
        // 0: big-endian, like all around it.
        writer.Byte(0);
        writer.Int32(unchecked((int)PointWithSrid));
        writer.Int32(4326);
        writer.Double(point.Longitude);
        writer.Double(point.Latitude);
    }
}
