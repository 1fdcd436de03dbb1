namespace GrupoGad.Fences;

/// <summary>State that all cells of a tile share. Apart from the tile, so that a reference to one cell does not keep them all in memory.</summary>
/// <param name="made">Called for each new cell.</param>
internal sealed class TileLife(double marginM, Action made)
{
    private int _cells;
    private bool _isOver;

    /// <summary>How far outside of a cell a fence still matters, metres.</summary>
    public double MarginM => marginM;

    public int Cells => Volatile.Read(ref _cells);

    /// <summary>A fence in the tile has changed, or the tile was long unused: holders of its cells ask the map again.</summary>
    public bool IsOver => Volatile.Read(ref _isOver);

    public void End() => Volatile.Write(ref _isOver, true);

    public void Made()
    {
        Interlocked.Increment(ref _cells);
        made();
    }
}
