using GrupoGad.Analytics;
using GrupoGad.Geo;

namespace GrupoGad.Silo.PostGis.Analytics;

/// <summary>Columns and rows of the cells that a box touches. If the first column is greater than the last, the box crosses the antimeridian.</summary>
internal readonly record struct CellBox(int XFirst, int XLast, int YFirst, int YLast)
{
    /// <summary>In a query whose parameters <c>$1</c>–<c>$4</c> are first and last column, first and last row.</summary>
    public const string Condition = "(CASE WHEN $1 <= $2 THEN x BETWEEN $1 AND $2 ELSE x >= $1 OR x <= $2 END) AND y BETWEEN $3 AND $4";

    public static CellBox Of(GeoBounds? bounds)
    {
        if (bounds is not { } box)
        {
            return new(0, (1 << AnalyticsLimits.CellLevel) - 1, 0, (1 << AnalyticsLimits.CellLevel) - 1);
        }
        var northWest = CellId.FromPoint(new GeoPoint(box.North, box.West), AnalyticsLimits.CellLevel);
        var southEast = CellId.FromPoint(new GeoPoint(box.South, box.East), AnalyticsLimits.CellLevel);
        // A box round the world may end in the column in which it begins.
        return box.CrossesAntimeridian && northWest.X <= southEast.X
            ? new(0, northWest.Side - 1, northWest.Y, southEast.Y)
            : new(northWest.X, southEast.X, northWest.Y, southEast.Y);
    }
}
