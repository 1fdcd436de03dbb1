using GrupoGad.Geo;

namespace GrupoGad.Cells;

/// <summary>
/// The finer grid inside a cell: square bins, each a linked list of slots, so that moving costs nothing and nearest looks at few. About as
/// many bins as the cell has members: a downtown of 20,000 in bins made for a suburb would be looked at by the hundred.
/// </summary>
internal sealed class CellGrid
{
    /// <summary>Most bins on one side: about 30 m each in a level-12 cell at Buenos Aires. A slot remembers its place at this fineness.</summary>
    private const int SideMax = 256;

    private const int ShiftMax = 5;

    private readonly CellId _cell;
    private readonly double[] _latitudes = new double[SideMax + 1];
    private readonly double[] _longitudes = new double[SideMax + 1];
    private int[] _heads = [];
    private int[] _next = [];
    private int[] _previous = [];
    private (byte Column, byte Row, bool Held)[] _places = [];
    private int _count;

    /// <summary>How many halvings the bins are coarser than the finest.</summary>
    private int _shift = ShiftMax;

    public CellGrid(CellId cell)
    {
        _cell = cell;
        var bounds = cell.Bounds;
        for (var i = 0; i <= SideMax; i++)
        {
            _latitudes[i] = Mercator.Latitude((cell.Y + i / (double)SideMax) / cell.Side);
            _longitudes[i] = Mercator.Longitude((cell.X + i / (double)SideMax) / cell.Side);
        }
        // The world's first and last rows reach to the poles.
        (_latitudes[0], _latitudes[SideMax]) = (bounds.North, bounds.South);
        Cut();
    }

    /// <summary>Bins on one side, 8–256.</summary>
    public int Side => SideMax >> _shift;

    public void Place(int slot, GeoPoint point)
    {
        EnsureRoom(slot);
        var (x, y) = Mercator.Fraction(point);
        var place = ((byte)Clamp((x * _cell.Side - _cell.X) * SideMax), (byte)Clamp((y * _cell.Side - _cell.Y) * SideMax), true);
        if (_places[slot].Held)
        {
            if (BinOf(place) == BinOf(_places[slot]))
            {
                _places[slot] = place;
                return;
            }
            Unlink(slot);
        }
        else
        {
            _count++;
        }
        _places[slot] = place;
        Link(slot);
        Fit();
    }

    public void Remove(int slot)
    {
        if (Holds(slot))
        {
            Unlink(slot);
            _places[slot].Held = false;
            _count--;
            Fit();
        }
    }

    public bool Holds(int slot) => slot < _places.Length && _places[slot].Held;

    /// <summary>The bin that holds the point, or the one nearest to a point outside.</summary>
    public (int Column, int Row) BinOf(GeoPoint point)
    {
        var (x, y) = Mercator.Fraction(point);
        return (Clamp((x * _cell.Side - _cell.X) * SideMax) >> _shift, Clamp((y * _cell.Side - _cell.Y) * SideMax) >> _shift);
    }

    public int First(int column, int row) => _heads[row * Side + column];

    public int Next(int slot) => _next[slot];

    /// <summary>
    /// Squared chord below which nothing can be that lies outside the square of bins within <paramref name="ring"/> of the centre bin.
    /// Infinite when the square covers the cell.
    /// </summary>
    /// <remarks>
    /// What lies beyond a parallel is at least the difference of latitude away; what lies beyond a meridian at least the distance to
    /// that meridian's great circle, whose sine is <c>cos φ sin Δλ</c>. The least of the four sides still inside the cell holds for all of it.
    /// </remarks>
    /// <param name="cosPhi">Cosine of the point's latitude.</param>
    public double FloorOutside(GeoPoint point, double cosPhi, int column, int row, int ring)
    {
        var floor = double.PositiveInfinity;
        if (row - ring > 0)
        {
            floor = Math.Min(floor, ToParallel(_latitudes[row - ring << _shift] - point.Latitude));
        }
        if (row + ring + 1 < Side)
        {
            floor = Math.Min(floor, ToParallel(point.Latitude - _latitudes[row + ring + 1 << _shift]));
        }
        if (column - ring > 0)
        {
            floor = Math.Min(floor, ToMeridian(cosPhi, point.Longitude - _longitudes[column - ring << _shift]));
        }
        if (column + ring + 1 < Side)
        {
            floor = Math.Min(floor, ToMeridian(cosPhi, _longitudes[column + ring + 1 << _shift] - point.Longitude));
        }
        return floor;
    }

    private static double ToParallel(double degrees) => UnitVector.ChordSquaredOf(Sphere.Radians(Math.Max(0, degrees)));

    // Past 90° the great circle comes near again, and a point on the wrong side of the meridian is already beyond it: no floor there.
    private static double ToMeridian(double cosPhi, double degrees)
    {
        if (degrees is <= 0 or >= 90)
        {
            return 0;
        }
        // The squared chord of an angle by its sine s: 2 (1 - cos) = 2 s² / (1 + √(1 - s²)), without an arc sine.
        var s = cosPhi * Math.Sin(Sphere.Radians(degrees));
        return 2 * s * s / (1 + Math.Sqrt(1 - s * s));
    }

    /// <summary>Finer when there are more members than bins, coarser when there are far fewer: far apart, so that it does not swing.</summary>
    private void Fit()
    {
        var bins = Side * Side;
        if ((_count > bins && _shift > 0) || (_count < bins / 16 && _shift < ShiftMax))
        {
            _shift += _count > bins ? -1 : 1;
            Cut();
        }
    }

    private void Cut()
    {
        _heads = new int[Side * Side];
        Array.Fill(_heads, -1);
        for (var slot = 0; slot < _places.Length; slot++)
        {
            if (_places[slot].Held)
            {
                Link(slot);
            }
        }
    }

    private void Link(int slot)
    {
        ref var head = ref _heads[BinOf(_places[slot])];
        (_next[slot], _previous[slot]) = (head, -1);
        if (head >= 0)
        {
            _previous[head] = slot;
        }
        head = slot;
    }

    private void Unlink(int slot)
    {
        var (before, after) = (_previous[slot], _next[slot]);
        if (before >= 0)
        {
            _next[before] = after;
        }
        else
        {
            _heads[BinOf(_places[slot])] = after;
        }
        if (after >= 0)
        {
            _previous[after] = before;
        }
    }

    private int BinOf((byte Column, byte Row, bool Held) place) => (place.Row >> _shift) * Side + (place.Column >> _shift);

    private void EnsureRoom(int slot)
    {
        if (slot >= _places.Length)
        {
            var size = Math.Max(16, Math.Max(slot + 1, _places.Length * 2));
            Array.Resize(ref _next, size);
            Array.Resize(ref _previous, size);
            Array.Resize(ref _places, size);
        }
    }

    private static int Clamp(double value) => Math.Clamp((int)Math.Floor(value), 0, SideMax - 1);
}
