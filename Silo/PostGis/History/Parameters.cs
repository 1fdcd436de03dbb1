using GrupoGad.Geo;
using Npgsql;
using NpgsqlTypes;

namespace GrupoGad.Silo.PostGis.History;

/// <summary>A statement with its values, in order.</summary>
internal static class Parameters
{
    /// <summary>A position inside the box of the four values that follow <c>$n</c>: west, south, east, north. Edges belong to it; a west greater than the east crosses the antimeridian.</summary>
    public static string Inside(string position, int first) =>
        $"(ST_Y({position}::geometry) BETWEEN ${first + 1} AND ${first + 3} AND CASE WHEN ${first} <= ${first + 2} "
        + $"THEN ST_X({position}::geometry) BETWEEN ${first} AND ${first + 2} ELSE ST_X({position}::geometry) >= ${first} OR ST_X({position}::geometry) <= ${first + 2} END)";

    public static NpgsqlCommand With(this NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(value is DateTime ? new() { Value = value, NpgsqlDbType = NpgsqlDbType.TimestampTz } : new() { Value = value });
        }
        return command;
    }

    public static object[] Of(GeoBounds bounds) => [bounds.West, bounds.South, bounds.East, bounds.North];
}
