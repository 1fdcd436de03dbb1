using GrupoGad.LoadGenerator.Traces;

namespace GrupoGad.LoadGenerator.Tests;

public class TraceReaderTests
{
    [Fact]
    public void Columns_are_found_by_name_whatever_their_order()
    {
        var trace = Read("lon,lat,course_deg,unit_id,timestamp_utc,speed_mps", "21.5,52.25,90,9948,2024-02-19T14:41:00Z,3.5");

        var row = Assert.Single(trace.Rows);
        Assert.Equal("9948", trace.Units[row.Unit].Id);
        Assert.Equal(new TraceFix(52.25, 21.5, 3.5f, 90f, null), row.Fix);
        Assert.Equal(new DateTime(2024, 2, 19, 14, 41, 0, DateTimeKind.Utc), row.Time);
    }

    [Fact]
    public void An_unreadable_row_is_counted_by_kind_with_its_first_line_and_stops_nothing()
    {
        var trace = Read(
            "unit_id,timestamp_utc,lat,lon", "1,20224-02-19 15:58:20,52,21", "1,2024-02-19T14:41:00Z,north,21", "1,2024-02-1916:30:08,52,21",
            "1,2024-02-19T14:41:00Z,52,21", "1,2024-02-19T14:41:09Z,52");

        Assert.Single(trace.Rows);
        Assert.Equal(4, trace.Malformed.Count);
        Assert.Contains(trace.Malformed.Describe(), text => text.StartsWith("2 row(s) with an unreadable timestamp, first in line 2", StringComparison.Ordinal));
        Assert.Contains(trace.Malformed.Describe(), text => text.StartsWith("1 row(s) with an unreadable lat, first in line 3", StringComparison.Ordinal));
    }

    [Fact]
    public void A_local_time_without_a_zone_is_not_taken_for_utc() =>
        Assert.Equal(1, Read("unit_id,raw_timestamp_local,lat,lon", "1,2024-02-19 14:41:00,52,21").Malformed.Count);

    [Fact]
    public void An_impossible_latitude_is_sent_on_because_the_system_judges_it() =>
        Assert.Equal(95, Assert.Single(Read("unit_id,timestamp_utc,lat,lon", "1,2024-02-19T14:41:00Z,95,21").Rows).Fix.Latitude);

    [Fact]
    public void A_file_without_the_needed_columns_is_refused_by_name()
    {
        var refused = Assert.Throws<InvalidDataException>(() => Read("unit,lat,lon"));
        Assert.Contains("unit_id", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Quoted_fields_may_hold_commas_and_quotes() =>
        Assert.Equal(["a", "5518 W Devon, \"rear\"", "b"], CsvLine.Split("a,\"5518 W Devon, \"\"rear\"\"\",b"));

    internal static Trace Read(params string[] lines) => TraceReader.Read(new StringReader(string.Join('\n', lines)));
}
