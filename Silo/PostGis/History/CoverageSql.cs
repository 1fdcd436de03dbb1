using GrupoGad.Silo.PostGis.Sql;

namespace GrupoGad.Silo.PostGis.History;

/// <summary>Counts by cell and interval. Reads only the partitions of the days asked for, by the block summaries of device times.</summary>
internal static class CoverageSql
{
    /// <summary>
    /// 1–2 times, 3–6 box, 7 level, 8 seconds of an interval or 0, 9 unit or empty, 10 limit. The formulas are those of <see cref="Geo.CellId.FromPoint"/>.
    /// </summary>
    public static readonly string Cells = $"""
        SELECT x, y, spell, count(DISTINCT efectivo_id)::int, count(*) FROM (
            SELECT efectivo_id,
                least(greatest(floor((ST_X(place) + 180) / 360 * side), 0), side - 1)::int AS x,
                least(greatest(floor((1 - asinh(tan(radians(least(greatest(ST_Y(place), -85.05112877980659), 85.05112877980659)))) / pi()) / 2 * side), 0), side - 1)::int AS y,
                CASE WHEN $8 = 0 THEN 0 ELSE floor(extract(epoch FROM device_time - $1) / $8)::int END AS spell
            FROM (SELECT efectivo_id, device_time, position::geometry AS place, power(2, $7) AS side FROM position_reports
                WHERE device_time >= $1 AND device_time < $2 AND {BoxSql.Holds("position", 3)}
                    AND ($9 = '' OR efectivo_id IN (SELECT id FROM efectivos WHERE unit = $9))) AS placed) AS cells
        GROUP BY spell, x, y ORDER BY spell, x, y LIMIT $10
        """;
}
