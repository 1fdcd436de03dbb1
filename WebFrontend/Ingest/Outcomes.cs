using System.Globalization;
using Grpc.Core;
using GrupoGad.Efectivos;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>The meaning of every judgement at every endpoint. This is the one place; a test holds that no outcome is left out.</summary>
public static class Outcomes
{
    // Success only for a report that is stored or already was. A phone whose clock is wrong must receive a refusal.
    private static readonly Row[] Rows =
    [
        new(ReportOutcome.Accepted, 200, StatusCode.OK, "", "", _ => ""),
        new(ReportOutcome.AcceptedAsHistory, 200, StatusCode.OK, "", "", _ => ""),
        new(ReportOutcome.UnknownEfectivo, 400, StatusCode.NotFound, "efectivo_id", "an efectivo that is registered", report => report.EfectivoId),
        new(ReportOutcome.OutOfRange, 400, StatusCode.OutOfRange, "latitude,longitude", "latitude -90..90, longitude -180..180", Point),
        new(ReportOutcome.NullIsland, 400, StatusCode.FailedPrecondition, "latitude,longitude", "a real fix: exactly 0,0 is a receiver without one", Point),
        new(ReportOutcome.Inaccurate, 400, StatusCode.FailedPrecondition, "accuracy_m", "not worse than the installation allows",
            report => Number(report.Fix.AccuracyM)),
        new(ReportOutcome.InFuture, 400, StatusCode.FailedPrecondition, "device_time", "not ahead of the server's clock", Time),
        new(ReportOutcome.Stale, 400, StatusCode.FailedPrecondition, "device_time", "not older than the retention of positions", Time),
        new(ReportOutcome.Duplicate, 200, StatusCode.AlreadyExists, "device_time", "one fix an instant; this one is already stored", Time),
        new(ReportOutcome.Implausible, 400, StatusCode.FailedPrecondition, "latitude,longitude", "reachable from the fix before at a field unit's speed", Point),
        new(ReportOutcome.Forbidden, 403, StatusCode.PermissionDenied, "efectivo_id", "the efectivo of your token", report => report.EfectivoId),
        new(ReportOutcome.Malformed, 400, StatusCode.InvalidArgument, "report", "all required fields, well formed", _ => ""),
    ];

    public static bool IsAccepted(ReportOutcome outcome) => outcome is ReportOutcome.Accepted or ReportOutcome.AcceptedAsHistory;

    /// <summary>Status of an endpoint that takes one report a request.</summary>
    public static int HttpStatus(ReportOutcome outcome) => Of(outcome).Http;

    public static StatusCode GrpcStatus(ReportOutcome outcome) => Of(outcome).Grpc;

    public static string FieldOf(ReportOutcome outcome) => Of(outcome).Field;

    public static string RuleOf(ReportOutcome outcome) => Of(outcome).Rule;

    /// <summary>The refusal of a report that its grain judged.</summary>
    public static RefusedReport Explain(ReportOutcome outcome, in PositionReport report)
    {
        var row = Of(outcome);
        return new RefusedReport(outcome, row.Field, row.Value(report), row.Rule);
    }

    private static Row Of(ReportOutcome outcome)
    {
        var row = Rows[(int)outcome - 1];
        return row.Outcome == outcome ? row : throw new InvalidOperationException("the rows stand in the order of the outcomes");
    }

    private static string Point(PositionReport report) => string.Create(
        CultureInfo.InvariantCulture, $"{report.Fix.Point.Latitude},{report.Fix.Point.Longitude}");

    private static string Time(PositionReport report) => report.Fix.DeviceTime.ToString("O", CultureInfo.InvariantCulture);

    private static string Number(float? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private sealed record Row(
        ReportOutcome Outcome, int Http, StatusCode Grpc, string Field, string Rule, Func<PositionReport, string> Value);
}
