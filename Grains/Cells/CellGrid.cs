using GrupoGad.Geo;

namespace GrupoGad.Cells;

/// <summary>The finer grid inside a cell: 64 × 64 bins, each a linked list of slots, so that moving costs nothing and nearest looks at few.</summary>
internal sealed class CellGrid
{
    /// <summary>Bins on one side: about 125 m each in a level-12 cell at Buenos Aires.</summary>
    public const int Side = 64;

    private readonly CellId _cell;
    private readonly int[] _heads = new int[Side * Side];
    private readonly double[] _latitudes = new double[Side + 1];
    private readonly double[] _longitudes = new double[Side + 1];
    private int[] _next = [];
    private int[] _previous = [];
    private int[] _bins = [];

    public CellGrid(CellId cell)
    {
        _cell = cell;
        Array.Fill(_heads, -1);
        var bounds = cell.Bounds;
        for (var i = 0; i <= Side; i++)
        {
            _latitudes[i] = Mercator.Latitude((cell.Y + i / (double)Side) / cell.Side);
            _longitudes[i] = Mercator.Longitude((cell.X + i / (double)Side) / cell.Side);
        }
        // The world's first and last rows reach to the poles.
        (_latitudes[0], _latitudes[Side]) = (bounds.North, bounds.South);
    }

    public void Place(int slot, GeoPoint point)
    {
        EnsureRoom(slot);
        var (column, row) = BinOf(point);
        var bin = row * Side + column;
        if (_bins[slot] == bin)
        {
            return;
        }
        Remove(slot);
        (_bins[slot], _next[slot], _previous[slot]) = (bin, _heads[bin], -1);
        if (_heads[bin] >= 0)
        {
            _previous[_heads[bin]] = slot;
        }
        _heads[bin] = slot;
    }

    public void Remove(int slot)
    {
        if (slot >= _bins.Length || _bins[slot] < 0)
        {
            return;
        }
        var (before, after) = (_previous[slot], _next[slot]);
        if (before >= 0)
        {
            _next[before] = after;
        }
        else
        {
            _heads[_bins[slot]] = after;
        }
        if (after >= 0)
        {
            _previous[after] = before;
        }
        _bins[slot] = -1;
    }

    public bool Holds(int slot) => slot < _bins.Length && _bins[slot] >= 0;

    /// <summary>The bin that holds the point, or the one nearest to a point outside.</summary>
    public (int Column, int Row) BinOf(GeoPoint point)
    {
        var (x, y) = Mercator.Fraction(point);
        return (Clamp((x * _cell.Side - _cell.X) * Side), Clamp((y * _cell.Side - _cell.Y) * Side));
    }

    public int First(int column, int row) => _heads[row * Side + column];

    public int Next(int slot) => _next[slot];

    /// <summary>
    /// Squared chord below which nothing can be that lies outside the square of bins within <paramref name="ring"/> of the centre bin.
    /// Infinite when the square covers the cell.
    /// </summary>
    /// <remarks>
    /// What lies beyond a parallel is at least the difference of latitude away; what lies beyond a meridian at least the distance to
    /// that meridian's great circle, <c>asin(cos φ sin Δλ)</c>. The least of the four sides still inside the cell holds for all of it.
    /// </remarks>
    public double FloorOutside(GeoPoint point, int column, int row, int ring)
    {
        var angle = double.PositiveInfinity;
        if (row - ring > 0)
        {
            angle = Math.Min(angle, Sphere.Radians(_latitudes[row - ring] - point.Latitude));
        }
        if (row + ring + 1 < Side)
        {
            angle = Math.Min(angle, Sphere.Radians(point.Latitude - _latitudes[row + ring + 1]));
        }
        var cosPhi = Math.Cos(Sphere.Radians(point.Latitude));
        if (column - ring > 0)
        {
            angle = Math.Min(angle, ToMeridian(cosPhi, point.Longitude - _longitudes[column - ring]));
        }
        if (column + ring + 1 < Side)
        {
            angle = Math.Min(angle, ToMeridian(cosPhi, _longitudes[column + ring + 1] - point.Longitude));
        }
        return double.IsPositiveInfinity(angle) ? angle : UnitVector.ChordSquaredOf(Math.Max(0, angle));
    }

    // Past 90° the great circle comes near again, and a point on the wrong side of the meridian is already beyond it: no floor there.
    private static double ToMeridian(double cosPhi, double degrees) =>
        degrees is <= 0 or >= 90 ? 0 : Math.Asin(cosPhi * Math.Sin(Sphere.Radians(degrees)));

    private void EnsureRoom(int slot)
    {
        if (slot < _bins.Length)
        {
            return;
        }
        var (size, former) = (Math.Max(16, Math.Max(slot + 1, _bins.Length * 2)), _bins.Length);
        Array.Resize(ref _next, size);
        Array.Resize(ref _previous, size);
        Array.Resize(ref _bins, size);
        Array.Fill(_bins, -1, former, size - former);
    }

    private static int Clamp(double value) => Math.Clamp((int)Math.Floor(value), 0, Side - 1);
}
