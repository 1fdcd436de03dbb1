using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Efectivos;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>Turns what a device sent into a report of the domain, or says what is wrong with it. Pure: the grain judges what needs knowledge.</summary>
public static class ReportReading
{
    /// <param name="ownEfectivo">The only code the sender may report for, also taken when the report names none; null: it may report for any.</param>
    /// <param name="reportId">The same on every retry.</param>
    /// <param name="receivedTime">UTC.</param>
    /// <param name="sent">Receives the optional fields that are left out.</param>
    public static bool TryRead(
        Wire.PositionReport wire, string? ownEfectivo, ReportSource source, long reportId, DateTime receivedTime, AsSent sent,
        out PositionReport report, [NotNullWhen(false)] out RefusedReport? refused)
    {
        report = default;
        var efectivoId = wire.EfectivoId.Length == 0 && ownEfectivo is not null ? ownEfectivo : wire.EfectivoId;
        refused = Judge(wire, efectivoId, ownEfectivo);
        if (refused is not null)
        {
            return false;
        }
        report = new PositionReport
        {
            EfectivoId = efectivoId,
            ReportId = reportId,
            ReceivedTime = receivedTime,
            Source = source,
            Fix = new Fix
            {
                Point = new GeoPoint(wire.Latitude, wire.Longitude),
                DeviceTime = DateTime.UnixEpoch.AddMilliseconds(wire.DeviceTime.Seconds * 1_000 + wire.DeviceTime.Nanos / 1_000_000),
                AccuracyM = wire.HasAccuracyM ? Optional("accuracy_m", wire.AccuracyM, FixRanges.AccuracyM, sent) : null,
                SpeedMps = wire.HasSpeedMps ? Optional("speed_mps", wire.SpeedMps, FixRanges.SpeedMps, sent) : null,
                CourseDeg = wire.HasCourseDeg ? Optional("course_deg", wire.CourseDeg, FixRanges.CourseDeg, sent) : null,
                AltitudeM = wire.HasAltitudeM ? Optional("altitude_m", wire.AltitudeM, FixRanges.AltitudeM, sent) : null,
                Battery = wire.HasBattery ? Optional("battery", wire.Battery, FixRanges.Battery, sent) : null,
            },
        };
        return true;
    }

    private static RefusedReport? Judge(Wire.PositionReport wire, string efectivoId, string? ownEfectivo)
    {
        if (!EfectivoCode.IsValid(efectivoId))
        {
            return new RefusedReport(ReportOutcome.Malformed, "efectivo_id", efectivoId, EfectivoCode.Rule);
        }
        if (ownEfectivo is not null && efectivoId != ownEfectivo)
        {
            return new RefusedReport(ReportOutcome.Forbidden, "efectivo_id", efectivoId, "the efectivo of your token");
        }
        return Number("latitude", wire.Latitude, FixRanges.Latitude)
            ?? Number("longitude", wire.Longitude, FixRanges.Longitude)
            ?? Time(wire.DeviceTime);
    }

    private static RefusedReport? Number(string field, double value, NumberRange range) => range.Holds(value)
        ? null
        : new RefusedReport(double.IsFinite(value) ? ReportOutcome.OutOfRange : ReportOutcome.Malformed, field, value.ToString(CultureInfo.InvariantCulture), range.Rule);

    /// <remarks>A float is written as one: as a double it would have digits that nobody sent.</remarks>
    private static float? Optional(string field, float value, NumberRange range, AsSent sent)
    {
        if (range.Holds(value))
        {
            return value;
        }
        sent.Leave(field, value.ToString(CultureInfo.InvariantCulture), range.Rule);
        return null;
    }

    private static RefusedReport? Time(Timestamp? time)
    {
        const string Field = "device_time";
        if (time is null)
        {
            return new RefusedReport(ReportOutcome.Malformed, Field, "", "present");
        }
        // The range of the protobuf type, which is that of DateTime.
        var readable = time.Seconds is >= -62_135_596_800 and <= 253_402_300_799 && time.Nanos is >= 0 and < 1_000_000_000;
        return readable ? null : new RefusedReport(ReportOutcome.Malformed, Field, $"{time.Seconds}.{time.Nanos}", "a time of the years 1 to 9999");
    }
}
