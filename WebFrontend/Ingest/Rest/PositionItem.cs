namespace GrupoGad.WebFrontend.Ingest.Rest;

/// <summary>
/// One report as JSON: <c>gad.v1.PositionReport</c> in camelCase. This type only describes it.
/// <see cref="ReportJson"/> reads it, and there one bad value costs no more than itself.
/// </summary>
public sealed record PositionItem
{
    /// <summary>The efectivo's code; may be left out by an efectivo that reports for itself.</summary>
    public string? EfectivoId { get; init; }

    /// <summary>Degrees, -90..90.</summary>
    public double? Latitude { get; init; }

    /// <summary>Degrees, -180..180.</summary>
    public double? Longitude { get; init; }

    /// <summary>When the device took the fix: RFC 3339 with its zone.</summary>
    public DateTime? DeviceTime { get; init; }

    /// <summary>Horizontal accuracy, metres.</summary>
    public float? AccuracyM { get; init; }

    /// <summary>Metres per second over ground.</summary>
    public float? SpeedMps { get; init; }

    /// <summary>Degrees clockwise from true north, 0..360.</summary>
    public float? CourseDeg { get; init; }

    /// <summary>Metres above the ellipsoid.</summary>
    public float? AltitudeM { get; init; }

    /// <summary>Charge, 0..1.</summary>
    public float? Battery { get; init; }
}
