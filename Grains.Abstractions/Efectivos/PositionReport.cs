using GrupoGad.Geo;

namespace GrupoGad.Efectivos;

/// <summary>Report of a device on one efectivo at one instant, not judged yet.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.PositionReport)]
public readonly record struct PositionReport
{
    /// <summary>The efectivo's code, e.g. <c>E-0417</c>.</summary>
    [Id(0)] public required string EfectivoId { get; init; }

    /// <summary>Made by the endpoint that took it, the same on every retry: distinguishes a retry from a second report of the same instant.</summary>
    [Id(1)] public required long ReportId { get; init; }

    [Id(2)] public required Fix Fix { get; init; }

    /// <summary>When the endpoint received it, UTC.</summary>
    [Id(3)] public required DateTime ReceivedTime { get; init; }

    [Id(4)] public required ReportSource Source { get; init; }
}

/// <summary>One position of a device in time and space.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.Fix)]
public readonly record struct Fix
{
    [Id(0)] public required GeoPoint Point { get; init; }

    /// <summary>When the device took it, UTC, whole milliseconds.</summary>
    [Id(1)] public required DateTime DeviceTime { get; init; }

    /// <summary>Horizontal accuracy, metres, one standard deviation; null unknown.</summary>
    [Id(2)] public float? AccuracyM { get; init; }

    /// <summary>Over ground, m/s; null unknown.</summary>
    [Id(3)] public float? SpeedMps { get; init; }

    /// <summary>Degrees clockwise from true north, 0..360; null unknown.</summary>
    [Id(4)] public float? CourseDeg { get; init; }

    /// <summary>Above the ellipsoid, metres; null unknown.</summary>
    [Id(5)] public float? AltitudeM { get; init; }

    /// <summary>Charge 0..1; null unknown.</summary>
    [Id(6)] public float? Battery { get; init; }
}
