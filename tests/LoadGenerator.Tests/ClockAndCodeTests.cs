using GrupoGad.LoadGenerator.Clocks;
using GrupoGad.LoadGenerator.Efectivos;
using GrupoGad.LoadGenerator.Replay;
using GrupoGad.LoadGenerator.Traces;

namespace GrupoGad.LoadGenerator.Tests;

public class ClockAndCodeTests
{
    private static readonly DateTime _recorded = new(2024, 2, 19, 14, 41, 0, DateTimeKind.Utc);
    private static readonly DateTime _now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void At_ten_times_the_speed_a_fix_is_due_and_taken_ten_times_sooner_and_stays_in_order()
    {
        var clock = new TraceClock(_recorded, _now, 10, MoveDeviceTimes: true);

        Assert.Equal(_now.AddSeconds(6), clock.Due(_recorded.AddSeconds(60)));
        Assert.Equal(_now.AddSeconds(5), clock.DeviceTime(_recorded.AddSeconds(50)));
        Assert.Equal(_now.AddSeconds(-3), clock.DeviceTime(_recorded.AddSeconds(-30)));
    }

    [Fact]
    public void Original_times_are_sent_as_recorded() =>
        Assert.Equal(_recorded.AddSeconds(7), new TraceClock(_recorded, _now, 5, MoveDeviceTimes: false).DeviceTime(_recorded.AddSeconds(7)));

    [Theory]
    [InlineData("U", "9948", "U-9948")]
    [InlineData("u", "eddreba", "U-EDDREBA")]
    [InlineData("P", "bus 7/a_ñ", "P-BUS-7-A_-")]
    public void A_code_is_the_prefix_and_the_unit_in_allowed_characters(string prefix, string unit, string code) =>
        Assert.Equal(code, EfectivoCode.Of(prefix, unit));

    [Fact]
    public void A_code_is_never_longer_than_allowed() => Assert.Equal(50, EfectivoCode.Of("U", new string('x', 80)).Length);

    [Fact]
    public void The_way_back_begins_where_the_way_there_ended_and_looks_the_other_way()
    {
        var fix = new TraceFix(1, 1, 5, 350, null);
        var rows = new[] { 0, 10, 30 }.Select(s => new TraceRow(0, _recorded.AddSeconds(s), _recorded.AddSeconds(s), fix with { Latitude = s })).ToList();
        var back = Lap.Rows(new Trace([new TraceUnit("a", "")], rows, new MalformedRows()), 1, looping: true);

        Assert.Equal([30.0, 10, 0], back.Select(row => row.Fix.Latitude));
        Assert.Equal([0.0, 20, 30], back.Select(row => (row.Time - _recorded).TotalSeconds));
        Assert.All(back, row => Assert.Equal(170f, row.Fix.CourseDeg));
    }

    [Fact]
    public void A_looped_trace_plays_each_fix_when_its_device_took_it_and_an_old_one_when_it_arrived()
    {
        var fix = new TraceFix(1, 1, null, null, null);
        var poll = _recorded.AddSeconds(40);
        TraceRow[] rows = [Row(30), Row(-86_400), Row(10)];
        var trace = new Trace([new TraceUnit("a", "")], [new TraceRow(0, _recorded, _recorded, fix), .. rows], new MalformedRows());

        Assert.Equal([0.0, 10, 30, 40], Lap.Rows(trace, 0, looping: true).Select(row => (row.Arrival - _recorded).TotalSeconds));
        Assert.Equal([0.0, 40, 40, 40], Lap.Rows(trace, 0, looping: false).Select(row => (row.Arrival - _recorded).TotalSeconds));

        TraceRow Row(int seconds) => new(0, _recorded.AddSeconds(seconds), poll, fix);
    }

    [Fact]
    public void Times_are_moved_when_paced_and_kept_at_full_speed_unless_told_otherwise()
    {
        Assert.True(ReplayOptions.Parse(["f.csv", "--speed", "4"]).TimesNow);
        Assert.False(ReplayOptions.Parse(["f.csv", "--speed", "max"]).TimesNow);
        Assert.True(ReplayOptions.Parse(["f.csv", "--speed", "max", "--times", "now"]).TimesNow);
    }

    [Theory]
    [InlineData("--speed", "fast")]
    [InlineData("--times", "then")]
    [InlineData("--url", "example")]
    [InlineData("--spede", "1")]
    public void A_wrong_argument_is_named(string option, string value) =>
        Assert.Throws<FormatException>(() => ReplayOptions.Parse(["f.csv", option, value]));
}
