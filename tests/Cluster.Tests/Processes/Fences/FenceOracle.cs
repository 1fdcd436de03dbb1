using GrupoGad.Silo.Tests;

namespace GrupoGad.Cluster.Tests.Processes.Fences;

/// <summary>What the fences should have told, computed by PostGIS from the stored track alone.</summary>
internal static class FenceOracle
{
    /// <summary>A fix older than one that came before it is history and moves nothing.</summary>
    private const string Live = """
        DROP TABLE IF EXISTS oracle_live, oracle_signals, oracle_events;
        CREATE TABLE oracle_live AS
        SELECT efectivo_id, device_time, position::geometry AS point, position, least(greatest(coalesce(accuracy_m, 10), 0), 50) AS margin,
            lag(position) OVER track AS former, lag(device_time) OVER track AS since
        FROM (SELECT *, max(device_time) OVER (PARTITION BY efectivo_id ORDER BY report_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS newest
            FROM position_reports WHERE efectivo_id LIKE '{0}-%') AS known
        WHERE newest IS NULL OR device_time > newest
        WINDOW track AS (PARTITION BY efectivo_id ORDER BY device_time);
        ANALYZE oracle_live
        """;

    /// <summary>
    /// Inside: covered. Outside: farther than the margin. In between there is no signal. Edges of polygons are cut small, so that the great circles of
    /// geography lie on them. On the way: the line from the fix before touches it.
    /// </summary>
    private const string Signals = """
        SET work_mem = '128MB';
        CREATE TABLE oracle_signals AS
        WITH areas AS MATERIALIZED (
            SELECT id, kind, shape, ST_Expand(cover, 0.005) AS near, (watch ->> 'cross')::boolean AS crossing,
                CASE kind WHEN 2 THEN ST_Segmentize(shape, 0.001) ELSE shape END::geography AS ground, CASE kind WHEN 2 THEN 0 ELSE radius_m END AS width
            FROM fences
        )
        SELECT areas.id, live.efectivo_id, live.device_time,
            CASE WHEN NOT live.point && areas.near THEN false
                WHEN CASE areas.kind WHEN 2 THEN ST_Covers(areas.shape, live.point) ELSE ST_DWithin(areas.ground, live.position, areas.width, false) END THEN true
                WHEN NOT ST_DWithin(areas.ground, live.position, areas.width + live.margin, false) THEN false END AS inside,
            areas.crossing AND live.former IS NOT NULL AND live.device_time - live.since <= interval '5 minutes'
                AND ST_MakeLine(live.former::geometry, live.point) && areas.shape AND ST_Distance(live.former, live.position, false) BETWEEN 1e-9 AND 10000
                AND ST_Intersects(ST_MakeLine(live.former::geometry, live.point), areas.shape) AS crosses
        FROM oracle_live live CROSS JOIN areas
        """;

    /// <summary>Without a signal it stays what it was: the last one is carried on over the gap (islands). A turn is a difference to the fix before.</summary>
    private const string Events = """
        SET work_mem = '128MB';
        CREATE TABLE oracle_events AS
        WITH islands AS (
            SELECT *, count(inside) OVER (PARTITION BY id, efectivo_id ORDER BY device_time) AS island FROM oracle_signals
        ), states AS (
            SELECT *, coalesce(first_value(inside) OVER (PARTITION BY id, efectivo_id, island ORDER BY device_time), false) AS state FROM islands
        ), turns AS (
            SELECT *, coalesce(lag(state) OVER (PARTITION BY id, efectivo_id ORDER BY device_time), false) AS was FROM states
        )
        SELECT concat_ws(' ', id, efectivo_id, CASE WHEN state AND NOT was THEN 1 WHEN was AND NOT state THEN 2 ELSE 3 END, extract(epoch FROM device_time)) AS line
        FROM turns WHERE state <> was OR (crosses AND NOT state)
        """;

    private const string Stored = """
        SELECT concat_ws(' ', fence_id, efectivo_id, kind, extract(epoch FROM at)) FROM fence_events WHERE efectivo_id LIKE '{0}-%'
        """;

    /// <summary>One line an event: fence, efectivo, kind, time.</summary>
    /// <param name="prefix">Of the efectivos' codes.</param>
    public static async Task<(List<string> Missing, List<string> Invented, long All)> Compare(TestDatabase database, string prefix)
    {
        foreach (var step in new[] { Live, Signals, Events })
        {
            await database.Run(step.Replace("{0}", prefix, StringComparison.Ordinal));
        }
        var stored = Stored.Replace("{0}", prefix, StringComparison.Ordinal);
        return (
            await database.Lines($"SELECT line FROM oracle_events EXCEPT {stored} ORDER BY 1"),
            await database.Lines($"{stored} EXCEPT SELECT line FROM oracle_events ORDER BY 1"),
            await database.Ask<long>("SELECT count(*) FROM oracle_events"));
    }
}
