using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using GrupoGad.Efectivos;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>Builds one report out of the texts of a protocol: a bad required field costs the report, a bad optional one only itself.</summary>
internal sealed class ReportFields
{
    public Wire.PositionReport Report { get; } = new() { Latitude = double.NaN, Longitude = double.NaN };

    public AsSent Sent { get; } = new();

    public void Efectivo(string code, string asSent)
    {
        Sent.Say("efectivo_id", asSent);
        Report.EfectivoId = code;
    }

    public void Point(string? latitude, string? longitude)
    {
        Report.Latitude = Required("latitude", latitude, FixRanges.Latitude);
        Report.Longitude = Required("longitude", longitude, FixRanges.Longitude);
    }

    public void Time(DateTime utc, string? asSent)
    {
        if (asSent is not null)
        {
            Sent.Say("device_time", asSent);
        }
        Report.DeviceTime = Timestamp.FromDateTime(utc);
    }

    /// <param name="scale">From the protocol's unit to ours.</param>
    /// <param name="negativeIsUnknown">Trackers protocols write −1 for what a device does not know; and no receiver is accurate to 0 m.</param>
    public void Optional(string field, string? text, NumberRange range, double scale = 1, bool negativeIsUnknown = false)
    {
        if (text is null)
        {
            return;
        }
        Sent.Say(field, text);
        if (!TryNumber(text, out var number))
        {
            Sent.Leave(field, text, "a number");
        }
        else if (negativeIsUnknown && (number < 0 || (number == 0 && field == "accuracy_m")))
        {
            return;
        }
        else if (!range.Holds(number))
        {
            Sent.Leave(field, text, range.Rule);
        }
        else
        {
            Set(field, (float)(number * scale));
        }
    }

    private double Required(string field, string? text, NumberRange range)
    {
        Sent.Say(field, text);
        if (text is null)
        {
            Sent.Refuse(ReportOutcome.Malformed, field, null, "present");
        }
        else if (!TryNumber(text, out var number))
        {
            Sent.Refuse(ReportOutcome.Malformed, field, text, "a number");
        }
        else if (!range.Holds(number))
        {
            Sent.Refuse(double.IsFinite(number) ? ReportOutcome.OutOfRange : ReportOutcome.Malformed, field, text, range.Rule);
        }
        else
        {
            return number;
        }
        return double.NaN;
    }

    private void Set(string field, float value)
    {
        switch (field)
        {
            case "accuracy_m": Report.AccuracyM = value; break;
            case "speed_mps": Report.SpeedMps = value; break;
            case "course_deg": Report.CourseDeg = value; break;
            case "altitude_m": Report.AltitudeM = value; break;
            case "battery": Report.Battery = value; break;
            default: throw new ArgumentOutOfRangeException(nameof(field), field, "an optional field of a report");
        }
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text.AsSpan().Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
