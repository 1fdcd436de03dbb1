using System.Globalization;
using System.Text.Json;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Ingest;

namespace GrupoGad.WebFrontend.Live.Frames;

/// <summary>Reads a batch of positions report by report: one that is at fault costs itself alone.</summary>
internal static class PositionsJson
{
    /// <returns>Null: it is no such frame, or is at fault in more than its reports.</returns>
    public static ReadFrame? TryRead(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || root.EnumerateObject().ToArray() is not [{ Name: "positions", Value: { ValueKind: JsonValueKind.Object } body }])
        {
            return null;
        }
        var (batch, sent) = (new PositionBatch(), new List<AsSent>());
        foreach (var member in body.EnumerateObject())
        {
            switch (member.Name)
            {
                case "batchId" or "batch_id" when Id(member.Value) is { } id:
                    batch.BatchId = id;
                    break;
                case "reports" when member.Value.ValueKind == JsonValueKind.Array:
                    var reports = member.Value.EnumerateArray().Select(item => ReportJson.Read(item, numbersAsText: true)).ToArray();
                    batch.Reports.Add(reports.Select(report => report.Report));
                    sent.AddRange(reports.Select(report => report.Sent));
                    break;
                default:
                    return null;
            }
        }
        return new ReadFrame(new ClientFrame { Positions = batch }, null, sent);
    }

    private static ulong? Id(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number or JsonValueKind.String && ulong.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
