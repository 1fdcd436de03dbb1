using CsCheck;
using GrupoGad.Geo;
using static GrupoGad.Efectivos.Reports;

namespace GrupoGad.Efectivos;

public sealed class ReportRulesTests
{
    private static readonly EfectivoOptions Options = new();
    private LivePosition? _live;

    [Fact]
    public void The_first_report_is_accepted() => Assert.Equal(ReportOutcome.Accepted, Say(At(0)));

    [Theory]
    [InlineData(91, 0)]
    [InlineData(0, -180.5)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.PositiveInfinity)]
    public void Coordinates_off_the_earth_are_out_of_range(double latitude, double longitude) =>
        Assert.Equal(ReportOutcome.OutOfRange, Say(At(0, new GeoPoint(latitude, longitude))));

    [Fact]
    public void Zero_zero_is_a_receiver_without_a_fix() => Assert.Equal(ReportOutcome.NullIsland, Say(At(0, new GeoPoint(0, 0))));

    [Theory]
    [InlineData(100f, ReportOutcome.Accepted)]
    [InlineData(100.1f, ReportOutcome.Accepted)]
    [InlineData(100_000f, ReportOutcome.Accepted)]
    [InlineData(100_001f, ReportOutcome.Inaccurate)]
    [InlineData(-1f, ReportOutcome.OutOfRange)]
    [InlineData(float.NaN, ReportOutcome.OutOfRange)]
    public void Accuracy_is_taken_up_to_the_option(float accuracyM, ReportOutcome expected) =>
        Assert.Equal(expected, Say(At(0, accuracyM: accuracyM)));

    [Theory]
    [InlineData(60, ReportOutcome.Accepted)]
    [InlineData(61, ReportOutcome.InFuture)]
    public void The_future_begins_a_minute_ahead(double seconds, ReportOutcome expected) => Assert.Equal(expected, Say(At(seconds)));

    [Theory]
    [InlineData(0, ReportOutcome.Accepted)]
    [InlineData(-1, ReportOutcome.Stale)]
    public void Older_than_the_retention_is_stale(double seconds, ReportOutcome expected) =>
        Assert.Equal(expected, Say(At(seconds - Options.RetentionDays * 86_400.0)));

    [Fact]
    public void A_late_report_is_kept_as_history_and_moves_nothing()
    {
        Say(At(0));
        var before = _live;
        Assert.Equal(ReportOutcome.AcceptedAsHistory, Say(At(-5, North(20_000))));
        Assert.Equal(before, _live);
    }

    [Fact]
    public void A_second_report_of_a_durable_instant_is_a_duplicate()
    {
        Say(At(0, id: 1));
        _live = _live!.Value with { Durable = true };
        Assert.Equal(ReportOutcome.Duplicate, Say(At(0, North(10), id: 2)));
    }

    [Fact]
    public void A_second_report_of_an_instant_not_yet_durable_is_left_to_the_journal()
    {
        Say(At(0, id: 1));
        Assert.Equal(ReportOutcome.Accepted, Say(At(0, id: 2)));
    }

    [Fact]
    public void A_retry_gets_the_first_answer_again()
    {
        Say(At(0, id: 1));
        _live = _live!.Value with { Durable = true };
        Assert.Equal(ReportOutcome.Accepted, Say(At(0, id: 1)));
        Assert.True(_live!.Value.Durable);
    }

    [Theory]
    [InlineData(555, null, ReportOutcome.Accepted)]
    [InlineData(556, null, ReportOutcome.Implausible)]
    [InlineData(600, 50f, ReportOutcome.Accepted)]
    public void A_jump_faster_than_200_kmh_is_implausible_beyond_its_accuracy(double metres, float? accuracyM, ReportOutcome expected)
    {
        Say(At(0));
        Assert.Equal(expected, Say(At(10, North(metres), accuracyM: accuracyM)));
    }

    [Fact]
    public void One_wild_fix_does_not_silence_a_device()
    {
        Say(At(0));
        Assert.Equal(ReportOutcome.Implausible, Say(At(10, North(50_000))));
        Assert.Equal(ReportOutcome.Accepted, Say(At(20, North(10))));
    }

    [Fact]
    public void Three_fixes_that_agree_with_each_other_are_believed()
    {
        Say(At(-100, North(50_000)));
        Assert.Equal(ReportOutcome.Implausible, Say(At(0)));
        Assert.Equal(ReportOutcome.Implausible, Say(At(10, North(50))));
        Assert.Equal(ReportOutcome.Accepted, Say(At(20, North(100))));
    }

    [Fact]
    public void The_live_fix_never_goes_back_in_time_whatever_arrives()
    {
        var reports = Gen.Select(Gen.Double[-600, 50], Gen.Double[-3_000, 3_000], Gen.Long[1, 5], (t, m, id) => At(Math.Round(t), North(m), id)).Array[1, 40];
        reports.Sample(batch =>
        {
            LivePosition? live = null;
            foreach (var report in batch)
            {
                var outcome = ReportRules.Judge(report, live, Now, Options);
                var next = ReportRules.Apply(report, live, outcome, Options);
                Assert.True(next is not null);
                Assert.True(live is null || next.Value.Report.Fix.DeviceTime >= live.Value.Report.Fix.DeviceTime);
                // Of two reports of one instant the first stays, until the journal has told which it took.
                var moves = outcome == ReportOutcome.Accepted
                    && (report.Fix.DeviceTime != live?.Report.Fix.DeviceTime || report.ReportId == live?.Report.ReportId);
                Assert.Equal(moves ? report : live?.Report, next.Value.Report);
                live = next;
            }
        });
    }

    private ReportOutcome Say(PositionReport report)
    {
        var outcome = ReportRules.Judge(report, _live, Now, Options);
        _live = ReportRules.Apply(report, _live, outcome, Options);
        return outcome;
    }
}
