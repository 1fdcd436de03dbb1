using GrupoGad.Silo.PostGis.Analytics;

namespace GrupoGad.Silo.Tests.Analytics;

/// <summary>Counting on against counting all of it, over the real journal and the real PostGIS.</summary>
public sealed class CoverageCountTests(PostGisServer server, ITestOutputHelper output) : IAsyncLifetime
{
    private const string AllByCell = """
        SELECT concat_ws('|', date_trunc('hour', device_time, 'UTC'), gad_cell_x(position, 14), gad_cell_y(position, 14), count(*), count(DISTINCT efectivo_id),
            count(DISTINCT date_trunc('minute', device_time)))
        FROM position_reports WHERE device_time >= date_trunc('hour', $, 'UTC') - interval '7 days' AND device_time <= $ + interval '1 hour'
        GROUP BY date_trunc('hour', device_time, 'UTC'), gad_cell_x(position, 14), gad_cell_y(position, 14) ORDER BY 1
        """;

    private const string AllByJurisdiction = """
        SELECT concat_ws('|', date_trunc('hour', device_time, 'UTC'), coalesce(known.jurisdiction, ''), gad_cell_x(position, 14), gad_cell_y(position, 14),
            count(DISTINCT date_trunc('minute', device_time)))
        FROM position_reports LEFT JOIN efectivos known ON known.id = efectivo_id
        WHERE device_time >= date_trunc('hour', $, 'UTC') - interval '7 days' AND device_time <= $ + interval '1 hour'
        GROUP BY date_trunc('hour', device_time, 'UTC'), coalesce(known.jurisdiction, ''), gad_cell_x(position, 14), gad_cell_y(position, 14) ORDER BY 1
        """;

