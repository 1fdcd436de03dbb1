using GrupoGad.Analytics;
using GrupoGad.Geo;
using GrupoGad.Operations;
using GrupoGad.Silo.PostGis.Analytics;

namespace GrupoGad.Silo.Tests.Analytics;

/// <summary>The materialised views over what the product itself has stored, compared with counting it here.</summary>
public sealed class AnalyticsTests(PostGisServer server) : IAsyncLifetime
{
    private static readonly GeoBounds _everywhere = new(-90, -180, 90, 180);

    private TestDatabase _database = null!;
    private PostGisStack _stack = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IAnalyticsViews Views => _stack.Get<IAnalyticsViews>();

    /// <summary>The hour before this one.</summary>
    private static DateTime Hour { get; } = new(DateTime.UtcNow.Ticks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour - TimeSpan.TicksPerHour, DateTimeKind.Utc);

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        _stack = await PostGisStack.Start(_database.Address, null, ("Gad:Analytics:RefreshEveryS", "1"), ("Gad:Analytics:LookEveryS", "1"));
    }

    public async ValueTask DisposeAsync()
    {
        await _stack.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Coverage_is_what_counting_the_reports_gives_and_says_as_of_when()
    {
        var before = DateTime.UtcNow;
        var random = new Random(7);
        var points = Enumerable.Range(0, 400).Select(i => (
            Efectivo: $"E-{i % 9}", Time: Hour.AddSeconds(random.Next(7_200) - 3_600).AddMilliseconds(i),
            Point: new GeoPoint(-34.6 + random.NextDouble() * 0.06, -58.4 + random.NextDouble() * 0.06))).ToArray();
        foreach (var (efectivo, time, point) in points)
        {
            await _stack.Journal.Append(Reports.Of(efectivo, time, latitude: point.Latitude, longitude: point.Longitude));
        }
        var expected = points.GroupBy(row => CellId.FromPoint(row.Point, AnalyticsLimits.CellLevel)).Select(cell => new CoveredCell
        {
            Cell = cell.Key,
            Fixes = cell.Count(),
            EfectivosMax = cell.GroupBy(row => row.Time.Ticks / TimeSpan.TicksPerHour).Max(hour => hour.Select(row => row.Efectivo).Distinct().Count()),
            CoveredMinutes = cell.Select(row => row.Time.Ticks / TimeSpan.TicksPerMinute).Distinct().Count(),
        }).ToHashSet();

        Coverage? coverage = null;
        await Reports.Until("all reports are counted", async () =>
            (coverage = await Views.Coverage(Query(Hour.AddHours(-1), Hour.AddHours(1), _everywhere), Cancellation)).Cells.Sum(cell => cell.Fixes) == 400);

        Assert.Equal(expected, coverage!.Cells.ToHashSet());
        Assert.Equal(coverage.Cells.OrderByDescending(cell => cell.CoveredMinutes).Select(cell => cell.CoveredMinutes), coverage.Cells.Select(cell => cell.CoveredMinutes));
        Assert.InRange(coverage.AsOf!.Value, before, DateTime.UtcNow.AddSeconds(1));

        var late = await Views.Coverage(Query(Hour, Hour.AddHours(1), null), Cancellation);
        Assert.Equal(points.Count(row => row.Time >= Hour), late.Cells.Sum(cell => cell.Fixes));
        var one = coverage.Cells[0].Cell.Bounds;
        var box = new GeoBounds(one.South + 1e-6, one.West + 1e-6, one.North - 1e-6, one.East - 1e-6);
        Assert.Equal([coverage.Cells[0]], (await Views.Coverage(Query(Hour.AddHours(-1), Hour.AddHours(1), box), Cancellation)).Cells);
    }

    [Fact]
    public async Task Cells_on_both_sides_of_the_antimeridian_and_at_the_poles_are_those_of_the_live_map()
    {
        GeoPoint[] points = [new(10, 179.9999), new(10, -179.9999), new(10, 180), new(89.9, 5), new(-89.9, 5), new(0, 0), new(-16.5, -179.9)];
        for (var i = 0; i < points.Length; i++)
        {
            await _stack.Journal.Append(Reports.Of($"E-{i}", Hour.AddMinutes(i), latitude: points[i].Latitude, longitude: points[i].Longitude));
        }
        await Reports.Until("all are counted", async () => (await Views.Coverage(Query(Hour, Hour.AddHours(1), null), Cancellation)).Cells.Sum(cell => cell.Fixes) == 7);
        var all = await Views.Coverage(Query(Hour, Hour.AddHours(1), null), Cancellation);
        Assert.Equal(points.Select(point => CellId.FromPoint(point, AnalyticsLimits.CellLevel)).ToHashSet(), all.Cells.Select(cell => cell.Cell).ToHashSet());

        var across = await Views.Coverage(Query(Hour, Hour.AddHours(1), new GeoBounds(-20, 179, 20, -179)), Cancellation);
        Assert.Equal(4, across.Cells.Sum(cell => cell.Fixes));
    }

    [Fact]
    public async Task Durations_are_percentiles_of_what_was_worked_by_type_and_priority()
    {
        // 10, 20, 30, 40 minutes, of which 1 was paused in each; and one that was cancelled.
        await _database.Run("""
            INSERT INTO operations (id, title, description, type, priority, status, planned_start, planned_end, actual_start, actual_end, paused_ms, commander,
                jurisdiction, notes, wanted, wanted_skill, owes, shown_version, version)
            SELECT 'OP-' || n, '', '', 1, 3, CASE n WHEN 5 THEN 5 ELSE 4 END, '2026-03-14 12:00Z', '2026-03-14 12:30Z', '2026-03-14 12:00Z',
                CASE n WHEN 5 THEN NULL ELSE '2026-03-14 12:00Z'::timestamptz + n * interval '10 min' END, 60000, '', '', '', 0, '', false, 1, 1
            FROM generate_series(1, 5) n
            """);
        Durations? durations = null;
        await Reports.Until("they are counted", async () => (durations = await Views.Durations(Cancellation)).Rows.Length == 1);
        var row = durations!.Rows[0];
        Assert.Equal(
            (OperationType.Patrol, OperationPriority.High, 4, 1, 1, 5_760.0, 240.0),
            (row.Type, row.Priority, row.Completed, row.Cancelled, row.Late, row.TotalS, row.PausedS));
        Assert.Equal([540, 990, 1_440, 1_890, 2_250, 2_340], row.WorkedS);
    }

    [Fact]
    public async Task Hot_zones_weigh_priorities_and_alarms_hottest_first()
    {
        await _database.Run("""
            INSERT INTO operations (id, title, description, type, priority, status, planned_start, planned_end, paused_ms, commander,
                jurisdiction, notes, wanted, wanted_skill, point, area, owes, shown_version, version)
            SELECT 'OP-' || n, '', '', 1, n, 1, now() - interval '1 day', now(), 0, '', '', '', 0, '',
                CASE n WHEN 5 THEN NULL ELSE ST_SetSRID(ST_MakePoint(-58.4, -34.6), 4326)::geography END,
                CASE n WHEN 5 THEN ST_SetSRID(ST_MakeEnvelope(-58.41, -34.61, -58.39, -34.59), 4326)::geography END, false, 1, 1
            FROM generate_series(1, 5) n;
            INSERT INTO operations SELECT 'OLD', title, description, type, priority, status, now() - interval '40 days', planned_end, actual_start, actual_end,
                paused_ms, commander, jurisdiction, notes, wanted, wanted_skill, point, area, owes, shown_version, version FROM operations WHERE id = 'OP-1';
            INSERT INTO alarms (efectivo_id, alarm_id, kind, status, raised_at, raised_by, position, version)
            SELECT 'E-' || n, 'a', 1, 1, now() - interval '1 hour', '', ST_SetSRID(ST_MakePoint(-58.0, -34.0), 4326)::geography, 1 FROM generate_series(1, 4) n
            """);
        HotZones? zones = null;
        await Reports.Until("they are counted", async () => (zones = await Views.HotZones(new() { Limit = 10 }, Cancellation)).Zones.Length == 2);
        Assert.Equal(
            [(CellId.FromPoint(new(-34.0, -58.0), 14), 0, 0, 4, 20), (CellId.FromPoint(new(-34.6, -58.4), 14), 5, 2, 0, 15)],
            zones!.Zones.Select(zone => (zone.Cell, zone.Operations, zone.Urgent, zone.Alarms, zone.Score)));
    }

    [Fact]
    public async Task Of_several_silos_one_counts_a_view_that_is_due_and_the_others_go_on()
    {
        await using var own = await server.CreateDatabase();
        await using var first = await PostGisStack.Start(own.Address, null, ("Gad:Analytics:LookEveryS", "3600"));
        await using var second = await PostGisStack.Start(own.Address, null, ("Gad:Analytics:LookEveryS", "3600"));
        await Reports.Until("the first look is over", async () => await own.Ask<long>("SELECT count(*) FROM analytics_refreshes") == 4);
        await own.Run("UPDATE analytics_refreshes SET refreshed_at = refreshed_at - interval '1 day'");

        await using (await own.Hold("SELECT pg_advisory_xact_lock(113667987210257)"))
        {
            Assert.Empty(await first.Get<AnalyticsRefresh>().RunDue(Cancellation));
        }
        var both = await Task.WhenAll(first.Get<AnalyticsRefresh>().RunDue(Cancellation), second.Get<AnalyticsRefresh>().RunDue(Cancellation));
        // One that found the lock taken has left that view to the other.
        var names = both.SelectMany(done => done).Select(view => view.Name).ToArray();
        Assert.Equal(names.Distinct(), names);
        Assert.NotEmpty(names);
        await first.Get<AnalyticsRefresh>().RunDue(Cancellation);
        Assert.Equal(0L, await own.Ask<long>("SELECT count(*) FROM analytics_refreshes WHERE refreshed_at < now() - interval '1 hour'"));
        Assert.Empty(await first.Get<AnalyticsRefresh>().RunDue(Cancellation));
    }

    [Fact]
    public async Task A_view_that_takes_too_long_starves_no_other_and_is_not_started_again_at_every_look()
    {
        await using var own = await server.CreateDatabase();
        await using var silo = await PostGisStack.Start(own.Address, null, ("Gad:Analytics:LookEveryS", "3600"), ("Gad:Analytics:RefreshWithinS", "1"));
        await Reports.Until("the first look is over", async () => await own.Ask<long>("SELECT count(*) FROM analytics_refreshes") == 4);
        await own.Run("UPDATE analytics_refreshes SET refreshed_at = refreshed_at - interval '1 day'");
        var refresh = silo.Get<AnalyticsRefresh>();

        await using (await own.Hold("LOCK TABLE position_reports IN ACCESS EXCLUSIVE MODE"))
        {
            Assert.Equal([AnalyticsView.Durations, AnalyticsView.HotZones], await refresh.RunDue(Cancellation));
        }
        // Due and possible, but it rests.
        Assert.Empty(await refresh.RunDue(Cancellation));
        Assert.Equal(2L, await own.Ask<long>("SELECT count(*) FROM analytics_refreshes WHERE refreshed_at < now() - interval '1 hour'"));
    }

    private static CoverageQuery Query(DateTime from, DateTime to, GeoBounds? bounds) => new() { From = from, To = to, Bounds = bounds, Limit = 5_000 };
}
