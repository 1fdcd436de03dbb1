using GrupoGad.Efectivos;

namespace GrupoGad.WebFrontend.Efectivos;

/// <summary>A position as REST shows it. Degrees, metres, m/s, UTC; null is unknown.</summary>
public sealed record PositionResource
{
    public required double Latitude { get; init; }

    public required double Longitude { get; init; }

    public float? AccuracyM { get; init; }

    public float? SpeedMps { get; init; }

    public float? CourseDeg { get; init; }

    public float? AltitudeM { get; init; }

    public float? Battery { get; init; }

    /// <summary>When the device took it.</summary>
    public required DateTime DeviceTime { get; init; }

    /// <summary>When our endpoint took it; null where only the fix is known.</summary>
    public DateTime? ReceivedTime { get; init; }

    public ReportSource? Source { get; init; }

    public static PositionResource Of(in Fix fix, DateTime? receivedTime = null, ReportSource? source = null) => new()
    {
        Latitude = fix.Point.Latitude,
        Longitude = fix.Point.Longitude,
        AccuracyM = fix.AccuracyM,
        SpeedMps = fix.SpeedMps,
        CourseDeg = fix.CourseDeg,
        AltitudeM = fix.AltitudeM,
        Battery = fix.Battery,
        DeviceTime = fix.DeviceTime,
        ReceivedTime = receivedTime,
        Source = source,
    };
}
