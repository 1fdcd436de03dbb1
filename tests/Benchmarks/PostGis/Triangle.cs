using System.Buffers.Binary;
using GrupoGad.Geo;

namespace GrupoGad.Benchmarks.PostGis;

/// <summary>An area of a few hundred metres, as well-known binary.</summary>
internal static class Triangle
{
    private const double Half = 0.004;

    public static byte[] Around(GeoPoint at)
    {
        (double X, double Y)[] corners = [(-Half, -Half), (Half, -Half), (0, Half), (-Half, -Half)];
        var bytes = new byte[1 + 3 * sizeof(int) + corners.Length * 2 * sizeof(double)];
        // Little endian, a polygon, one ring.
        bytes[0] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), 3);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(5), 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(9), corners.Length);
        for (var i = 0; i < corners.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(13 + i * 16), at.Longitude + corners[i].X);
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(21 + i * 16), at.Latitude + corners[i].Y);
        }
        return bytes;
    }
}
