using GrupoGad.Silo.PostGis.Upkeep;

namespace GrupoGad.Silo.Tests.Upkeep;

public sealed class WindowTests
{
    [Theory]
    [InlineData("2026-03-14T05:59:59Z", null, null)]
    [InlineData("2026-03-14T06:00:00Z", "2026-03-14T06:00:00Z", "2026-03-14T08:00:00Z")]
    [InlineData("2026-03-14T07:59:59Z", "2026-03-14T06:00:00Z", "2026-03-14T08:00:00Z")]
    [InlineData("2026-03-14T08:00:00Z", null, null)]
    public void The_window_is_open_between_two_times_of_its_own_zone(string now, string? opened, string? closes) =>
        Check(now, opened, closes, new() { WindowFrom = new(3, 0), WindowTo = new(5, 0), TimeZone = "America/Argentina/Buenos_Aires" });

    [Theory]
    [InlineData("2026-03-14T01:30:00Z", "2026-03-13T23:00:00Z", "2026-03-14T02:00:00Z")]
    [InlineData("2026-03-14T22:59:00Z", null, null)]
    [InlineData("2026-03-14T23:00:00Z", "2026-03-14T23:00:00Z", "2026-03-15T02:00:00Z")]
    public void A_window_over_midnight_is_that_of_the_evening_before(string now, string? opened, string? closes) =>
        Check(now, opened, closes, new() { WindowFrom = new(23, 0), WindowTo = new(2, 0) });

    // Madrid: 02:00 becomes 03:00 on 29 March 2026, 03:00 becomes 02:00 on 25 October.
    [Theory]
    [InlineData("2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z")]
    [InlineData("2026-10-25T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-25T03:00:00Z")]
    [InlineData("2026-10-25T01:30:00Z", "2026-10-25T00:30:00Z", "2026-10-25T03:00:00Z")]
    public void A_change_of_the_clock_neither_skips_the_window_nor_opens_it_twice(string now, string? opened, string? closes) =>
        Check(now, opened, closes, new() { WindowFrom = new(2, 30), WindowTo = new(4, 0), TimeZone = "Europe/Madrid" });

    [Fact]
    public void The_same_time_twice_is_a_window_that_never_closes() =>
        Check("2026-03-14T00:30:00Z", "2026-03-13T03:00:00Z", "2026-03-14T03:00:00Z", new() { WindowTo = new(3, 0) });

    private static void Check(string now, string? opened, string? closes, UpkeepOptions options)
    {
        var window = UpkeepWindow.At(Utc(now)!.Value, options);
        Assert.Equal((Utc(opened), Utc(closes)), (window?.OpenedAt, window?.ClosesAt));
    }

    private static DateTime? Utc(string? text) => text is null ? null : DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;
}
