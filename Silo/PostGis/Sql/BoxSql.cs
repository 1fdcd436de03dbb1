using GrupoGad.Geo;

namespace GrupoGad.Silo.PostGis.Sql;

/// <summary>A box of latitudes and longitudes in a query: its four values in the order west, south, east, north, from <c>$n</c> on.</summary>
/// <remarks>
/// As <see cref="GeoBounds"/>: edges belong to it, and a west greater than the east crosses the antimeridian. Here alone such a box is cut in two.
/// </remarks>
internal static class BoxSql
{
    /// <summary>A position inside the box.</summary>
    public static string Holds(string position, int first) =>
        $"(ST_Y({position}::geometry) BETWEEN ${first + 1} AND ${first + 3} AND CASE WHEN ${first} <= ${first + 2} "
        + $"THEN ST_X({position}::geometry) BETWEEN ${first} AND ${first + 2} ELSE ST_X({position}::geometry) >= ${first} OR ST_X({position}::geometry) <= ${first + 2} END)";

    /// <summary>A shape that shares a point with the box. An index on the shape serves it.</summary>
    public static string Meets(string shape, int first) => $"(ST_Intersects({shape}, {Western(first)}) OR ST_Intersects({shape}, {Eastern(first)}))";

    /// <summary>A shape whose own box shares a point with the box: nearly <see cref="Meets"/>, and cheaper.</summary>
    public static string IsNear(string shape, int first) => $"({shape} && {Western(first)} OR {shape} && {Eastern(first)})";

    /// <summary>The values.</summary>
    public static object[] Of(GeoBounds bounds) => [bounds.West, bounds.South, bounds.East, bounds.North];

    private static string Western(int first) =>
        $"ST_MakeEnvelope(${first}, ${first + 1}, CASE WHEN ${first} <= ${first + 2} THEN ${first + 2} ELSE 180 END, ${first + 3}, 4326)";

    private static string Eastern(int first) =>
        $"ST_MakeEnvelope(CASE WHEN ${first} <= ${first + 2} THEN ${first} ELSE -180 END, ${first + 1}, ${first + 2}, ${first + 3}, 4326)";
}
