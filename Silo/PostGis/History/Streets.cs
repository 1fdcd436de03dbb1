using System.Collections.Immutable;
using GrupoGad.History;
using Npgsql;

namespace GrupoGad.Silo.PostGis.History;

/// <summary>The streets of an area, where a road graph is loaded, and the length of each that a patrol visited.</summary>
internal static class Streets
{
    /// <summary>Metres from a street within which an efectivo counts as on it: the width of a wide street plus the error of a fix.</summary>
    private const double NearM = 25;

    /// <summary>Most streets of one answer.</summary>
    private const int StreetsMax = 10_000;

    private const string Loaded = "SELECT CASE WHEN to_regclass('road_edges') IS NULL THEN false ELSE (xpath('/row/c/text()', query_to_xml('SELECT EXISTS (SELECT FROM road_edges) AS c', false, true, '')))[1]::text = 'true' END";

    // A piece lies between two crossings and is visited as a whole. The margin in degrees only finds candidates by the index.
    private const string Visited = """
        WITH asked AS MATERIALIZED (SELECT ST_GeomFromText($1, 4326) AS area),
        pieces AS MATERIALIZED (SELECT id, name, length_m, geom FROM road_edges, asked WHERE ST_Intersects(geom, area) AND name <> ''),
        fixes AS MATERIALIZED (SELECT device_time, position::geometry AS place FROM unnest($2::text[]) AS who (efectivo_id) JOIN position_reports USING (efectivo_id), asked
            WHERE device_time >= $3 AND device_time < $4 AND position::geometry && ST_Expand(area, 0.001)),
        seen AS (SELECT id, min(device_time) AS first, max(device_time) AS last FROM fixes JOIN road_edges ON geom && ST_Expand(place, 0.001)
            WHERE ST_DWithin(geom::geography, place::geography, $5, false) GROUP BY id)
        SELECT name, sum(length_m), coalesce(sum(length_m) FILTER (WHERE seen.id IS NOT NULL), 0), min(first), max(last)
        FROM pieces LEFT JOIN seen USING (id) GROUP BY name ORDER BY name LIMIT $6
        """;

    /// <returns>Null where no roads are loaded.</returns>
    public static async Task<ImmutableArray<PatrolledStreet>?> Read(NpgsqlConnection connection, PatrolQuery query, string area, CancellationToken cancellation)
    {
        await using (var command = connection.With(Loaded))
        {
            if (await command.ExecuteScalarAsync(cancellation) is not true)
            {
                return null;
            }
        }
        var streets = ImmutableArray.CreateBuilder<PatrolledStreet>();
        await using (var command = connection.With(Visited, area, query.Efectivos.ToArray(), query.From, query.To, NearM, StreetsMax))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                streets.Add(new PatrolledStreet(
                    reader.GetString(0), reader.GetDouble(1), reader.GetDouble(2),
                    reader.IsDBNull(3) ? null : reader.GetDateTime(3), reader.IsDBNull(4) ? null : reader.GetDateTime(4)));
            }
        }
        return streets.DrainToImmutable();
    }
}
