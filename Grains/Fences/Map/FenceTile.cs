namespace GrupoGad.Fences;

/// <summary>A root square of the map, some 10 km wide, with all the cells made in it so far. Not changed: when a fence that touches it changes, it is forgotten.</summary>
internal sealed class FenceTile
{
    public const int Level = 12;

    /// <summary>Of the smallest cells, 76 m from south to north. Finer ones hold no fewer edges: the margin around each is that wide.</summary>
    public const int FinestLevel = 19;

    private readonly Action _made;
    private bool _isStale;
    private long _usedMs;

    /// <param name="candidates">Every fence that may touch it, by code.</param>
    /// <param name="made">Told of each new cell.</param>
    public FenceTile(Square square, double marginM, IEnumerable<FenceEntry> candidates, Action made)
    {
        (Square, MarginM, _made) = (square, marginM, made);
        Root = FenceCell.Root(this, candidates);
        Use();
    }

    public Square Square { get; }

    public double MarginM { get; }

    public FenceCell Root { get; }

    private int _cells;

    public int Cells => Volatile.Read(ref _cells);

    /// <summary>A fence in it has changed: who kept one of its cells asks the map anew.</summary>
    public bool IsStale => Volatile.Read(ref _isStale);

    /// <summary>Of the system's tick count.</summary>
    public long UsedMs => Volatile.Read(ref _usedMs);

    public void Forget() => Volatile.Write(ref _isStale, true);

    public void Use()
    {
        var now = Environment.TickCount64;
        // Written once a second at most: readers on other cores share the line.
        if (now - UsedMs > 1_000)
        {
            Volatile.Write(ref _usedMs, now);
        }
    }

    public void Made()
    {
        Interlocked.Increment(ref _cells);
        _made();
    }
}
