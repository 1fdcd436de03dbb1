namespace GrupoGad.Silo.PostGis.Analytics;

/// <summary>
/// Counts coverage incrementally: hours that may have new reports since the count before, hours with late reports (<see cref="LateHours"/>), and hours of
/// efectivos that moved to another jurisdiction. Each hour is counted as a whole, because minutes and people of an hour cannot be added up.
/// </summary>
/// <param name="counted">SQL of the rows of the hours <c>$1</c>, between <c>$2</c> and <c>$3</c>.</param>
/// <param name="byPeople">True when the rows also depend on the jurisdictions of efectivos.</param>
internal sealed class CoverageCount(string view, string counted, bool byPeople)
{
    /// <summary>Full days that are counted, before the present hour.</summary>
    public const int Days = 7;

    public static CoverageCount ByCell { get; } = new("coverage_by_cell_hour", """
        INSERT INTO coverage_by_cell_hour (hour, x, y, fixes, efectivos, minutes)
        SELECT date_trunc('hour', device_time, 'UTC'), gad_cell_x(position, 14), gad_cell_y(position, 14),
            count(*), count(DISTINCT efectivo_id), count(DISTINCT date_trunc('minute', device_time))
        FROM position_reports WHERE device_time >= $2 AND device_time <= $3 AND date_trunc('hour', device_time, 'UTC') = ANY ($1) GROUP BY 1, 2, 3
        """, byPeople: false);

    public static CoverageCount ByJurisdiction { get; } = new("coverage_by_jurisdiction", """
        INSERT INTO coverage_by_jurisdiction (hour, jurisdiction, x, y, minutes)
        SELECT date_trunc('hour', device_time, 'UTC'), coalesce(known.jurisdiction, ''), gad_cell_x(position, 14), gad_cell_y(position, 14),
            count(DISTINCT date_trunc('minute', device_time))
        FROM position_reports LEFT JOIN efectivos known ON known.id = efectivo_id
        WHERE device_time >= $2 AND device_time <= $3 AND date_trunc('hour', device_time, 'UTC') = ANY ($1) GROUP BY 1, 2, 3, 4
        """, byPeople: true);

    // By the clock of the server, like the counts: the present instant, and that of the count before.
    private const string Times = "SELECT now(), (SELECT refreshed_at FROM analytics_refreshes WHERE view_name = $1)";

    private const string Due = "DELETE FROM coverage_due WHERE view_name = $1 RETURNING hour";

    private const string Moved = "DELETE FROM coverage_moved RETURNING efectivo_id";

    private const string HoursOf = """
        SELECT DISTINCT date_trunc('hour', device_time, 'UTC') FROM position_reports WHERE device_time >= $2 AND device_time <= $3 AND efectivo_id = ANY ($1)
        """;

    /// <summary>Selects the days without a partition of reports.</summary>
    private const string WithoutReports = """
        SELECT day FROM unnest($1::date[]) AS days (day) WHERE NOT EXISTS (SELECT FROM pg_inherits JOIN pg_class leaf ON leaf.oid = inhrelid
            WHERE inhparent = 'position_reports'::regclass AND leaf.relname = 'position_reports_' || to_char(day, 'YYYYMMDD'))
        """;

    /// <summary>Runs in the transaction of the session. The hours it takes from the list count as counted only after the commit.</summary>
    public async Task Run(SqlSession session, CancellationToken cancellation)
    {
        var (now, before) = (await session.Rows(Times, reader => (reader.GetDateTime(0), reader.IsDBNull(1) ? (DateTime?)null : reader.GetDateTime(1)), cancellation, view))[0];
        var (first, last) = (LateHours.HourOf(now).AddDays(-Days), now.AddHours(1));
        await Forget(session, first, last, cancellation);
        // Takes the hours before it counts them, so a later report is left for the next count.
        var hours = (await session.Rows(Due, reader => reader.GetDateTime(0), cancellation, view)).ToHashSet();
        if (byPeople && await session.Rows(Moved, reader => reader.GetString(0), cancellation) is { Count: > 0 } moved)
        {
            hours.UnionWith(await session.Rows(HoursOf, reader => reader.GetDateTime(0), cancellation, moved.Distinct(StringComparer.Ordinal).ToArray(), first, last));
        }
        var anew = before is { } counted && LateHours.HourOf(counted).AddHours(-LateHours.Recounted) is var since && since > first ? since : first;
        for (var hour = anew; hour <= last; hour = hour.AddHours(1))
        {
            hours.Add(hour);
        }
        foreach (var day in hours.Where(hour => hour >= first && hour <= last).GroupBy(hour => hour.Date).OrderBy(day => day.Key))
        {
            await Count(session, [.. day.Order()], last, cancellation);
        }
    }

    /// <summary>Counts a day with each statement, each with its own time limit.</summary>
    private async Task Count(SqlSession session, DateTime[] hours, DateTime last, CancellationToken cancellation)
    {
        await session.Run($"DELETE FROM {view} WHERE hour = ANY ($1)", cancellation, hours);
        var end = hours[^1].AddHours(1).AddTicks(-TimeSpan.TicksPerMicrosecond);
        await session.Run(counted, cancellation, hours, hours[0], end < last ? end : last);
    }

    /// <summary>Deletes counts that are too old, and counts of deleted reports.</summary>
    private async Task Forget(SqlSession session, DateTime first, DateTime last, CancellationToken cancellation)
    {
        await session.Run($"DELETE FROM {view} WHERE hour < $1 OR hour > $2", cancellation, first, last);
        var days = Enumerable.Range(0, (last.Date - first.Date).Days + 1).Select(day => DateOnly.FromDateTime(first.AddDays(day))).ToArray();
        foreach (var day in await session.Rows(WithoutReports, reader => reader.GetFieldValue<DateOnly>(0).ToDateTime(default, DateTimeKind.Utc), cancellation, days))
        {
            await session.Run($"DELETE FROM {view} WHERE hour >= $1 AND hour < $2", cancellation, day, day.AddDays(1));
        }
    }
}
