using System.Text.Json;
using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Times;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>Reads one report in our own JSON, as REST and the WebSocket's JSON frames write it.</summary>
internal static class ReportJson
{
    /// <param name="numbersAsText">The protobuf JSON mapping also takes numbers as text, REST does not.</param>
    public static ReportFields Read(JsonElement item, bool numbersAsText = false)
    {
        var fields = new ReportFields();
        if (item.ValueKind != JsonValueKind.Object)
        {
            fields.Sent.Refuse(ReportOutcome.Malformed, "report", item.ValueKind == JsonValueKind.Null ? null : item.GetRawText(), "a report");
            return fields;
        }
        var (latitude, longitude, hasTime) = ((string?)null, (string?)null, false);
        foreach (var member in item.EnumerateObject())
        {
            var value = member.Value;
            if (value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }
            var text = value.ValueKind == JsonValueKind.String && numbersAsText ? value.GetString() : value.GetRawText();
            switch (member.Name)
            {
                case "efectivoId" or "efectivo_id":
                    Efectivo(fields, value);
                    break;
                case "latitude": latitude = text; break;
                case "longitude": longitude = text; break;
                case "deviceTime" or "device_time":
                    hasTime = true;
                    Time(fields, value);
                    break;
                case "accuracyM" or "accuracy_m": fields.Optional("accuracy_m", text, FixRanges.AccuracyM); break;
                case "speedMps" or "speed_mps": fields.Optional("speed_mps", text, FixRanges.SpeedMps); break;
                case "courseDeg" or "course_deg": fields.Optional("course_deg", text, FixRanges.CourseDeg); break;
                case "altitudeM" or "altitude_m": fields.Optional("altitude_m", text, FixRanges.AltitudeM); break;
                case "battery": fields.Optional("battery", text, FixRanges.Battery); break;
                default: fields.Sent.Leave(member.Name, value.GetRawText(), "a member of a report"); break;
            }
        }
        fields.Point(latitude, longitude);
        if (!hasTime)
        {
            fields.Sent.Refuse(ReportOutcome.Malformed, "device_time", null, "present");
        }
        return fields;
    }

    private static void Efectivo(ReportFields fields, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            fields.Efectivo(value.GetString()!, value.GetString()!);
            return;
        }
        fields.Sent.Refuse(ReportOutcome.Malformed, "efectivo_id", value.GetRawText(), "text");
    }

    private static void Time(ReportFields fields, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && InstantText.TryRead(value.GetString(), out var utc))
        {
            fields.Time(utc, value.GetString());
            return;
        }
        fields.Sent.Refuse(
            ReportOutcome.Malformed, "device_time", value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText(), InstantText.Rule);
    }
}
