using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Ingest.OsmAnd;

/// <summary>
/// The answer to a tracker: success only for a report that is stored or already was, and the reason for all else. Stored reports of a batch
/// must not be sent again. The answer to a batch is therefore a success as soon as one report is stored, and its lines name the reports and
/// fields that were refused or left out.
/// </summary>
internal static class OsmAndAnswer
{
    /// <summary>Lines of an answer: who sends 500 bad ones needs no more to see why.</summary>
    private const int LinesMax = 20;

    /// <remarks>Nothing at all for an answer without a fault: these apps show a body to their user as a message.</remarks>
    public static IResult Of(Wire.PositionAck ack, OsmAndMessage message, bool isJson, Func<Wire.Refusal, bool> isGivenUp)
    {
        var lost = ack.Refused.Where(refusal => (ReportOutcome)refusal.Outcome != ReportOutcome.Duplicate).ToArray();
        var status = lost.Length < message.Reports.Count || lost.All(isGivenUp)
            ? StatusCodes.Status200OK
            : Outcomes.HttpStatus((ReportOutcome)lost[0].Outcome);
        string Place(uint index) => message.Reports.Count > 1 ? $"location[{index}]." : "";
        var lines = lost
            .Select(one => Line(new Refusal(Place(one.Index) + OsmAndNames.Of(one.Field, isJson), one.Value, one.Rule), "is refused"))
            .Concat(ack.LeftOut.Select(one => Line(new Refusal(Place(one.Index) + OsmAndNames.Of(one.Field, isJson), one.Value, one.Rule), "is left out, the rest is stored")));
        return Text(status, string.Concat(lines.Take(LinesMax)));
    }

    public static IResult Refused(int status, Refusal refusal) => Text(status, Line(refusal, "is refused"));

    private static IResult Text(int status, string text) =>
        text.Length == 0 ? TypedResults.StatusCode(status) : TypedResults.Text(text, "text/plain", statusCode: status);

    private static string Line(Refusal refusal, string what) => $"{refusal.Field}: '{refusal.Value}' {what}; rule: {refusal.Rule}\n";
}
