namespace GrupoGad.Silo.PostGis.History;

/// <summary>Statements that find the efectivos inside an area during a time.</summary>
internal static class InsideSql
{
    /// <summary>1–2 times, 3 area as text, 4 seconds of a way, 5 degrees of latitude round the area, 6 degrees of longitude, 7 limit.</summary>
    /// <remarks>
    /// Reads only positions near the area. No efectivo gets further in the time of one way, so both ends of a way that touches the area are near it. A way is
    /// straight in longitude and latitude, as the edges of the area are.
    /// </remarks>
    public const string Visitors = """
        WITH asked AS MATERIALIZED (SELECT ST_GeomFromText($3, 4326) AS area),
        near AS (SELECT efectivo_id, device_time, position::geometry AS place, ST_Covers(area, position::geometry) AS inside
            FROM asked, position_reports WHERE device_time >= $1 AND device_time < $2
                AND ST_X(position::geometry) BETWEEN ST_XMin(area) - $6 AND ST_XMax(area) + $6
                AND ST_Y(position::geometry) BETWEEN ST_YMin(area) - $5 AND ST_YMax(area) + $5),
        ways AS (SELECT *, lag(inside) OVER each AS before, device_time - lag(device_time) OVER each AS since,
                lead(inside) OVER each AS after, lead(place) OVER each AS next_place, lead(device_time) OVER each AS next_time
            FROM near WINDOW each AS (PARTITION BY efectivo_id ORDER BY device_time)),
        told AS (SELECT efectivo_id, device_time, inside, inside AND coalesce(NOT before OR since > make_interval(secs => $4), true) AS came,
                CASE WHEN NOT inside AND NOT after AND next_time - device_time <= make_interval(secs => $4) AND NOT ST_Equals(place, next_place)
                    AND ST_Intersects(area, ST_MakeLine(place, next_place))
                THEN device_time + (next_time - device_time) * ST_Distance(place, ST_Intersection(area, ST_MakeLine(place, next_place))) / ST_Distance(place, next_place) END AS crossed
            FROM ways, asked)
        SELECT told.efectivo_id, coalesce(min(display_name), ''), min(device_time) FILTER (WHERE inside), max(device_time) FILTER (WHERE inside),
            count(*) FILTER (WHERE inside), count(*) FILTER (WHERE came), count(crossed), min(crossed), max(crossed)
        FROM told LEFT JOIN efectivos ON id = told.efectivo_id GROUP BY told.efectivo_id
        HAVING bool_or(inside) OR count(crossed) > 0 ORDER BY told.efectivo_id LIMIT $7
        """;
}
