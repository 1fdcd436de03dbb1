using CsCheck;

namespace GrupoGad.Fences;

/// <summary>Berlin's clocks went from 02:00 to 03:00 on 2026-03-29 and from 03:00 to 02:00 on 2026-10-25, at 01:00 UTC both.</summary>
public sealed class HoursTests
{
    private static readonly string[] Zones = ["UTC", "America/Argentina/Buenos_Aires", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"];

    [Theory]
    [InlineData("2026-03-29T00:59", false)]
    [InlineData("2026-03-29T01:00", false)]
    [InlineData("2026-03-29T01:30", false)]
    public void A_window_in_the_hour_left_out_is_skipped(string instant, bool expected) =>
        Assert.Equal(expected, Berlin(new FenceWindow(DayOfWeek.Sunday, 2 * 60, 3 * 60)).Include(Utc(instant)));

    [Theory]
    [InlineData("2026-10-25T00:10", false)]
    [InlineData("2026-10-25T00:20", true)]
    [InlineData("2026-10-25T00:40", false)]
    [InlineData("2026-10-25T01:20", true)]
    [InlineData("2026-10-25T01:40", false)]
    public void A_window_in_the_hour_that_comes_twice_watches_both_times(string instant, bool expected) =>
        Assert.Equal(expected, Berlin(new FenceWindow(DayOfWeek.Sunday, 2 * 60 + 15, 2 * 60 + 30)).Include(Utc(instant)));

    [Theory]
    [InlineData("2026-03-27T20:59", false)]
    [InlineData("2026-03-27T21:00", true)]
    [InlineData("2026-03-28T04:59", true)]
    [InlineData("2026-03-28T05:00", false)]
    public void A_night_window_ends_on_the_next_day(string instant, bool expected) =>
        Assert.Equal(expected, Berlin(new FenceWindow(DayOfWeek.Friday, 22 * 60, 6 * 60)).Include(Utc(instant)));

    [Fact]
    public void It_watches_from_its_start_until_before_its_end()
    {
        var hours = new FenceHours(new FenceSchedule { From = Fenced.Noon, Until = Fenced.Noon.AddHours(1) });
        Assert.Equal([false, true, true, false], new[] { -1, 0, 3_599, 3_600 }.Select(seconds => hours.Include(Fenced.Noon.AddSeconds(seconds))));
        Assert.Equal(Fenced.Noon, hours.NextChange(Fenced.Noon.AddDays(-500)));
        Assert.Equal(Fenced.Noon.AddHours(1), hours.NextChange(Fenced.Noon));
        Assert.Null(hours.NextChange(Fenced.Noon.AddHours(1)));
    }

    [Fact]
    public void The_next_change_is_the_first_minute_at_which_the_answer_differs() =>
        Gen.Select(Gen.Int[0, Zones.Length - 1], Gen.Select(Gen.Int[0, 6], Gen.Int[0, 1_439], Gen.Int[1, 1_440]).Array[1, 3], Gen.Int[0, 8_759])
            .Sample((zone, windows, hour) =>
            {
                var hours = new FenceHours(new FenceSchedule
                {
                    TimeZone = Zones[zone], Windows = [.. windows.Select(window => new FenceWindow((DayOfWeek)window.Item1, window.Item2, window.Item3))],
                });
                var (start, next) = (new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(hour), default(DateTime?));
                for (var minute = 1; minute <= 15 * 1_440 && next is null; minute++)
                {
                    next = hours.Include(start.AddMinutes(minute)) != hours.Include(start) ? start.AddMinutes(minute) : null;
                }
                Assert.Equal(next, hours.NextChange(start));
            }, iter: 300);

    [Fact]
    public void It_agrees_with_the_clock_on_the_wall() =>
        Gen.Select(Gen.Int[0, Zones.Length - 1], Gen.Int[0, 6], Gen.Int[0, 1_439], Gen.Int[1, 1_440], Gen.Int[0, 525_599]).Sample((zone, day, from, to, minute) =>
        {
            var hours = new FenceHours(new FenceSchedule { TimeZone = Zones[zone], Windows = [new FenceWindow((DayOfWeek)day, from, to)] });
            var instant = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(minute);
            var wall = TimeZoneInfo.ConvertTimeFromUtc(instant, TimeZoneInfo.FindSystemTimeZoneById(Zones[zone]));
            // Minutes of the week since the window opened last, against how long it stays open.
            var since = (((int)wall.DayOfWeek - day + 7) % 7 * 1_440 + wall.Hour * 60 + wall.Minute - from + 10_080) % 10_080;
            Assert.Equal(since < (to > from ? to - from : to + 1_440 - from), hours.Include(instant));
        }, iter: 20_000);

    private static FenceHours Berlin(FenceWindow window) => new(new FenceSchedule { TimeZone = "Europe/Berlin", Windows = [window] });

    private static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