    private TestDatabase _database = null!;
    private PostGisStack _stack = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        // Counted when a test says so.
        _stack = await PostGisStack.Start(_database.Address, null, ("Gad:Analytics:LookEveryS", "3600"), ("Gad:Analytics:RefreshEveryS", "1"));
        await Reports.Until("the first look is over", async () => await _database.Ask<long>("SELECT count(*) FROM analytics_refreshes") == 4);
    }

    public async ValueTask DisposeAsync()
    {
        await _stack.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>Random reports, most of them late by anything up to nine days, some ahead of the clock; people who change their jurisdiction; counts in between and beside.</summary>
    [Fact]
    public async Task Whatever_comes_late_and_whoever_moves_counting_on_gives_what_counting_all_of_it_gives()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var efectivo = 0; efectivo < 5; efectivo++)
        {
            await _database.Run($"""
                INSERT INTO efectivos (id, display_name, rank, unit, specialties, skills, jurisdiction, contact, devices, availability, version)
                VALUES ('E-{efectivo}', '', '', '', '{"{}"}', '{"{}"}', 'J-{efectivo % 2}', '', '{"{}"}', 1, 1)
                """);
        }
        for (var round = 0; round < 8; round++)
        {
            var (now, mover, jurisdiction) = (DateTime.UtcNow, random.Next(5), random.Next(4));
            var counting = Count();
            await Task.WhenAll(Enumerable.Range(0, random.Next(12)).Select(_ => _stack.Journal.Append(Reports.Of(
                $"E-{random.Next(6)}", Whole(now.AddMinutes(-Age(random))), latitude: -34.6 + random.Next(4) * 0.03, longitude: -58.4 + random.Next(4) * 0.03)).AsTask()));
            // Also out of the directory, and into it again.
            await _database.Run(jurisdiction == 3 ? $"DELETE FROM efectivos WHERE id = 'E-{mover}'" : $"UPDATE efectivos SET jurisdiction = '{(jurisdiction == 0 ? "" : $"J-{jurisdiction}")}' WHERE id = 'E-{mover}'");
            await counting;
            await Count();
            await Same();
        }
        Assert.True(await _database.Ask<long>("SELECT count(*) FROM coverage_by_cell_hour") > 0);
        Assert.Equal(0L, await _database.Ask<long>("SELECT (SELECT count(*) FROM coverage_due) + (SELECT count(*) FROM coverage_moved)"));
    }

    [Fact]
    public async Task An_old_day_into_which_nothing_came_is_not_read_again_and_one_into_which_a_late_report_came_is()
    {
        var old = DateTime.UtcNow.Date.AddDays(-4).AddHours(9);
        for (var i = 0; i < 30; i++)
        {
            await _stack.Journal.Append(Reports.Of($"E-{i % 3}", old.AddMinutes(i)));
        }
        await Count();
        await Same();
        await _stack.Journal.Append(Reports.Of("E-1", Whole(DateTime.UtcNow.AddMinutes(-3))));
        await using (await _database.Hold($"LOCK TABLE position_reports_{old:yyyyMMdd} IN ACCESS EXCLUSIVE MODE"))
        {
            // Ends only if nobody wants that day.
            await Count().WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        }
        await Same();
        await _stack.Journal.Append(Reports.Of("E-2", old.AddMinutes(45)));
        // Known rows take the other way of writing.
        await Task.WhenAll(_stack.Journal.Append(Reports.Of("E-2", old.AddHours(3))).AsTask(), _stack.Journal.Append(Reports.Of("E-1", old.AddMinutes(1))).AsTask());
        await Count();
        await Same();
    }

    [Fact]
    public async Task What_is_older_than_seven_days_and_what_was_counted_of_reports_that_are_gone_leaves()
    {
        var (old, gone) = (DateTime.UtcNow.Date.AddDays(-5).AddHours(9), DateTime.UtcNow.Date.AddDays(-3).AddHours(9));
        await _stack.Journal.Append(Reports.Of("E-1", old));
        await _stack.Journal.Append(Reports.Of("E-1", gone));
        await Count();
        foreach (var view in new[] { "coverage_by_cell_hour", "coverage_by_jurisdiction" })
        {
            await _database.Run($"UPDATE {view} SET hour = hour - interval '4 days' WHERE hour = '{old:O}'");
        }
        await _database.Run($"DROP TABLE position_reports_{gone:yyyyMMdd}; DELETE FROM position_reports WHERE device_time = '{old:O}'");
        await Count();
        await Same();
        Assert.Equal(0L, await _database.Ask<long>("SELECT count(*) FROM coverage_by_jurisdiction"));
    }

    /// <summary>Minutes.</summary>
    private static double Age(Random random) => random.Next(11) switch
    {
        < 3 => random.NextDouble() * 30,
        < 7 => 30 + random.NextDouble() * 600,
        < 10 => 600 + random.NextDouble() * 9 * 1_440,
        _ => -random.NextDouble() * 80,
    };

    private async Task Count()
    {
        await _database.Run("UPDATE analytics_refreshes SET refreshed_at = refreshed_at - interval '2 seconds'");
        var counted = new HashSet<AnalyticsView>();
        await Reports.Until("both are counted", async () =>
        {
            counted.UnionWith(await _stack.Get<AnalyticsRefresh>().RunDue(Cancellation));
            return counted.IsSupersetOf([AnalyticsView.Coverage, AnalyticsView.Jurisdictions]);
        });
    }

    /// <summary>As of the instants of the counts.</summary>
    private async Task Same()
    {
        Assert.Equal(
            await _database.Lines(AllByCell.Replace("$", CountedAt(AnalyticsView.Coverage), StringComparison.Ordinal)),
            await _database.Lines("SELECT concat_ws('|', hour, x, y, fixes, efectivos, minutes) FROM coverage_by_cell_hour ORDER BY 1"));
        Assert.Equal(
            await _database.Lines(AllByJurisdiction.Replace("$", CountedAt(AnalyticsView.Jurisdictions), StringComparison.Ordinal)),
            await _database.Lines("SELECT concat_ws('|', hour, jurisdiction, x, y, minutes) FROM coverage_by_jurisdiction ORDER BY 1"));
    }

    private static string CountedAt(AnalyticsView view) => $"(SELECT refreshed_at FROM analytics_refreshes WHERE view_name = '{view.Name}')";

    private static DateTime Whole(DateTime time) => new(time.Ticks - time.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
}
