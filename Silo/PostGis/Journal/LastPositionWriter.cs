using System.Runtime.InteropServices;
using GrupoGad.Efectivos;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Journal;

/// <summary>Brings <c>last_positions</c> up: the newest of each efectivo since the last time, in one statement.</summary>
internal sealed class LastPositionWriter(NpgsqlDataSource source)
{
    /// <summary>Rows of one statement: what locks other silos out of them, and changes of availability of the same efectivos, for some 25 ms.</summary>
    private const int StatementRowsMax = 500;

    // By id, so that two silos never wait for each other's rows crosswise.
    private const string Upsert = $"""
        INSERT INTO last_positions AS known ({ReportColumns.Names})
        SELECT {ReportColumns.FromRows} FROM {ReportColumns.Rows} ORDER BY efectivo_id
        ON CONFLICT (efectivo_id) DO UPDATE SET device_time = excluded.device_time, received_time = excluded.received_time,
            report_id = excluded.report_id, accuracy_m = excluded.accuracy_m, speed_mps = excluded.speed_mps, course_deg = excluded.course_deg,
            altitude_m = excluded.altitude_m, battery = excluded.battery, source = excluded.source, position = excluded.position
        WHERE excluded.device_time > known.device_time
        """;

    private readonly Lock _lock = new();
    private Dictionary<string, PositionReport> _newest = [];

    /// <summary>Takes in the rows that are durable. Bounded by the number of efectivos.</summary>
    public void Note(RowRange rows)
    {
        lock (_lock)
        {
            for (var i = 0; i < rows.Count; i++)
            {
                if (rows.Outcome(i) > 0)
                {
                    Note(in rows[i]);
                }
            }
        }
    }

    /// <summary>Writes what was noted. On failure it stays noted.</summary>
    public async Task Flush(CancellationToken cancellation)
    {
        Dictionary<string, PositionReport> newest;
        lock (_lock)
        {
            (newest, _newest) = (_newest, []);
        }
        try
        {
            foreach (var chunk in newest.Values.OrderBy(row => row.EfectivoId, StringComparer.Ordinal).Chunk(StatementRowsMax))
            {
                await Write(FlushBatch.RangeOf(chunk), cancellation);
            }
        }
        catch
        {
            lock (_lock)
            {
                foreach (var row in newest.Values)
                {
                    Note(in row);
                }
            }
            throw;
        }
    }

    private async Task Write(RowRange rows, CancellationToken cancellation)
    {
        try
        {
            await using var command = source.CreateCommand(Upsert);
            ReportColumns.Bind(command, rows);
            await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException exception) when (PostGisErrors.IsRowFault(exception))
        {
            // Only a spilled row can be one that PostGIS refuses; the catch-up sets it aside and says so, here it is left out.
            if (rows.Count > 1)
            {
                var (first, second) = rows.Halves();
                await Write(first, cancellation);
                await Write(second, cancellation);
            }
        }
    }

    private void Note(in PositionReport row)
    {
        ref var newest = ref CollectionsMarshal.GetValueRefOrAddDefault(_newest, row.EfectivoId, out var known);
        if (!known || row.Fix.DeviceTime > newest.Fix.DeviceTime)
        {
            newest = row;
        }
    }
}
