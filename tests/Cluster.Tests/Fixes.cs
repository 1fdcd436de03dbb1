using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.Cluster.Tests;

internal static class Fixes
{
    private static long _ids;

    public static readonly GeoPoint Obelisco = new(-34.6037, -58.3816);

    public static PositionReport Report(string id, GeoPoint point, DateTime? at = null, long? reportId = null) => new()
    {
        EfectivoId = id,
        ReportId = reportId ?? Interlocked.Increment(ref _ids),
        Fix = new Fix { Point = point, DeviceTime = at ?? DateTime.UtcNow },
        ReceivedTime = DateTime.UtcNow,
        Source = ReportSource.WebSocket,
    };

    public static GeoPoint North(double metres) => Obelisco with { Latitude = Obelisco.Latitude + Sphere.Degrees(metres / Sphere.RadiusM) };
}
