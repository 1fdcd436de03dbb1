using GrupoGad.Cells;
using GrupoGad.Geo;

namespace GrupoGad.WebFrontend.Live.Sessions;

/// <summary>Cells that a viewport shows. These are live cells with single efectivos while they are few enough, else the finest counts that are.</summary>
internal static class Viewing
{
    /// <summary>Largest zoom of a map.</summary>
    public const double ZoomMax = 22;

    /// <summary>The cells to look at; all are of one level.</summary>
    /// <param name="liveCellsMax">Most live cells shown.</param>
    /// <param name="countCellsMax">Most count cells shown.</param>
    public static IEnumerable<CellId> Cells(GeoBounds bounds, int liveLevel, int liveCellsMax, int countCellsMax)
    {
        if (CellRange.Count(bounds, liveLevel) <= liveCellsMax)
        {
            return CellRange.Of(bounds, liveLevel);
        }
        foreach (var level in CountLevels.All)
        {
            if (level < liveLevel && CellRange.Count(bounds, level) <= countCellsMax)
            {
                return CellRange.Of(bounds, level);
            }
        }
        return [CellId.World];
    }
}
