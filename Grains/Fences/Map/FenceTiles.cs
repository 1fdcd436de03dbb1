using System.Collections.Concurrent;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>
/// The tiles that efectivos stood in lately. Bounded: beyond <see cref="FenceOptions.MapCellsMax"/> cells those unused for longest are forgotten.
/// </summary>
internal sealed class FenceTiles
{
    /// <summary>So many squares are looked up one by one; of a larger change every tile is asked.</summary>
    private const int LookUpMax = 1_000;

    private readonly ConcurrentDictionary<long, FenceTile> _tiles = [];
    private readonly Lock _gate = new();
    private readonly FenceIndex _index;
    private readonly double _marginM;
    private readonly int _cellsMax;
    private readonly Action _made;
    private int _cells;
    private long _changes;

    public FenceTiles(FenceIndex index, double marginM, int cellsMax)
    {
        (_index, _marginM, _cellsMax) = (index, marginM, cellsMax);
        _made = () => Interlocked.Increment(ref _cells);
    }

    public int Cells => Volatile.Read(ref _cells);

    public FenceTile At(GeoPoint point) => At(Square.Of(point, FenceTile.Level));

    public FenceTile At(Square square)
    {
        if (_tiles.TryGetValue(square.Key, out var known))
        {
            known.Use();
            return known;
        }
        var changes = Volatile.Read(ref _changes);
        var made = new FenceTile(square, new TileLife(_marginM, _made), _index.Touching(square));
        lock (_gate)
        {
            if (changes != _changes)
            {
                // A fence changed meanwhile: good for the one who asked, not to be kept.
                Drop(made);
                return made;
            }
            if (!_tiles.TryAdd(square.Key, made))
            {
                Drop(made);
                return _tiles[square.Key];
            }
            if (Cells > _cellsMax)
            {
                ForgetOldest(made);
            }
        }
        return made;
    }

    /// <summary>After the index has taken a change: tiles that it touches are made again when an efectivo next stands there.</summary>
    public void Forget(IEnumerable<GeoBounds> changed)
    {
        lock (_gate)
        {
            _changes++;
            foreach (var bounds in changed)
            {
                var tiles = Square.Count(bounds, FenceTile.Level) <= LookUpMax
                    ? Square.Touching(bounds, FenceTile.Level).Select(square => _tiles.GetValueOrDefault(square.Key)).OfType<FenceTile>()
                    : _tiles.Values.Where(tile => Square.Touches(tile.Square.Bounds, bounds));
                foreach (var tile in tiles)
                {
                    Drop(tile);
                }
            }
        }
    }

    private void ForgetOldest(FenceTile but)
    {
        foreach (var tile in _tiles.Values.Where(tile => tile != but).OrderBy(tile => tile.UsedMs).ToArray())
        {
            if (Cells <= _cellsMax / 4 * 3)
            {
                return;
            }
            Drop(tile);
        }
    }

    private void Drop(FenceTile tile)
    {
        _tiles.TryRemove(KeyValuePair.Create(tile.Square.Key, tile));
        if (!tile.Life.IsOver)
        {
            tile.Life.End();
            Interlocked.Add(ref _cells, -tile.Life.Cells);
        }
    }
}
