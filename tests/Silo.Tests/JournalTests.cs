using GrupoGad.Tracks;

namespace GrupoGad.Silo.Tests;

public sealed class JournalTests(PostGisServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private PostGisStack _stack = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        _stack = await PostGisStack.Start(_database.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _stack.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_row_is_stored_as_it_was_reported_when_append_completes()
    {
        var outcome = await _stack.Journal.Append(Reports.Of("E-0417", Reports.Noon, id: 42, latitude: -34.603722, longitude: -58.381592));

        Assert.Equal(JournalOutcome.Written, outcome);
        Assert.Equal("E-0417|42|2026-03-14T12:00:00|2026-03-14T12:00:01|-34.603722|-58.381592|7.5|0|null|null|0.25|4|4326", await _database.Ask<string>("""
            SELECT concat_ws('|', efectivo_id, report_id, to_char(device_time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS'),
                to_char(received_time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS'), ST_Y(position::geometry), ST_X(position::geometry),
                accuracy_m, speed_mps, coalesce(course_deg::text, 'null'), coalesce(altitude_m::text, 'null'), battery, source,
                ST_SRID(position::geometry)) FROM position_reports
            """));
    }

    [Fact]
    public async Task A_retry_is_known_and_another_report_of_the_same_instant_is_a_conflict_across_flushes()
    {
        var first = Reports.Of("E-1", Reports.Noon);
        await _stack.Journal.Append(first);

        Assert.Equal(JournalOutcome.AlreadyWritten, await _stack.Journal.Append(first));
        Assert.Equal(JournalOutcome.Conflict, await _stack.Journal.Append(first with { ReportId = first.ReportId + 1_000_000 }));
        Assert.Equal(1L, await _database.Ask<long>("SELECT count(*) FROM position_reports"));
    }

    [Fact]
    public async Task Repeats_within_one_flush_are_told_apart_the_same_way()
    {
        var first = Reports.Of("E-1", Reports.Noon);
        // Appended without waiting, so that they share a flush.
        var outcomes = await Task.WhenAll(new[] { first, first, first with { ReportId = 77_000_000 }, Reports.Of("E-1", Reports.Noon.AddSeconds(1)) }
            .Select(report => _stack.Journal.Append(report).AsTask()).ToArray());

        Assert.Equal([JournalOutcome.Written, JournalOutcome.AlreadyWritten, JournalOutcome.Conflict, JournalOutcome.Written], outcomes);
        Assert.Equal(first.ReportId, await _database.Ask<long>("SELECT min(report_id) FROM position_reports"));
    }

    [Fact]
    public async Task Known_rows_in_a_flush_do_not_keep_the_new_ones_out()
    {
        var known = Reports.Of("E-1", Reports.Noon);
        await _stack.Journal.Append(known);

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 50).Select(i => Reports.Of("E-1", Reports.Noon.AddSeconds(i))).Prepend(known)
            .Select(report => _stack.Journal.Append(report).AsTask()).ToArray());

        Assert.Equal(JournalOutcome.AlreadyWritten, outcomes[0]);
        Assert.All(outcomes.Skip(1), outcome => Assert.Equal(JournalOutcome.Written, outcome));
        Assert.Equal(51L, await _database.Ask<long>("SELECT count(*) FROM position_reports"));
    }

    [Fact]
    public async Task Old_days_get_their_partition_even_after_somebody_dropped_it()
    {
        await _stack.Journal.Append(Reports.Of("E-1", Reports.Noon.AddYears(-2)));
        await _database.Run("DROP TABLE position_reports_20240314");
        await _stack.Journal.Append(Reports.Of("E-1", Reports.Noon.AddYears(-2).AddSeconds(1)));

        Assert.Equal(["position_reports_20240314"], await _database.Lines("SELECT tableoid::regclass::text FROM position_reports"));
    }

    [Fact]
    public async Task A_row_that_PostGIS_refuses_fails_alone()
    {
        var poisoned = _stack.Journal.Append(Reports.Of("E\0X", Reports.Noon)).AsTask();
        var sound = Enumerable.Range(0, 40).Select(i => _stack.Journal.Append(Reports.Of("E-1", Reports.Noon.AddSeconds(i))).AsTask()).ToArray();

        Assert.All(await Task.WhenAll(sound), outcome => Assert.Equal(JournalOutcome.Written, outcome));
        await Assert.ThrowsAsync<ArgumentException>(() => poisoned);
        Assert.False(_stack.Journal.Degraded);
        Assert.Equal(40L, await _database.Ask<long>("SELECT count(*) FROM position_reports"));
    }

    [Fact]
    public async Task Twenty_thousand_appends_from_many_tasks_leave_exactly_the_accepted_rows()
    {
        var written = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 32), async (worker, _) =>
        {
            // Each of 16 efectivos is reported by two workers, instant by instant the same: half of it all must be refused.
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 625)
                .Select(i => _stack.Journal.Append(Reports.Of($"E-{worker / 2}", Reports.Noon.AddSeconds(i))).AsTask()).ToArray());
            Interlocked.Add(ref written, outcomes.Count(outcome => outcome == JournalOutcome.Written));
        });

        Assert.Equal(10_000, written);
        Assert.Equal(10_000L, await _database.Ask<long>("SELECT count(*) FROM position_reports"));
    }

    [Fact]
    public async Task The_newest_position_of_each_efectivo_follows_and_a_late_one_does_not_set_it_back()
    {
        await _stack.Journal.Append(Reports.Of("E-1", Reports.Noon.AddHours(1), latitude: 10));
        await Reports.Until("the last position is written", async () => await _database.Ask<long>("SELECT count(*) FROM last_positions") == 1);
        await _stack.Journal.Append(Reports.Of("E-1", Reports.Noon, latitude: 20));
        await _stack.Journal.Append(Reports.Of("E-2", Reports.Noon, latitude: 30));
        await Reports.Until("the second efectivo has one", async () => await _database.Ask<long>("SELECT count(*) FROM last_positions") == 2);

        Assert.Equal(["10", "30"], await _database.Lines("SELECT ST_Y(position::geometry) FROM last_positions ORDER BY efectivo_id"));
    }

    [Fact]
    public async Task A_full_buffer_refuses_and_says_so()
    {
        await using var small = await PostGisStack.Start(_database.Address, null, ("Gad:Journal:BufferRowsMax", "3"));
        Task<JournalOutcome>[] held;
        // Nothing is written meanwhile, however long this takes.
        await using (await _database.Hold("LOCK TABLE position_reports IN ACCESS EXCLUSIVE MODE"))
        {
            held = [.. Enumerable.Range(0, 3).Select(i => small.Journal.Append(Reports.Of("E-9", Reports.Noon.AddSeconds(i))).AsTask())];
            var refused = await Assert.ThrowsAsync<GadUnavailableException>(() => small.Journal.Append(Reports.Of("E-9", Reports.Noon.AddSeconds(9))).AsTask());
            Assert.Equal("journal", refused.Part);
        }
        Assert.All(await Task.WhenAll(held), outcome => Assert.Equal(JournalOutcome.Written, outcome));
    }
}
