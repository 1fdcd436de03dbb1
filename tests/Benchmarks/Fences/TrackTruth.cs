using GrupoGad.Benchmarks.Harness;
using GrupoGad.Fences;
using GrupoGad.Geo;
using Npgsql;

namespace GrupoGad.Benchmarks.Fences;

/// <summary>Compares all stored events and visits with those that follow from the stored tracks.</summary>
public static class TrackTruth
{
    /// <summary>Most margin by the accuracy of a fix, m, as in the product. The load always sends an accuracy.</summary>
    private const double MarginMaxM = 50;

    /// <summary>The load sends the fixes of each efectivo in order, one frame under way, so none of them is late when it arrives.</summary>
    private const string Track = """
        SELECT efectivo_id, device_time, ST_Y(position::geometry), ST_X(position::geometry), accuracy_m FROM position_reports ORDER BY efectivo_id, device_time
        """;

    /// <summary>Efectivos inside at the end, by PostGIS. One that has left by less than the margin is still inside for the product, but not here.</summary>
    private const string Covered = """
        WITH last AS MATERIALIZED (SELECT DISTINCT ON (efectivo_id) efectivo_id, position FROM position_reports ORDER BY efectivo_id, device_time DESC)
        SELECT last.efectivo_id, fences.id FROM last JOIN fences ON fences.cover && last.position::geometry
        WHERE CASE fences.kind WHEN 2 THEN ST_Covers(fences.shape, last.position::geometry)
            ELSE ST_DWithin(fences.shape::geography, last.position, fences.radius_m, false) END
        """;

    public static async Task Check(Report report, RealParts services, IEnumerable<(string Id, FencePlan Plan)> fences)
    {
        await using var connection = new NpgsqlConnection(services.PostGis);
        await connection.OpenAsync();
        var oracle = new FenceOracle(fences);
        var expected = await Expected(connection, oracle);
        var stored = await Read(connection, "SELECT efectivo_id, fence_id, kind, at FROM fence_events",
            row => (row.GetString(0), row.GetString(1), (FenceEventKind)row.GetInt16(2), row.GetDateTime(3)));
        var (missed, wrong) = (expected.Except(stored).Count(), stored.Except(expected).Count());
        report.Figure("live_events", expected.Count);
        report.Must($"every event that the stored track makes true was told ({missed} of {expected.Count} missed)", missed == 0 && expected.Count > 200);
        report.Must($"no other was ({wrong} false)", wrong == 0);

        var inside = await Read(connection, "SELECT efectivo_id, fence_id FROM fence_presence", row => (row.GetString(0), row.GetString(1)));
        report.Must($"who is inside at the end is stored ({inside.Count} visits)", inside.SetEquals(oracle.Inside) && inside.Count > 0);
        var covered = await Read(connection, Covered, row => (row.GetString(0), row.GetString(1)));
        report.Must($"everyone whom PostGIS finds inside is ({covered.Except(inside).Count()} of {covered.Count} missed)", covered.IsSubsetOf(inside) && covered.Count > 0);
    }

    private static async Task<HashSet<(string, string, FenceEventKind, DateTime)>> Expected(NpgsqlConnection connection, FenceOracle oracle)
    {
        var expected = new HashSet<(string, string, FenceEventKind, DateTime)>();
        await using var command = new NpgsqlCommand(Track, connection) { CommandTimeout = 300 };
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var (efectivo, at) = (reader.GetString(0), reader.GetDateTime(1));
            foreach (var (kind, fence) in oracle.Look(efectivo, new GeoPoint(reader.GetDouble(2), reader.GetDouble(3)), Math.Clamp(reader.GetFloat(4), 0, MarginMaxM)))
            {
                expected.Add((efectivo, fence, kind, at));
            }
        }
        return expected;
    }

    private static async Task<HashSet<T>> Read<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> row)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new HashSet<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(row(reader));
        }
        return rows;
    }
}
