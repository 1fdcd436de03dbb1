using System.Text.Json;
using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Hosting;

namespace GrupoGad.WebFrontend.Ingest.OsmAnd;

/// <summary>Reads the JSON of newer Traccar clients: <c>device_id, location{timestamp, coords{…}, battery{…}}</c>, speed in m/s, −1 unknown.</summary>
/// <remarks>Reports that a phone kept while it had no network come as a batch: <c>location</c> is a list, or the whole message is one.</remarks>
public static class OsmAndJson
{
    private const int DepthMax = 16;

    /// <param name="now">UTC, for a message that carries no time.</param>
    public static async Task<OsmAndMessage> Read(HttpRequest request, DateTime now, CancellationToken cancellation)
    {
        var (document, unreadable) = await JsonText.Read(request, cancellation, DepthMax);
        using var _ = document;
        return document is null ? OsmAndMessage.Unreadable(unreadable!) : Read(document.RootElement, now);
    }

    public static OsmAndMessage Read(JsonElement root, DateTime now)
    {
        var reports = new List<ReportFields>();
        foreach (var (at, item) in Items(root, "$"))
        {
            if (Text(item, "device_id") is not { Length: > 0 } id)
            {
                if (at == "$")
                {
                    return OsmAndMessage.Unreadable("device_id", null, "the code of an efectivo");
                }
                reports.Add(new ReportFields());
                reports[^1].Sent.Refuse(ReportOutcome.Malformed, "efectivo_id", null, "the code of an efectivo");
                continue;
            }
            var locations = Member(item, "location") is { } location ? Items(location, "location") : [];
            if (locations.Count == 0)
            {
                return OsmAndMessage.Unreadable("location", Member(item, "location")?.GetRawText(), "a location, or a list of 1 or more");
            }
            reports.AddRange(locations.Select(one => Report(id, one.Item, Text(item, "timestamp"), now)));
        }
        return reports.Count switch
        {
            0 => OsmAndMessage.Unreadable("$", null, "1 message or more"),
            > ReportSubmission.BatchMax => OsmAndMessage.Unreadable("location", $"{reports.Count} locations", $"at most {ReportSubmission.BatchMax} locations"),
            _ => new OsmAndMessage(reports),
        };
    }

    private static ReportFields Report(string id, JsonElement location, string? messageTime, DateTime now)
    {
        var report = new ReportFields();
        report.Efectivo(OsmAndMessage.CodeOf(id), id);
        if (Member(location, "coords") is not { ValueKind: JsonValueKind.Object } coords)
        {
            report.Sent.Refuse(ReportOutcome.Malformed, "coords", Member(location, "coords")?.GetRawText(), "coords with latitude and longitude");
            return report;
        }
        report.Point(Raw(coords, "latitude"), Raw(coords, "longitude"));
        OsmAndFields.Time(report, Text(location, "timestamp") ?? messageTime, now);
        report.Optional("accuracy_m", Raw(coords, "accuracy"), FixRanges.AccuracyM, negativeIsUnknown: true);
        report.Optional("speed_mps", Raw(coords, "speed"), FixRanges.SpeedMps, negativeIsUnknown: true);
        report.Optional("course_deg", Raw(coords, "heading"), FixRanges.CourseDeg, negativeIsUnknown: true);
        report.Optional("altitude_m", Raw(coords, "altitude"), FixRanges.AltitudeM);
        if (Member(location, "battery") is { ValueKind: JsonValueKind.Object } battery)
        {
            report.Optional("battery", Raw(battery, "level"), FixRanges.Battery, negativeIsUnknown: true);
        }
        return report;
    }

    /// <summary>The entries of a list with their places; what is no list is its only entry.</summary>
    private static List<(string At, JsonElement Item)> Items(JsonElement element, string at) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().Select((item, i) => ($"{at}[{i}]", item))]
        : [(at, element)];

    private static JsonElement? Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    private static string? Raw(JsonElement parent, string name) => Member(parent, name)?.GetRawText();

    /// <summary>A string, or any other value as it is written.</summary>
    private static string? Text(JsonElement parent, string name) => Member(parent, name) is { } value
        ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
        : null;
}
