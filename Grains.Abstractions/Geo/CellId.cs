using System.Globalization;

namespace GrupoGad.Geo;

/// <summary>A slippy-map tile (Web Mercator z/x/y) as the key of a cell. Its text form is the quadkey; level 0 is the empty quadkey's <c>w</c>.</summary>
/// <remarks>
/// Latitudes beyond ±85.0511° (where Web Mercator is cut off) belong to the first or last row, so every point is in exactly one cell of a
/// level. Source of the formulas: the OpenStreetMap wiki, "Slippy map tilenames", and Microsoft's "Bing Maps Tile System" for quadkeys.
/// </remarks>
[GenerateSerializer, Immutable, Alias(Aliases.CellId)]
public readonly record struct CellId([property: Id(0)] byte Level, [property: Id(1)] int X, [property: Id(2)] int Y)
{
    /// <summary>Finest level that has a cell: about 10 m at the equator.</summary>
    public const int LevelMax = 22;

    /// <summary>The quadkey of the one cell of level 0, which would be empty text: grain keys cannot be.</summary>
    public const string WorldKey = "w";

    public static readonly CellId World = new(0, 0, 0);

    /// <summary>Cells on one side of the world at this level.</summary>
    public int Side => 1 << Level;

    /// <summary>The cell of <paramref name="level"/> that holds the point.</summary>
    public static CellId FromPoint(GeoPoint point, int level)
    {
        var (x, y) = Mercator.Fraction(point);
        var side = 1 << level;
        return new CellId((byte)level, Clamp(x * side, side), Clamp(y * side, side));
    }

    /// <summary>North and west edges belong to the cell, south and east edges to its neighbours, but for the world's own last row and column.</summary>
    public GeoBounds Bounds => new(
        Y == Side - 1 ? -90 : Mercator.Latitude((Y + 1) / (double)Side), Mercator.Longitude(X / (double)Side),
        Y == 0 ? 90 : Mercator.Latitude(Y / (double)Side), Mercator.Longitude((X + 1) / (double)Side));

    public CellId Parent => Level == 0 ? throw new InvalidOperationException("The world has no parent cell.") : AtLevel(Level - 1);

    /// <summary>Its four children, north-west, north-east, south-west, south-east.</summary>
    public IEnumerable<CellId> Children
    {
        get
        {
            for (var i = 0; i < 4; i++)
            {
                yield return new CellId((byte)(Level + 1), X * 2 + (i & 1), Y * 2 + (i >> 1));
            }
        }
    }

    /// <summary>The ancestor at a coarser level, or itself at its own.</summary>
    public CellId AtLevel(int level) => level > Level || level < 0
        ? throw new ArgumentOutOfRangeException(nameof(level), level, $"An ancestor of a level-{Level} cell has a level of 0..{Level}.")
        : new CellId((byte)level, X >> (Level - level), Y >> (Level - level));

    /// <summary>Compact number: a 1 bit, then two bits (y, x) a level, coarsest first. Grows with the level, unique over all levels.</summary>
    public ulong ToNumber()
    {
        var number = 1UL;
        for (var bit = Level - 1; bit >= 0; bit--)
        {
            number = number << 2 | (uint)((Y >> bit & 1) << 1 | (X >> bit & 1));
        }
        return number;
    }

    public static CellId FromNumber(ulong number)
    {
        var level = (63 - System.Numerics.BitOperations.LeadingZeroCount(number)) / 2;
        var (x, y) = (0, 0);
        for (var i = level - 1; i >= 0; i--)
        {
            var digit = (int)(number >> (2 * i) & 3);
            (x, y) = (x << 1 | digit & 1, y << 1 | digit >> 1);
        }
        return new CellId((byte)level, x, y);
    }

    /// <summary>The quadkey, <see cref="WorldKey"/> for the world.</summary>
    public override string ToString()
    {
        if (Level == 0)
        {
            return WorldKey;
        }
        return string.Create(Level, this, static (text, cell) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                var bit = cell.Level - 1 - i;
                text[i] = (char)('0' + (cell.X >> bit & 1) + 2 * (cell.Y >> bit & 1));
            }
        });
    }

    public static CellId Parse(string quadkey) => TryParse(quadkey, out var cell)
        ? cell
        : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{quadkey}' is not a quadkey of 1..{LevelMax} digits 0-3."));

    public static bool TryParse(string quadkey, out CellId cell)
    {
        cell = World;
        if (quadkey == WorldKey)
        {
            return true;
        }
        if (quadkey.Length is 0 or > LevelMax || quadkey.AsSpan().ContainsAnyExceptInRange('0', '3'))
        {
            return false;
        }
        var (x, y) = (0, 0);
        foreach (var digit in quadkey)
        {
            (x, y) = (x << 1 | digit - '0' & 1, y << 1 | digit - '0' >> 1);
        }
        cell = new CellId((byte)quadkey.Length, x, y);
        return true;
    }

    private static int Clamp(double value, int side) => Math.Clamp((int)Math.Floor(value), 0, side - 1);
}
