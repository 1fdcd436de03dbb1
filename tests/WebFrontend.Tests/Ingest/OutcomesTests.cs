using Grpc.Core;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Ingest;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Tests.Ingest;

/// <summary>The one table of what a judgement means at each door.</summary>
public sealed class OutcomesTests
{
    private static readonly PositionReport Report = new()
    {
        EfectivoId = "E-0417",
        ReportId = 1,
        ReceivedTime = DateTime.UnixEpoch,
        Source = ReportSource.Rest,
        Fix = new Fix { Point = new GeoPoint(1.5, -2.5), DeviceTime = DateTime.UnixEpoch, AccuracyM = 250 },
    };

    [Theory]
    [InlineData(ReportOutcome.Accepted, 200, StatusCode.OK, "", "")]
    [InlineData(ReportOutcome.AcceptedAsHistory, 200, StatusCode.OK, "", "")]
    [InlineData(ReportOutcome.UnknownEfectivo, 400, StatusCode.NotFound, "efectivo_id", "E-0417")]
    [InlineData(ReportOutcome.OutOfRange, 400, StatusCode.OutOfRange, "latitude,longitude", "1.5,-2.5")]
    [InlineData(ReportOutcome.NullIsland, 400, StatusCode.FailedPrecondition, "latitude,longitude", "1.5,-2.5")]
    [InlineData(ReportOutcome.Inaccurate, 400, StatusCode.FailedPrecondition, "accuracy_m", "250")]
    [InlineData(ReportOutcome.InFuture, 400, StatusCode.FailedPrecondition, "device_time", "1970-01-01T00:00:00.0000000Z")]
    [InlineData(ReportOutcome.Stale, 400, StatusCode.FailedPrecondition, "device_time", "1970-01-01T00:00:00.0000000Z")]
    [InlineData(ReportOutcome.Duplicate, 200, StatusCode.AlreadyExists, "device_time", "1970-01-01T00:00:00.0000000Z")]
    [InlineData(ReportOutcome.Implausible, 400, StatusCode.FailedPrecondition, "latitude,longitude", "1.5,-2.5")]
    [InlineData(ReportOutcome.Forbidden, 403, StatusCode.PermissionDenied, "efectivo_id", "E-0417")]
    [InlineData(ReportOutcome.Malformed, 400, StatusCode.InvalidArgument, "report", "")]
    public void Every_outcome_has_its_words_and_its_status(ReportOutcome outcome, int http, StatusCode grpc, string field, string value)
    {
        var refused = Outcomes.Explain(outcome, Report);
        Assert.Equal((http, grpc), (Outcomes.HttpStatus(outcome), Outcomes.GrpcStatus(outcome)));
        Assert.Equal((outcome, field, value), (refused.Outcome, refused.Refusal.Field, refused.Refusal.Value));
        Assert.Equal(Outcomes.IsAccepted(outcome), refused.Refusal.Rule.Length == 0);
    }

    [Fact]
    public void No_outcome_is_left_out_and_the_wire_has_the_same_numbers()
    {
        foreach (var outcome in Enum.GetValues<ReportOutcome>())
        {
            Assert.Equal(outcome, Outcomes.Explain(outcome, Report).Outcome);
            Assert.Equal(outcome.ToString(), ((Wire.ReportOutcome)outcome).ToString());
        }
    }
}
