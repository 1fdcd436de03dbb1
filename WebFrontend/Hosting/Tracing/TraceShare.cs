using System.Buffers.Binary;
using System.Diagnostics;

namespace GrupoGad.WebFrontend.Hosting.Tracing;

/// <summary>Chooses a share of traces by their ids, so that every process and every step of one chooses alike.</summary>
internal static class TraceShare
{
    public static bool Takes(ActivityTraceId trace, double share)
    {
        Span<byte> bytes = stackalloc byte[16];
        trace.CopyTo(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) < share * ulong.MaxValue;
    }
}
