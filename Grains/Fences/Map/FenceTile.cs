using System.Diagnostics.CodeAnalysis;

namespace GrupoGad.Fences;

/// <summary>
/// A root square of the map, some 5 km wide, with all the cells made in it so far. A tile is never changed; when a fence that touches it changes, the tile is
/// dropped.
/// </summary>
/// <param name="candidates">Every fence that may touch it, by code.</param>
internal sealed class FenceTile(Square square, TileLife life, IEnumerable<FenceEntry> candidates)
{
    public const int Level = 13;

    /// <summary>Of the smallest cells, 76 m from south to north. Finer ones hold no fewer edges: the margin around each is that wide.</summary>
    public const int FinestLevel = Level + 2 * Square.PartLevels;

    private long _usedMs = Ticks;

    public Square Square => square;

    public TileLife Life => life;

    public FenceCell Root { get; } = FenceCell.Root(square, life, candidates);

    /// <summary>Of the system's tick count.</summary>
    public long UsedMs => Volatile.Read(ref _usedMs);

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "Read at every fix: the cheap, coarse tick. It only orders tiles by their last use.")]
    private static long Ticks => Environment.TickCount64;

    public void Use()
    {
        var now = Ticks;
        // Written once a second at most: readers on other cores share the line.
        if (now - UsedMs > 1_000)
        {
            Volatile.Write(ref _usedMs, now);
        }
    }
}
