using Google.Protobuf.WellKnownTypes;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Ingest.Rest;

/// <summary>One report as JSON: <c>gad.v1.PositionReport</c> in camelCase.</summary>
public sealed record PositionItem
{
    /// <summary>The efectivo's code; may be left out by an efectivo that reports for itself.</summary>
    public string? EfectivoId { get; init; }

    /// <summary>Degrees, -90..90.</summary>
    public double? Latitude { get; init; }

    /// <summary>Degrees, -180..180.</summary>
    public double? Longitude { get; init; }

    /// <summary>When the device took the fix: ISO 8601 with a time zone.</summary>
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

    /// <remarks>A missing coordinate becomes NaN, which no range holds.</remarks>
    public Wire.PositionReport ToWire()
    {
        var wire = new Wire.PositionReport
        {
            EfectivoId = EfectivoId ?? "",
            Latitude = Latitude ?? double.NaN,
            Longitude = Longitude ?? double.NaN,
            DeviceTime = DeviceTime is { } time ? Timestamp.FromDateTime(time) : null,
        };
        if (AccuracyM is { } accuracy)
        {
            wire.AccuracyM = accuracy;
        }
        if (SpeedMps is { } speed)
        {
            wire.SpeedMps = speed;
        }
        if (CourseDeg is { } course)
        {
            wire.CourseDeg = course;
        }
        if (AltitudeM is { } altitude)
        {
            wire.AltitudeM = altitude;
        }
        if (Battery is { } battery)
        {
            wire.Battery = battery;
        }
        return wire;
    }
}
