using System.Collections.Immutable;
using System.Data;
using GrupoGad.Analytics;
using GrupoGad.Silo.PostGis.Caching;
using GrupoGad.Silo.PostGis.ReadModels;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Analytics;

/// <inheritdoc cref="IJurisdictionCoverage"/>
internal sealed class StoredJurisdictionCoverage(PostGisSources sources, PostGisGuard guard, ResultCache cache) : IJurisdictionCoverage
{
    private const string CountedAt = "SELECT refreshed_at FROM analytics_refreshes WHERE view_name = 'coverage_by_jurisdiction'";

    private const string Areas = """
        SELECT jurisdiction, count(*), sum(gad_cell_km2(y, 14)), coalesce(sum(gad_cell_km2(y, 14)) FILTER (WHERE minutes > 0), 0), sum(minutes)::bigint
        FROM (SELECT jurisdiction, x, y, coalesce(sum(minutes) FILTER (WHERE hour >= $1 AND hour < $2), 0) AS minutes
            FROM coverage_by_jurisdiction WHERE $3 = '*' OR jurisdiction = $4 GROUP BY jurisdiction, x, y) AS cells
        GROUP BY jurisdiction ORDER BY jurisdiction
        """;

    private const string Days = """
        SELECT jurisdiction, day, sum(gad_cell_km2(y, 14)), sum(minutes)::bigint
        FROM (SELECT jurisdiction, date_trunc('day', hour, 'UTC') AS day, x, y, sum(minutes) AS minutes
            FROM coverage_by_jurisdiction WHERE hour >= $1 AND hour < $2 AND ($3 = '*' OR jurisdiction = $4) GROUP BY 1, 2, x, y) AS cells
        GROUP BY jurisdiction, day ORDER BY jurisdiction, day
        """;

    public async ValueTask<JurisdictionCoverage> Read(JurisdictionCoverageQuery query, CancellationToken cancellation)
    {
        var (from, to) = (Hour(query.From), Hour(query.To.AddTicks(TimeSpan.TicksPerHour - 1)));
        // A caller that cancels must not cancel the read for other callers.
        return await cache.Get(AnalyticsView.Jurisdictions.Name, (from, to, query.Jurisdiction),
            () => guard.Run(token => Ask(from, to, query.Jurisdiction, token), CancellationToken.None), cancellation);
    }

    private async Task<JurisdictionCoverage> Ask(DateTime from, DateTime to, string? jurisdiction, CancellationToken cancellation)
    {
        await using var connection = await sources.Analytics.OpenConnectionAsync(cancellation);
        // Reads the time and the rows in one snapshot.
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using var time = new NpgsqlCommand(CountedAt, connection);
        if (await time.ExecuteScalarAsync(cancellation) is not DateTime asOf)
        {
            return new JurisdictionCoverage { Jurisdictions = [] };
        }
        // An hour that was not over when it was counted has uncovered minutes that are still to come; nor is there more than the view looks back.
        (from, to) = (Later(from, Hour(asOf).AddDays(-AnalyticsLimits.CoverageDays)), Earlier(to, Hour(asOf)));
        var hours = Math.Max(0, (to - from).TotalHours);
        var areas = await Rows(connection, Areas, reader => (
            Name: reader.GetString(0), Cells: reader.GetInt64(1), Km2: reader.GetDouble(2), Served: reader.GetDouble(3), Covered: reader.GetInt64(4)), from, to, jurisdiction, cancellation);
        var days = (await Rows(connection, Days, reader => (
            Name: reader.GetString(0), Day: reader.GetDateTime(1), Served: reader.GetDouble(2), Covered: reader.GetInt64(3)), from, to, jurisdiction, cancellation)).ToLookup(day => day.Name);
        return new JurisdictionCoverage
        {
            AsOf = asOf,
            Jurisdictions =
            [
                .. areas.Select(area =>
                {
                    ImmutableArray<ServedDay> served =
                    [
                        .. days[area.Name].Select(day => HoursOf(day.Day, from, to) is var ofDay
                            ? new ServedDay(day.Day, ofDay, day.Served, day.Covered, area.Cells * ofDay * 60 - day.Covered) : default),
                    ];
                    return new ServedJurisdiction
                    {
                        Jurisdiction = area.Name, AreaKm2 = area.Km2, ServedKm2 = area.Served, CoveredMinutes = area.Covered,
                        UncoveredMinutes = (long)(area.Cells * hours * 60) - area.Covered, Days = served, TrendKm2PerDay = TrendRules.Km2PerDay(WholeDays(served, area.Cells, from, to)),
                    };
                }),
            ],
        };
    }

    private static async Task<List<T>> Rows<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> row, DateTime from, DateTime to, string? jurisdiction, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters = { new() { Value = from }, new() { Value = to }, new() { Value = jurisdiction is null ? "*" : "" }, new() { Value = jurisdiction ?? "" } },
        };
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(row(reader));
        }
        return rows;
    }

    /// <summary>The whole days of the time. A day without efectivos has no row and counts as zero.</summary>
    private static IEnumerable<ServedDay> WholeDays(ImmutableArray<ServedDay> served, long cells, DateTime from, DateTime to)
    {
        var known = served.ToDictionary(day => day.Day);
        for (var day = from.Date < from ? from.Date.AddDays(1) : from; day.AddDays(1) <= to; day = day.AddDays(1))
        {
            yield return known.GetValueOrDefault(day, new ServedDay(day, 24, 0, 0, cells * 24 * 60));
        }
    }

    private static int HoursOf(DateTime day, DateTime from, DateTime to) => (int)(Earlier(to, day.AddDays(1)) - Later(from, day)).TotalHours;

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;

    private static DateTime Hour(DateTime time) => new(time.Ticks - time.Ticks % TimeSpan.TicksPerHour, DateTimeKind.Utc);
}
