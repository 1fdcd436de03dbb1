namespace GrupoGad.Cluster.Tests.Processes.Fences;

/// <summary>What the fences should have told, computed by PostGIS from the stored track alone.</summary>
internal static class FenceOracle
{
    /// <summary>
    /// One line an event: fence, efectivo, kind, time. A fix older than one that came before it is history and moves nothing. Inside: covered. Outside: farther
    /// than the margin. In between it stays what it was: the last signal counts, carried on over the gap (islands). Edges are cut small, so that the
    /// great circles of geography lie on the straight edges of the polygon.
    /// </summary>
    private const string Expected = """
        WITH live AS (
            SELECT efectivo_id, device_time, position::geometry AS point, position, least(greatest(coalesce(accuracy_m, 10), 0), 50) AS margin
            FROM (SELECT *, max(device_time) OVER (PARTITION BY efectivo_id ORDER BY report_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS newest
                FROM position_reports WHERE efectivo_id LIKE '{0}-%') AS known
            WHERE newest IS NULL OR device_time > newest
        ), areas AS MATERIALIZED (
            SELECT id, kind, shape, radius_m, ST_Expand(cover, 0.005) AS near, (watch ->> 'cross')::boolean AS crossing,
                ST_Segmentize(shape, 0.001)::geography AS ground, CASE kind WHEN 2 THEN 0 ELSE radius_m END AS width
            FROM fences
        ), signals AS (
            SELECT areas.id, live.efectivo_id, live.device_time, live.point, live.position, areas.crossing, areas.shape,
                CASE WHEN NOT live.point && areas.near THEN false
                    WHEN CASE areas.kind WHEN 2 THEN ST_Covers(areas.shape, live.point) ELSE ST_DWithin(areas.ground, live.position, areas.width, false) END THEN true
                    WHEN NOT ST_DWithin(areas.ground, live.position, areas.width + live.margin, false) THEN false END AS inside
            FROM live CROSS JOIN areas
        ), islands AS (
            SELECT *, count(inside) OVER fixes AS island, lag(point) OVER fixes AS former_point, lag(position) OVER fixes AS former, lag(device_time) OVER fixes AS since
            FROM signals WINDOW fixes AS (PARTITION BY id, efectivo_id ORDER BY device_time)
        ), states AS (
            SELECT *, coalesce(first_value(inside) OVER (PARTITION BY id, efectivo_id, island ORDER BY device_time), false) AS state FROM islands
        ), turns AS (
            SELECT *, coalesce(lag(state) OVER (PARTITION BY id, efectivo_id ORDER BY device_time), false) AS was FROM states
        )
        SELECT concat_ws(' ', id, efectivo_id, CASE WHEN state AND NOT was THEN 1 WHEN was AND NOT state THEN 2 ELSE 3 END, extract(epoch FROM device_time)) FROM turns
        WHERE state <> was OR (crossing AND NOT state AND NOT was AND device_time - since <= interval '5 minutes' AND point <> former_point
            AND ST_Intersects(ST_MakeLine(former_point, point), shape) AND ST_Distance(former, position, false) <= 10000)
        """;

    private const string Stored = """
        SELECT concat_ws(' ', fence_id, efectivo_id, kind, extract(epoch FROM at)) FROM fence_events WHERE efectivo_id LIKE '{0}-%'
        """;

    /// <param name="prefix">Of the efectivos' codes.</param>
    public static async Task<(List<string> Missing, List<string> Invented, long All)> Compare(Silo.Tests.TestDatabase database, string prefix)
    {
        var (expected, stored) = (Expected.Replace("{0}", prefix, StringComparison.Ordinal), Stored.Replace("{0}", prefix, StringComparison.Ordinal));
        await database.Run($"DROP TABLE IF EXISTS oracle; CREATE TABLE oracle AS SELECT line FROM ({expected}) AS told (line)");
        return (
            await database.Lines($"SELECT line FROM oracle EXCEPT {stored} ORDER BY 1"),
            await database.Lines($"{stored} EXCEPT SELECT line FROM oracle ORDER BY 1"),
            await database.Ask<long>("SELECT count(*) FROM oracle"));
    }
}
