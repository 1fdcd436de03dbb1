using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>
/// One square of a tree over longitude and latitude; level 0 is 360° wide. Not a slippy-map tile: polygons' edges are straight in degrees, the
/// square of a position is found without trigonometry, and the poles need no exception.
/// </summary>
internal readonly record struct Square(int Level, int Column, int Row)
{
    /// <summary>Levels from a square to its parts: eight by eight, so that the way from a tile to its smallest cells is two steps.</summary>
    public const int PartLevels = 3;

    private const int PartMask = (1 << PartLevels) - 1;

    public double SideDeg => 360.0 / (1 << Level);

    public double West => -180 + Column * SideDeg;

    public double South => -90 + Row * SideDeg;

    /// <summary>Unique over all levels up to 29.</summary>
    public long Key => (long)Level << 58 | (long)Row << 29 | (uint)Column;

    public GeoBounds Bounds => new(South, West, Math.Min(90, South + SideDeg), West + SideDeg);

    public static Square Of(GeoPoint point, int level)
    {
        var perDegree = (1 << level) * (1 / 360.0);
        return new Square(level, Math.Min((int)((point.Longitude + 180) * perDegree), (1 << level) - 1), Math.Min((int)((point.Latitude + 90) * perDegree), RowLast(level)));
    }

    public Square AtLevel(int level) => new(level, Column >> (Level - level), Row >> (Level - level));

    /// <summary>One of the 64 squares three levels finer: by rows from the south, in a row from the west.</summary>
    public Square Part(int part) => new(Level + PartLevels, Column << PartLevels | part & PartMask, Row << PartLevels | part >> PartLevels);

    /// <summary>Which of its 64 parts holds a position of it.</summary>
    public int PartOf(GeoPoint point)
    {
        var finer = Of(point, Level + PartLevels);
        return (finer.Row & PartMask) << PartLevels | finer.Column & PartMask;
    }

    public bool Contains(GeoPoint point) => Of(point, Level) == this;

    /// <summary>How many squares of a level touch a box.</summary>
    public static long Count(GeoBounds bounds, int level)
    {
        var (southWest, northEast) = Corners(bounds, level);
        var columns = northEast.Column - southWest.Column + 1;
        return (long)(northEast.Row - southWest.Row + 1) * (bounds.CrossesAntimeridian ? Math.Min(1 << level, columns + (1 << level)) : columns);
    }

    public static IEnumerable<Square> Touching(GeoBounds bounds, int level)
    {
        var (southWest, northEast) = Corners(bounds, level);
        var side = 1 << level;
        var columns = bounds.CrossesAntimeridian ? Math.Min(side, northEast.Column - southWest.Column + 1 + side) : northEast.Column - southWest.Column + 1;
        for (var row = southWest.Row; row <= northEast.Row; row++)
        {
            for (var i = 0; i < columns; i++)
            {
                yield return new Square(level, (southWest.Column + i) % side, row);
            }
        }
    }

    public static bool Touches(GeoBounds a, GeoBounds b) => a.South <= b.North && b.South <= a.North
        && (a.CrossesAntimeridian || b.CrossesAntimeridian
            ? a.CrossesAntimeridian && b.CrossesAntimeridian || a.West <= b.East || b.West <= a.East
            : a.West <= b.East && b.West <= a.East);

    private static int RowLast(int level) => level == 0 ? 0 : (1 << (level - 1)) - 1;

    private static (Square SouthWest, Square NorthEast) Corners(GeoBounds bounds, int level) =>
        (Of(new GeoPoint(bounds.South, bounds.West), level), Of(new GeoPoint(bounds.North, bounds.East), level));
}
