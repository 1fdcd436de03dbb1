using Npgsql;

namespace GrupoGad.Silo.PostGis.Analytics;

/// <summary>
/// Counts coverage on: a day is looked at when reports came into it, an hour counted anew when it has other reports than were counted. Of yesterday and today
/// that is asked of the reports themselves; of older days the server's statistics say whether anything came, some seconds late.
/// </summary>
/// <param name="counted">Rows of the hours <c>$1</c>, between <c>$2</c> and <c>$3</c>.</param>
/// <param name="byPeople">Whose jurisdiction decides too.</param>
internal sealed class CoverageCount(string view, string counted, bool byPeople)
{
    /// <summary>Hours counted in one transaction: when it takes too long, what was counted before stays.</summary>
    private const int HoursMax = 48;

    public static CoverageCount ByCell { get; } = new("coverage_by_cell_hour", """
        INSERT INTO coverage_by_cell_hour (hour, x, y, fixes, efectivos, minutes)
        SELECT date_trunc('hour', device_time, 'UTC') AS hour, gad_cell_x(position, 14), gad_cell_y(position, 14),
            count(*), count(DISTINCT efectivo_id), count(DISTINCT date_trunc('minute', device_time))
        FROM position_reports WHERE device_time >= $2 AND device_time < $3 AND date_trunc('hour', device_time, 'UTC') = ANY ($1) GROUP BY 1, 2, 3
        """, byPeople: false);

    public static CoverageCount ByJurisdiction { get; } = new("coverage_by_jurisdiction", """
        INSERT INTO coverage_by_jurisdiction (hour, jurisdiction, x, y, minutes)
        SELECT date_trunc('hour', device_time, 'UTC') AS hour, coalesce(known.jurisdiction, ''), gad_cell_x(position, 14), gad_cell_y(position, 14),
            count(DISTINCT date_trunc('minute', device_time))
        FROM position_reports LEFT JOIN efectivos known ON known.id = efectivo_id
        WHERE device_time >= $2 AND device_time < $3 AND date_trunc('hour', device_time, 'UTC') = ANY ($1) GROUP BY 1, 2, 3, 4
        """, byPeople: true);

    // The hours that it looks back, and up to one ahead of our clock.
    private const string Window = "date_trunc('hour', now(), 'UTC') - interval '7 days'";

    /// <summary>Whose jurisdiction is another one by now: the hours in which they reported are counted anew.</summary>
    private const string Moved = $"""
        WITH moved AS MATERIALIZED (
            SELECT coalesce(known.id, former.efectivo_id) AS id, coalesce(known.jurisdiction, '') AS jurisdiction
            FROM efectivos known FULL JOIN coverage_people former ON former.efectivo_id = known.id
            WHERE coalesce(known.jurisdiction, '') <> coalesce(former.jurisdiction, '')),
        noted AS (
            INSERT INTO coverage_people (efectivo_id, jurisdiction) SELECT id, jurisdiction FROM moved
            ON CONFLICT (efectivo_id) DO UPDATE SET jurisdiction = excluded.jurisdiction)
        UPDATE coverage_hours SET reports = -1 WHERE view_name = $1 AND reports >= 0 AND hour IN (
            SELECT DISTINCT date_trunc('hour', device_time, 'UTC') FROM position_reports
            WHERE device_time >= {Window} AND device_time <= now() + interval '1 hour' AND efectivo_id IN (SELECT id FROM moved))
        """;

    /// <summary>Days into which reports came, with what the statistics say of them now.</summary>
    private const string Days = $"""
        SELECT days.day, coalesce(tables.n_tup_ins, 0) FROM (
            SELECT generate_series(({Window} AT TIME ZONE 'UTC')::date, ((now() + interval '1 hour') AT TIME ZONE 'UTC')::date, interval '1 day')::date AS day) AS days
        LEFT JOIN pg_stat_user_tables tables ON tables.relid = to_regclass('position_reports_' || to_char(days.day, 'YYYYMMDD'))
        LEFT JOIN coverage_days looked ON looked.view_name = $1 AND looked.day = days.day
        WHERE days.day >= (now() AT TIME ZONE 'UTC')::date - 1 OR looked.inserted IS DISTINCT FROM coalesce(tables.n_tup_ins, 0)
            OR EXISTS (SELECT FROM coverage_hours WHERE view_name = $1 AND reports < 0 AND (hour AT TIME ZONE 'UTC')::date = days.day)
        ORDER BY days.day
        """;

    /// <summary>Hours of a day, <c>$2</c> to <c>$3</c>, that have other reports than were counted.</summary>
    private const string Stale = $"""
        SELECT hour, coalesce(now_there.reports, 0) FROM (
            SELECT date_trunc('hour', device_time, 'UTC') AS hour, count(*) AS reports FROM position_reports
            WHERE device_time >= greatest($2, {Window}) AND device_time < $3 AND device_time <= now() + interval '1 hour' GROUP BY 1) AS now_there
        FULL JOIN (SELECT hour, reports FROM coverage_hours WHERE view_name = $1 AND hour >= $2 AND hour < $3) AS known USING (hour)
        WHERE coalesce(now_there.reports, 0) <> coalesce(known.reports, 0) ORDER BY hour
        """;

    /// <summary>One transaction's part.</summary>
    /// <returns>False: there is more to count.</returns>
    public async Task<bool> Run(AnalyticsStatements statements, CancellationToken cancellation)
    {
        await statements.Ask($"DELETE FROM {view} WHERE hour < {Window}", cancellation);
        await statements.Ask($"DELETE FROM coverage_hours WHERE view_name = $1 AND hour < {Window}", cancellation, view);
        await statements.Ask($"DELETE FROM coverage_days WHERE view_name = $1 AND day < ({Window} AT TIME ZONE 'UTC')::date", cancellation, view);
        if (byPeople)
        {
            await statements.Ask(Moved, cancellation, view);
        }
        var left = HoursMax;
        foreach (var (day, inserted) in await statements.Rows(Days, reader => (reader.GetFieldValue<DateOnly>(0), reader.GetInt64(1)), cancellation, view))
        {
            if (left <= 0)
            {
                return false;
            }
            var from = day.ToDateTime(default, DateTimeKind.Utc);
            var stale = await statements.Rows(Stale, reader => (Hour: reader.GetDateTime(0), Reports: reader.GetInt64(1)), cancellation, view, from, from.AddDays(1));
            await Count(statements, [.. stale.Select(hour => hour.Hour)], [.. stale.Select(hour => hour.Reports)], cancellation);
            await statements.Ask("""
                INSERT INTO coverage_days (view_name, day, inserted) VALUES ($1, $2, $3) ON CONFLICT (view_name, day) DO UPDATE SET inserted = excluded.inserted
                """, cancellation, view, day, inserted);
            left -= stale.Count;
        }
        return true;
    }

    private async Task Count(AnalyticsStatements statements, DateTime[] hours, long[] reports, CancellationToken cancellation)
    {
        if (hours.Length == 0)
        {
            return;
        }
        await statements.Ask($"DELETE FROM {view} WHERE hour = ANY ($1)", cancellation, hours);
        await statements.Ask(counted, cancellation, hours, hours[0], hours[^1].AddHours(1));
        await statements.Ask("""
            INSERT INTO coverage_hours (view_name, hour, reports) SELECT $1, hour, reports FROM unnest($2, $3) AS known (hour, reports)
            ON CONFLICT (view_name, hour) DO UPDATE SET reports = excluded.reports
            """, cancellation, view, hours, reports);
    }
}
