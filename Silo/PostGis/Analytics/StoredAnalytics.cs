using System.Collections.Immutable;
using GrupoGad.Analytics;
using GrupoGad.Geo;
using GrupoGad.Operations;
using GrupoGad.Silo.PostGis.Caching;
using GrupoGad.Silo.PostGis.ReadModels;
using GrupoGad.Silo.PostGis.Replica;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Analytics;

/// <inheritdoc cref="IAnalyticsViews"/>
internal sealed class StoredAnalytics(
    PostGisSources sources, HistoryReads history, ViewTimes times, PostGisGuard guard, ResultCache cache) : IAnalyticsViews
{
    // Distinct efectivos of several hours cannot be added up, so the answer gives those of the fullest hour.
    private const string CoverageOf = $"""
        SELECT x, y, sum(fixes)::bigint, max(efectivos), sum(minutes)::integer AS covered FROM coverage_by_cell_hour
        WHERE hour >= $5 AND hour < $6 AND {CellBox.Condition} GROUP BY x, y ORDER BY covered DESC, x, y LIMIT $7
        """;

    private const string DurationsOf = """
        SELECT type, priority, completed, cancelled, late, coalesce(worked_s, '{}'), coalesce(total_s, 0), coalesce(paused_s, 0)
        FROM operation_durations ORDER BY type, priority
        """;

    private const string HotZonesOf = $"""
        SELECT x, y, operations, urgent, alarms, score, last_at FROM hot_zones WHERE {CellBox.Condition} ORDER BY score DESC, x, y LIMIT $5
        """;

    public async ValueTask<Coverage> Coverage(CoverageQuery query, CancellationToken cancellation)
    {
        var (from, to, box) = (Hour(query.From), Hour(query.To.AddTicks(TimeSpan.TicksPerHour - 1)), CellBox.Of(query.Bounds));
        return await Cached(AnalyticsView.Coverage, (from, to, box, query.Limit), CoverageOf,
            reader => new CoveredCell
            {
                Cell = Cell(reader), Fixes = reader.GetInt64(2), EfectivosMax = reader.GetInt32(3), CoveredMinutes = reader.GetInt32(4),
            },
            (asOf, cells) => new Coverage { AsOf = asOf, Cells = cells },
            cancellation, box.XFirst, box.XLast, box.YFirst, box.YLast, from, to, query.Limit);
    }

    public async ValueTask<Durations> Durations(CancellationToken cancellation) => await Cached(AnalyticsView.Durations, "all", DurationsOf,
        reader => new DurationRow
        {
            Type = (OperationType)reader.GetInt16(0),
            Priority = (OperationPriority)reader.GetInt16(1),
            Completed = reader.GetInt32(2),
            Cancelled = reader.GetInt32(3),
            Late = reader.GetInt32(4),
            WorkedS = [.. reader.GetFieldValue<double[]>(5)],
            TotalS = reader.GetDouble(6),
            PausedS = reader.GetDouble(7),
        },
        (asOf, rows) => new Durations { AsOf = asOf, Rows = rows }, cancellation);

    public async ValueTask<HotZones> HotZones(HotZonesQuery query, CancellationToken cancellation)
    {
        var box = CellBox.Of(query.Bounds);
        return await Cached(AnalyticsView.HotZones, (box, query.Limit), HotZonesOf,
            reader => new HotZone
            {
                Cell = Cell(reader),
                Operations = reader.GetInt32(2),
                Urgent = reader.GetInt32(3),
                Alarms = reader.GetInt32(4),
                Score = reader.GetInt32(5),
                LastAt = reader.GetDateTime(6),
            },
            (asOf, zones) => new HotZones { AsOf = asOf, Zones = zones },
            cancellation, box.XFirst, box.XLast, box.YFirst, box.YLast, query.Limit);
    }

    private Task<TAnswer> Cached<TRow, TAnswer>(AnalyticsView view, object question, string sql, Func<NpgsqlDataReader, TRow> row,
        Func<DateTime?, ImmutableArray<TRow>, TAnswer> answer, CancellationToken cancellation, params object[] values) where TAnswer : notnull =>
        // A caller that cancels must not cancel the read for other callers.
        cache.Get(view.Name, question, () => guard.Run(token => history.Run(
            times.ThereBy(view), sources.Analytics, (source, inner) => Ask(source, view, sql, row, answer, values, inner), token), CancellationToken.None), cancellation);

    private async Task<TAnswer> Ask<TRow, TAnswer>(NpgsqlDataSource source, AnalyticsView view, string sql,
        Func<NpgsqlDataReader, TRow> row, Func<DateTime?, ImmutableArray<TRow>, TAnswer> answer, object[] values, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        // Reads the time and the rows in one snapshot.
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        await using var time = new NpgsqlCommand("SELECT refreshed_at FROM analytics_refreshes WHERE view_name = $1", connection)
        {
            Parameters = { new() { Value = view.Name } },
        };
        if (await time.ExecuteScalarAsync(cancellation) is not DateTime asOf)
        {
            return answer(null, []);
        }
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }
        var rows = ImmutableArray.CreateBuilder<TRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(row(reader));
        }
        return answer(asOf, rows.DrainToImmutable());
    }

    private static CellId Cell(NpgsqlDataReader reader) => new(AnalyticsLimits.CellLevel, reader.GetInt32(0), reader.GetInt32(1));

    private static DateTime Hour(DateTime time) => new(time.Ticks - time.Ticks % TimeSpan.TicksPerHour, DateTimeKind.Utc);
}
