using System.Globalization;
using CsCheck;
using GrupoGad.WebFrontend.Ingest.OsmAnd;
using GrupoGad.WebFrontend.Times;

namespace GrupoGad.WebFrontend.Tests.Times;

/// <summary>The one reader of written times.</summary>
public sealed class InstantTextTests
{
    [Theory]
    [InlineData("2026-03-01T12:00:00Z", "2026-03-01T12:00:00.000Z")]
    [InlineData("2026-03-01t12:00:00z", "2026-03-01T12:00:00.000Z")]
    [InlineData("2026-03-01T12:00:00.5Z", "2026-03-01T12:00:00.500Z")]
    [InlineData("2026-03-01T12:00:00.123999999999999999999999Z", "2026-03-01T12:00:00.123Z")]
    [InlineData("2026-03-01T12:00:00-03:00", "2026-03-01T15:00:00.000Z")]
    [InlineData("2026-03-01T00:30:00+14:00", "2026-02-28T10:30:00.000Z")]
    [InlineData("2026-03-01T12:00:00+23:59", "2026-02-28T12:01:00.000Z")]
    [InlineData("2026-03-01T12:00:00-00:00", "2026-03-01T12:00:00.000Z")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z")]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999Z")]
    [InlineData("2016-12-31T20:59:60.7-03:00", "2016-12-31T23:59:59.999Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z")]
    [InlineData("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z")]
    public void A_time_with_its_zone_is_taken(string text, string utc)
    {
        Assert.True(InstantText.TryRead(text, out var time));
        Assert.Equal((utc, DateTimeKind.Utc), (time.ToString("yyyy-MM-ddTHH:mm:ss.fff\\Z", CultureInfo.InvariantCulture), time.Kind));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("16:30")]
    [InlineData("2026-03-01")]
    [InlineData("2026-03-01T12:00Z")]
    [InlineData("2026-03-01T12:00:00")]
    [InlineData("2026-03-01 12:00:00Z")]
    [InlineData(" 2026-03-01T12:00:00Z")]
    [InlineData("2026-03-01T12:00:00Z ")]
    [InlineData("01/12/2026 10:00:00Z")]
    [InlineData("Sun, 01 Mar 2026 12:00:00 GMT")]
    [InlineData("20260301T120000Z")]
    [InlineData("2026-W09-7T12:00:00Z")]
    [InlineData("2026-060T12:00:00Z")]
    [InlineData("2026-3-1T12:00:00Z")]
    [InlineData("26-03-01T12:00:00Z")]
    [InlineData("+2026-03-01T12:00:00Z")]
    [InlineData("2026-02-30T12:00:00Z")]
    [InlineData("2025-02-29T12:00:00Z")]
    [InlineData("2026-13-01T12:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("2026-03-01T24:00:00Z")]
    [InlineData("2026-03-01T12:60:00Z")]
    [InlineData("2026-03-01T12:00:60Z")]
    [InlineData("2026-03-01T23:59:60-03:00")]
    [InlineData("2026-03-01T12:00:00.Z")]
    [InlineData("2026-03-01T12:00:00,5Z")]
    [InlineData("2026-03-01T12:00:00+3:00")]
    [InlineData("2026-03-01T12:00:00+0300")]
    [InlineData("2026-03-01T12:00:00+24:00")]
    [InlineData("2026-03-01T12:00:00 03:00")]
    [InlineData("2026-03-01T12:00:00ZZ")]
    [InlineData("2026-03-01T12:00:00 PM")]
    [InlineData("\u0662026-03-01T12:00:00Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("1772366400")]
    public void Anything_else_is_refused(string? text) => Assert.False(InstantText.TryRead(text, out _));

    [Fact]
    public void Whatever_we_write_we_read_again() => Gen.DateTime.Sample(time =>
    {
        var utc = new DateTime(time.Ticks - time.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
        return InstantText.TryRead(utc.ToString("O", CultureInfo.InvariantCulture), out var read) && read == utc;
    });

    [Theory]
    [InlineData("1772366400", true)]
    [InlineData("1772366400.5", true)]
    [InlineData("1772366400000", true)]
    [InlineData("2026-03-01T12:00:00Z", true)]
    [InlineData("2026-03-01 12:00:00", true)]
    [InlineData("-1", false)]
    [InlineData("1e9", false)]
    [InlineData("1,772,366,400", false)]
    [InlineData("01/12/2026 10:00:00Z", false)]
    [InlineData("16:30", false)]
    [InlineData("March 1, 2026", false)]
    public void A_trackers_time_is_of_three_shapes(string text, bool taken) => Assert.Equal(taken, OsmAndTime.TryParse(text, out _));
}
