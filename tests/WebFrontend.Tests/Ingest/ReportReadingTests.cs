using CsCheck;
using Google.Protobuf.WellKnownTypes;
using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Ingest;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Tests.Ingest;

public sealed class ReportReadingTests
{
    private static readonly DateTime Received = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void What_is_well_formed_arrives_unchanged()
    {
        var wire = Good();
        (wire.AccuracyM, wire.SpeedMps, wire.CourseDeg, wire.AltitudeM, wire.Battery) = (5, 1.5f, 360, -12, 0.5f);
        wire.DeviceTime.Nanos = 123_999_999;
        Assert.True(ReportReading.TryRead(wire, null, ReportSource.Grpc, 42, Received, new AsSent(), out var report, out _));
        Assert.Equal(new PositionReport
        {
            EfectivoId = "E-0417",
            ReportId = 42,
            ReceivedTime = Received,
            Source = ReportSource.Grpc,
            Fix = new Fix
            {
                Point = new(-34.6, -58.4),
                DeviceTime = DateTime.UnixEpoch.AddSeconds(1_772_366_400).AddMilliseconds(123),
                AccuracyM = 5, SpeedMps = 1.5f, CourseDeg = 360, AltitudeM = -12, Battery = 0.5f,
            },
        }, report);
        Assert.Equal(DateTimeKind.Utc, report.Fix.DeviceTime.Kind);
    }

    [Fact]
    public void What_is_not_said_is_unknown_and_not_zero()
    {
        Assert.True(ReportReading.TryRead(Good(), null, ReportSource.Rest, 1, Received, new AsSent(), out var report, out _));
        Assert.Equal((null, null, null, null, null), (
            report.Fix.AccuracyM, report.Fix.SpeedMps, report.Fix.CourseDeg, report.Fix.AltitudeM, report.Fix.Battery));
    }

    public static TheoryData<string, Action<Wire.PositionReport>, ReportOutcome> Wrong => new()
    {
        { "efectivo_id", wire => wire.EfectivoId = "e-0417", ReportOutcome.Malformed },
        { "efectivo_id", wire => wire.EfectivoId = "", ReportOutcome.Malformed },
        { "efectivo_id", wire => wire.EfectivoId = new string('A', 51), ReportOutcome.Malformed },
        { "latitude", wire => wire.Latitude = 90.0001, ReportOutcome.OutOfRange },
        { "latitude", wire => wire.Latitude = double.NaN, ReportOutcome.Malformed },
        { "longitude", wire => wire.Longitude = double.NegativeInfinity, ReportOutcome.Malformed },
        { "longitude", wire => wire.Longitude = -180.5, ReportOutcome.OutOfRange },
        { "device_time", wire => wire.DeviceTime = null, ReportOutcome.Malformed },
        { "device_time", wire => wire.DeviceTime = new Timestamp { Seconds = long.MaxValue }, ReportOutcome.Malformed },
        { "device_time", wire => wire.DeviceTime = new Timestamp { Nanos = -1 }, ReportOutcome.Malformed },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named(string field, Action<Wire.PositionReport> spoil, ReportOutcome outcome)
    {
        var wire = Good();
        spoil(wire);
        Assert.False(ReportReading.TryRead(wire, null, ReportSource.Rest, 1, Received, new AsSent(), out _, out var refused));
        Assert.Equal((outcome, field), (refused.Outcome, refused.Refusal.Field));
        Assert.NotEqual("", refused.Refusal.Rule);
    }

    public static TheoryData<string, Action<Wire.PositionReport>, string> Senseless => new()
    {
        { "accuracy_m", wire => wire.AccuracyM = -1, "-1" },
        { "speed_mps", wire => wire.SpeedMps = float.NaN, "NaN" },
        { "speed_mps", wire => wire.SpeedMps = -0.1f, "-0.1" },
        { "course_deg", wire => wire.CourseDeg = 360.5f, "360.5" },
        { "altitude_m", wire => wire.AltitudeM = float.PositiveInfinity, "Infinity" },
        { "altitude_m", wire => wire.AltitudeM = 200_000, "200000" },
        { "battery", wire => wire.Battery = 1.01f, "1.01" },
    };

    [Theory]
    [MemberData(nameof(Senseless))]
    public void A_bad_optional_value_costs_its_field_alone_and_is_told_as_it_was_sent(string field, Action<Wire.PositionReport> spoil, string value)
    {
        var (wire, sent) = (Good(), new AsSent());
        spoil(wire);
        Assert.True(ReportReading.TryRead(wire, null, ReportSource.Rest, 1, Received, sent, out var report, out _));
        Assert.Equal((field, value), (Assert.Single(sent.LeftOut).Field, sent.LeftOut[0].Value));
        Assert.Equal((null, null, null, null, null), (
            report.Fix.AccuracyM, report.Fix.SpeedMps, report.Fix.CourseDeg, report.Fix.AltitudeM, report.Fix.Battery));
    }

    [Theory]
    [InlineData("E-0417", "", true)]
    [InlineData("E-0417", "E-0417", true)]
    [InlineData("E-0417", "E-0418", false)]
    [InlineData("", "E-0417", false)]
    [InlineData("", "", false)]
    public void An_efectivo_reports_for_itself_alone(string own, string named, bool read)
    {
        var wire = Good();
        wire.EfectivoId = named;
        Assert.Equal(read, ReportReading.TryRead(wire, own, ReportSource.WebSocket, 1, Received, new AsSent(), out var report, out _));
        Assert.True(!read || report.EfectivoId == own);
    }

    [Fact]
    public void No_number_at_all_gets_past_the_ranges() => Gen.Select(Gen.Double, Gen.Double, Gen.Float, Gen.Float).Sample((latitude, longitude, course, battery) =>
    {
        var wire = Good();
        (wire.Latitude, wire.Longitude, wire.CourseDeg, wire.Battery) = (latitude, longitude, course, battery);
        var read = ReportReading.TryRead(wire, null, ReportSource.Rest, 1, Received, new AsSent(), out var report, out var refused);
        return read
            ? report.Fix.Point.IsValid && report.Fix.CourseDeg is null or >= 0 and <= 360 && report.Fix.Battery is null or >= 0 and <= 1
            : refused!.Outcome is ReportOutcome.OutOfRange or ReportOutcome.Malformed;
    });

    private static Wire.PositionReport Good() => new()
    {
        EfectivoId = "E-0417", Latitude = -34.6, Longitude = -58.4, DeviceTime = new Timestamp { Seconds = 1_772_366_400 },
    };
}
