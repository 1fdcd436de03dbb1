using GrupoGad.Geo;

namespace GrupoGad.Efectivos;

/// <summary>Reports of one efectivo around a fixed clock.</summary>
internal static class Reports
{
    public static readonly DateTime Now = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);

    public static readonly GeoPoint Obelisco = new(-34.6037, -58.3816);

    public static PositionReport At(double seconds, GeoPoint? point = null, long id = 1, float? accuracyM = null) => new()
    {
        EfectivoId = "E-0417",
        ReportId = id,
        Fix = new Fix { Point = point ?? Obelisco, DeviceTime = Now.AddSeconds(seconds), AccuracyM = accuracyM },
        ReceivedTime = Now,
        Source = ReportSource.WebSocket,
    };

    /// <summary>A point so many metres north of the Obelisco.</summary>
    public static GeoPoint North(double metres) => Obelisco with { Latitude = Obelisco.Latitude + Sphere.Degrees(metres / Sphere.RadiusM) };
}
