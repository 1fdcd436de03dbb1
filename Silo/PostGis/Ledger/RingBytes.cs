using System.Buffers.Binary;
using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Silo.PostGis.Ledger;

/// <summary>A ring as well-known binary (OGC 06-103r4, little-endian): a polygon of one ring, closed there and open here. Exact, unlike text.</summary>
internal static class RingBytes
{
    private const int Header = 13;
    private const int Corner = 16;
    private const uint Polygon = 3;

    /// <summary>Null for no ring.</summary>
    public static byte[]? Of(ImmutableArray<GeoPoint> ring)
    {
        if (ring.Length == 0)
        {
            return null;
        }
        var bytes = new byte[Header + (ring.Length + 1) * Corner];
        bytes[0] = 1;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(1), Polygon);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(5), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(9), (uint)ring.Length + 1);
        for (var i = 0; i <= ring.Length; i++)
        {
            var corner = ring[i % ring.Length];
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(Header + i * Corner), corner.Longitude);
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(Header + i * Corner + 8), corner.Latitude);
        }
        return bytes;
    }

    public static ImmutableArray<GeoPoint> Read(ReadOnlySpan<byte> bytes)
    {
        var corners = ImmutableArray.CreateBuilder<GeoPoint>();
        for (var at = Header; at + Corner < bytes.Length; at += Corner)
        {
            corners.Add(new GeoPoint(BinaryPrimitives.ReadDoubleLittleEndian(bytes[(at + 8)..]), BinaryPrimitives.ReadDoubleLittleEndian(bytes[at..])));
        }
        return corners.DrainToImmutable();
    }
}
