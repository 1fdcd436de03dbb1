using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.Silo.PostGis.ReadModels;
using GrupoGad.Silo.PostGis.Sql;
using Npgsql;

namespace GrupoGad.Silo.PostGis.History;

/// <summary>The live position of each efectivo as of an instant: of the reports received by then, the one that is newest by its device's clock.</summary>
/// <remarks>
/// Each is one descent of the index (efectivo, device time), newest first, in the partitions of the last day. An efectivo that was silent for longer is found
/// in <c>last_positions</c> if that row was received by then. Otherwise the search goes further back in steps; few need it, and none that did not exist yet.
/// </remarks>
/// <param name="ahead">How far a device's clock may be ahead of the server's.</param>
internal sealed class PositionsAsOf(NpgsqlConnection connection, DateTime at, TimeSpan ahead)
{
    /// <summary>Most difference of clocks between the gateway that took a report and the silo that judged it.</summary>
    private static readonly TimeSpan _clocks = TimeSpan.FromMinutes(5);

    /// <summary>Days that each search goes back; null: to the beginning.</summary>
    private static readonly int?[] _further = [8, 64, null];

    private static readonly GeoBounds _world = new(-90, -180, 90, 180);

    /// <summary>1 the instant, 2–3 device times, 4–7 box.</summary>
    internal static readonly string EverybodySql = Newest("last_positions");
    private static readonly string _some = Newest("unnest($8::text[]) AS asked (efectivo_id)").Replace("last_positions.", "asked.", StringComparison.Ordinal);

    /// <summary>Columns that both tables have.</summary>
    private const string Stored = "device_time, received_time, report_id, accuracy_m, speed_mps, course_deg, altitude_m, battery, source, efectivo_id, position";

    // last_positions is some seconds behind, more after a silo was killed. Newer positions are in the history.
    private static readonly string _lastKnown = $"""
        SELECT {PositionColumns.Names} FROM last_positions AS known CROSS JOIN LATERAL (
            SELECT * FROM ((SELECT {Stored} FROM position_reports WHERE efectivo_id = known.efectivo_id
                    AND device_time > known.device_time AND device_time <= $3 AND received_time <= $2 ORDER BY device_time DESC LIMIT 1)
                UNION ALL SELECT {Stored} FROM (SELECT known.*) AS newest) AS either ORDER BY device_time DESC LIMIT 1) AS stored
        WHERE known.efectivo_id = ANY ($1) AND known.received_time <= $2
        """;

    private const string Existed = "SELECT DISTINCT efectivo_id FROM profile_history WHERE efectivo_id = ANY ($1) AND at <= $2";

    /// <summary>Positions of all efectivos inside the box.</summary>
    public Task<Dictionary<string, PositionReport>> Everybody(GeoBounds bounds, CancellationToken cancellation) => Read(EverybodySql, bounds, [], cancellation);

    /// <summary>Positions of these efectivos, anywhere. An efectivo without a position is left out.</summary>
    public Task<Dictionary<string, PositionReport>> Some(string[] efectivos, CancellationToken cancellation) =>
        Read(_some, _world, [efectivos], cancellation);

    private async Task<Dictionary<string, PositionReport>> Read(string sql, GeoBounds bounds, object[] asked, CancellationToken cancellation)
    {
        var found = new Dictionary<string, PositionReport>(StringComparer.Ordinal);
        var silent = await Search(sql, at.AddDays(-1), bounds, asked, found, cancellation);
        if (silent.Count > 0)
        {
            await LastKnown(silent, bounds, found, cancellation);
            silent.IntersectWith(await Texts(Existed, [silent.ToArray(), at], cancellation));
        }
        foreach (var days in _further)
        {
            if (silent.Count == 0)
            {
                break;
            }
            silent = await Search(_some, days is { } back ? at.AddDays(-back) : DateTime.MinValue, bounds, [silent.ToArray()], found, cancellation);
        }
        return found;
    }

    /// <returns>Efectivos without a position since then.</returns>
    private async Task<HashSet<string>> Search(
        string sql, DateTime since, GeoBounds bounds, object[] asked, Dictionary<string, PositionReport> found, CancellationToken cancellation)
    {
        var silent = new HashSet<string>(StringComparer.Ordinal);
        await using var command = connection.With(sql, [at, since, at + ahead + _clocks, .. BoxSql.Of(bounds), .. asked]);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            if (reader.IsDBNull(0))
            {
                silent.Add(reader.GetString(PositionColumns.Count));
                continue;
            }
            var report = PositionColumns.Report(reader);
            found[report.EfectivoId] = report;
        }
        return silent;
    }

    private async Task LastKnown(HashSet<string> silent, GeoBounds bounds, Dictionary<string, PositionReport> found, CancellationToken cancellation)
    {
        await using var command = connection.With(_lastKnown, silent.ToArray(), at, at + ahead + _clocks);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var report = PositionColumns.Report(reader);
            silent.Remove(report.EfectivoId);
            if (bounds.Contains(report.Fix.Point))
            {
                found[report.EfectivoId] = report;
            }
        }
    }

    private async Task<List<string>> Texts(string sql, object[] values, CancellationToken cancellation)
    {
        var texts = new List<string>();
        await using var command = connection.With(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            texts.Add(reader.GetString(0));
        }
        return texts;
    }

    private static string Newest(string roster) => $"""
        SELECT {PositionColumns.Names}, last_positions.efectivo_id FROM {roster} LEFT JOIN LATERAL (
            SELECT * FROM position_reports WHERE position_reports.efectivo_id = last_positions.efectivo_id
                AND device_time > $2 AND device_time <= $3 AND received_time <= $1 ORDER BY device_time DESC LIMIT 1) AS stored ON true
        WHERE stored.efectivo_id IS NULL OR {BoxSql.Holds("stored.position", 4)}
        """;
}
