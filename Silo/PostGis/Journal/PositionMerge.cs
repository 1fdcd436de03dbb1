using GrupoGad.Silo.PostGis.Analytics;
using GrupoGad.Tracks;
using Npgsql;
using NpgsqlTypes;

namespace GrupoGad.Silo.PostGis.Journal;

/// <summary>Writes rows of which some may be stored already, and finds out which: the slower way, taken when a COPY met a known row.</summary>
internal sealed class PositionMerge(NpgsqlDataSource source, TimeProvider clock)
{
    // The outer SELECT sees the table as it was before the INSERT beside it, so a row that it finds was stored by another writer, earlier.
    private const string Write = $"""
        WITH rows AS MATERIALIZED (SELECT * FROM {ReportColumns.Rows}),
        written AS (INSERT INTO position_reports ({ReportColumns.Names}) SELECT {ReportColumns.FromRows} FROM rows ON CONFLICT DO NOTHING)
        SELECT rows.place, stored.report_id FROM rows
        JOIN position_reports stored ON stored.efectivo_id = rows.efectivo_id AND stored.device_time = rows.device_time
        WHERE stored.device_time BETWEEN $13 AND $14
        """;

    // Catches what another silo, or an earlier row of the same statement, put in between.
    private const string Compare = """
        SELECT rows.place FROM unnest($1, $2, $3) WITH ORDINALITY AS rows (efectivo_id, device_time, report_id, place)
        JOIN position_reports stored ON stored.efectivo_id = rows.efectivo_id AND stored.device_time = rows.device_time
        WHERE stored.device_time BETWEEN $4 AND $5 AND stored.report_id <> rows.report_id
        """;

    /// <summary>Settles every row.</summary>
    public async Task Run(RowRange rows, CancellationToken cancellation)
    {
        var (first, last) = Span(rows);
        await using var connection = await source.OpenConnectionAsync(cancellation);
        var stored = new List<(int Place, long ReportId)>();
        var late = LateHours.Of(rows, clock.GetUtcNow().UtcDateTime);
        await using (var transaction = late.Length > 0 ? await connection.BeginTransactionAsync(cancellation) : null)
        await using (var write = new NpgsqlCommand(Write, connection))
        {
            await LateHours.Write(connection, late, cancellation);
            ReportColumns.Bind(write, rows);
            Bind(write, first, last);
            await using (var reader = await write.ExecuteReaderAsync(cancellation))
            {
                while (await reader.ReadAsync(cancellation))
                {
                    stored.Add(((int)reader.GetInt64(0) - 1, reader.GetInt64(1)));
                }
            }
            await (transaction?.CommitAsync(CancellationToken.None) ?? Task.CompletedTask);
        }
        var conflicts = await Conflicts(connection, rows, first, last, cancellation);
        rows.SettleAll(JournalOutcome.Written);
        foreach (var (place, reportId) in stored)
        {
            rows.Settle(place, reportId == rows[place].ReportId ? JournalOutcome.AlreadyWritten : JournalOutcome.Conflict);
        }
        conflicts.ForEach(place => rows.Settle(place, JournalOutcome.Conflict));
    }

    private static async Task<List<int>> Conflicts(
        NpgsqlConnection connection, RowRange rows, DateTime first, DateTime last, CancellationToken cancellation)
    {
        var keys = Enumerable.Range(0, rows.Count).Select(i => rows[i]).ToArray();
        await using var compare = new NpgsqlCommand(Compare, connection);
        compare.Parameters.Add(new() { Value = Array.ConvertAll(keys, row => row.EfectivoId) });
        compare.Parameters.Add(new() { Value = Array.ConvertAll(keys, row => row.Fix.DeviceTime), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        compare.Parameters.Add(new() { Value = Array.ConvertAll(keys, row => row.ReportId) });
        Bind(compare, first, last);
        var places = new List<int>();
        await using var reader = await compare.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            places.Add((int)reader.GetInt64(0) - 1);
        }
        return places;
    }

    /// <summary>Bounds of device time: they keep the join off all the other partitions.</summary>
    private static (DateTime First, DateTime Last) Span(RowRange rows)
    {
        var (first, last) = (rows[0].Fix.DeviceTime, rows[0].Fix.DeviceTime);
        for (var i = 1; i < rows.Count; i++)
        {
            var time = rows[i].Fix.DeviceTime;
            first = time < first ? time : first;
            last = time > last ? time : last;
        }
        return (first, last);
    }

    private static void Bind(NpgsqlCommand command, DateTime first, DateTime last)
    {
        command.Parameters.Add(new() { Value = first, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = last, NpgsqlDbType = NpgsqlDbType.TimestampTz });
    }
}
