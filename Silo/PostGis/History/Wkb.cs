using System.Buffers.Binary;
using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Silo.PostGis.History;

/// <summary>Reads well-known binary as <c>ST_AsBinary</c> writes it on this machine: little-endian.</summary>
internal static class Wkb
{
    private const uint Polygon = 3;

    /// <summary>The outer ring of a polygon, without its closing corner.</summary>
    public static ImmutableArray<GeoPoint> Ring(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] != 1 || BinaryPrimitives.ReadUInt32LittleEndian(bytes[1..]) != Polygon)
        {
            throw new FormatException("A polygon in little-endian well-known binary.");
        }
        var corners = BinaryPrimitives.ReadInt32LittleEndian(bytes[9..]);
        var ring = ImmutableArray.CreateBuilder<GeoPoint>(corners - 1);
        for (var i = 0; i < corners - 1; i++)
        {
            var at = bytes[(13 + 16 * i)..];
            ring.Add(new GeoPoint(BinaryPrimitives.ReadDoubleLittleEndian(at[8..]), BinaryPrimitives.ReadDoubleLittleEndian(at)));
        }
        return ring.MoveToImmutable();
    }
}
