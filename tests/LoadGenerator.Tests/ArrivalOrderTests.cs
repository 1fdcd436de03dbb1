namespace GrupoGad.LoadGenerator.Tests;

public class ArrivalOrderTests
{
    private const string Polled = "unit_id,timestamp_utc,lat,lon,first_poll";

    [Fact]
    public void Polled_rows_come_by_poll_and_within_one_in_the_order_of_the_file()
    {
        var trace = TraceReaderTests.Read(
            Polled, "late,2024-02-19T14:41:00Z,1,1,3", "a,2024-02-19T14:41:05Z,1,1,2", "b,2024-02-19T14:41:01Z,1,1,2", "c,2024-02-19T14:41:20Z,1,1,3");

        Assert.Equal(["a", "b", "late", "c"], trace.Rows.Select(row => trace.Units[row.Unit].Id));
    }

    [Fact]
    public void A_poll_was_taken_about_when_its_newest_fix_was_whatever_a_wrong_clock_or_a_stale_unit_says()
    {
        var trace = TraceReaderTests.Read(
            Polled, "stale,2024-02-10T14:41:00Z,1,1,2", "a,2024-02-19T14:41:00Z,1,1,2", "b,2024-02-19T14:41:05Z,1,1,2", "ahead,2024-02-21T00:00:00Z,1,1,2",
            "ahead,2024-02-21T00:00:11Z,1,1,3", "a,2024-02-19T14:41:16Z,1,1,4", "b,2024-02-19T14:41:18Z,1,1,4");

        var arrivals = trace.Rows.Select(row => row.Arrival).Distinct().ToList();
        Assert.Equal(new DateTime(2024, 2, 19, 14, 41, 5), arrivals[0]);
        Assert.True(arrivals[^1] - arrivals[0] <= TimeSpan.FromMinutes(1), $"poll 4 was taken {arrivals[^1] - arrivals[0]} after poll 2");
        Assert.Equal(arrivals.Order(), arrivals);
    }

    [Fact]
    public void Received_times_give_the_order_where_there_are_any()
    {
        var trace = TraceReaderTests.Read(
            "unit_id,timestamp_utc,lat,lon,received_utc", "b,2015-12-02T14:00:00Z,1,1,2015-12-02T14:05:00Z", "a,2015-12-02T14:04:00Z,1,1,2015-12-02T14:04:30Z");

        Assert.Equal(["a", "b"], trace.Rows.Select(row => trace.Units[row.Unit].Id));
        Assert.Equal(new DateTime(2015, 12, 2, 14, 4, 30), trace.Start);
    }

    [Fact]
    public void In_file_order_one_fix_from_the_future_holds_up_nobody()
    {
        var trace = TraceReaderTests.Read(
            "unit_id,timestamp_utc,lat,lon", "a,2024-02-19T14:41:00Z,1,1", "x,2024-02-21T14:41:00Z,1,1", "a,2024-02-19T14:41:10Z,1,1");

        Assert.Equal(TimeSpan.FromSeconds(10), trace.End - trace.Start);
    }
}
