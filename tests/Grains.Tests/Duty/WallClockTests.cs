using CsCheck;

namespace GrupoGad.Duty;

public sealed class WallClockTests
{
    /// <summary>Half hours, quarters, changes at midnight, and one that left out a whole day.</summary>
    private static readonly string[] Zones =
        ["Europe/Warsaw", "America/Sao_Paulo", "Australia/Lord_Howe", "America/Argentina/Buenos_Aires", "Asia/Kathmandu", "Pacific/Apia"];

    /// <summary>Zone, time on the wall, and in UTC: as a beginning, and as an end.</summary>
    public static TheoryData<string, string, string, string> Changes => new()
    {
        // Europe/Warsaw 2026: 29 March 02:00 → 03:00; 25 October 03:00 → 02:00.
        { "Europe/Warsaw", "2026-03-29T01:59:59", "2026-03-29T00:59:59Z", "2026-03-29T00:59:59Z" },
        { "Europe/Warsaw", "2026-03-29T02:00:00", "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z" },
        { "Europe/Warsaw", "2026-03-29T02:30:00", "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z" },
        { "Europe/Warsaw", "2026-03-29T03:00:00", "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z" },
        { "Europe/Warsaw", "2026-10-25T01:59:59", "2026-10-24T23:59:59Z", "2026-10-24T23:59:59Z" },
        { "Europe/Warsaw", "2026-10-25T02:30:00", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z" },
        { "Europe/Warsaw", "2026-10-25T03:00:00", "2026-10-25T02:00:00Z", "2026-10-25T02:00:00Z" },
        // America/Sao_Paulo: midnight of 4 November 2018 did not exist; the hour before that of 18 February 2018 came twice; no change since 2019.
        { "America/Sao_Paulo", "2018-11-04T00:00:00", "2018-11-04T03:00:00Z", "2018-11-04T03:00:00Z" },
        { "America/Sao_Paulo", "2018-11-04T00:45:00", "2018-11-04T03:00:00Z", "2018-11-04T03:00:00Z" },
        { "America/Sao_Paulo", "2018-02-17T23:30:00", "2018-02-18T01:30:00Z", "2018-02-18T02:30:00Z" },
        { "America/Sao_Paulo", "2026-11-04T00:00:00", "2026-11-04T03:00:00Z", "2026-11-04T03:00:00Z" },
        // Australia/Lord_Howe changes by half an hour: 4 October 2026 02:00 → 02:30; 5 April 2026 02:00 → 01:30.
        { "Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-03T15:30:00Z", "2026-10-03T15:30:00Z" },
        { "Australia/Lord_Howe", "2026-04-05T01:45:00", "2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z" },
        { "Australia/Lord_Howe", "2026-04-05T01:15:00", "2026-04-04T14:15:00Z", "2026-04-04T14:15:00Z" },
    };

    [Theory, MemberData(nameof(Changes))]
    public void A_change_of_clocks_has_a_defined_answer(string zone, string wall, string start, string end)
    {
        var (place, time) = (WallClock.Zone(zone)!, new WallTime(DateTime.Parse(wall, null)));
        Assert.Equal((Utc(start), Utc(end)), (WallClock.Start(place, time), WallClock.End(place, time)));
    }

    [Fact]
    public void An_offset_says_which_of_two_hours_is_meant_and_one_that_the_zone_does_not_have_is_refused()
    {
        var (warsaw, twice) = (WallClock.Zone("Europe/Warsaw")!, new DateTime(2026, 10, 25, 2, 30, 0));
        Assert.Equal(Utc("2026-10-25T00:30:00Z"), WallClock.End(warsaw, new(twice, 120)));
        Assert.Equal(Utc("2026-10-25T01:30:00Z"), WallClock.Start(warsaw, new(twice, 60)));
        Assert.Null(WallClock.Start(warsaw, new(twice, 0)));
        Assert.Null(WallClock.Start(warsaw, new(new DateTime(2026, 3, 29, 2, 30, 0), 60)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Mars/Olympus")]
    [InlineData("../etc/passwd")]
    [InlineData("Romance Standard Time")]
    [InlineData(null)]
    public void Only_iana_names_are_zones(string? name) => Assert.Null(WallClock.Zone(name));

    /// <remarks>The model looks at each instant of a quarter of an hour in four days and asks what the clock shows then.</remarks>
    [Fact]
    public void A_beginning_is_the_first_moment_at_which_the_clock_shows_the_time_or_more_and_an_end_the_last_of_those_that_show_it() =>
        Gen.Select(Gen.Int[0, Zones.Length - 1].Select(place => Zones[place]),
            Gen.Int[0, 25 * 365 * 96]).Sample((name, quarters) =>
        {
            var zone = WallClock.Zone(name)!;
            var wall = new DateTime(2001, 1, 1).AddMinutes(15 * quarters);
            var instants = Enumerable.Range(-192, 384).Select(step => DateTime.SpecifyKind(wall, DateTimeKind.Utc).AddMinutes(15 * step)).ToArray();
            DateTime Shown(DateTime instant) => DateTime.SpecifyKind(instant + zone.GetUtcOffset(instant), DateTimeKind.Unspecified);
            var exact = instants.Where(instant => Shown(instant) == wall).ToArray();
            var expected = exact.Length > 0 ? (exact[0], exact[^1]) : (instants.First(instant => Shown(instant) >= wall), instants.First(instant => Shown(instant) >= wall));
            Assert.Equal(expected, (WallClock.Start(zone, new(wall))!.Value, WallClock.End(zone, new(wall))!.Value));
        });

    private static DateTime Utc(string text) => DateTime.Parse(text, null, System.Globalization.DateTimeStyles.AdjustToUniversal);
}
