using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Cells;

/// <summary>How a search reads cells: grains in the product, a plain table in a property test.</summary>
internal interface ICellReader
{
    ValueTask<ImmutableArray<NearestHit>> Nearest(CellId cell, NearestQuery query);

    ValueTask<ImmutableArray<CellCounts>> Occupied(CellId cell);
}

/// <remarks>Keeps the references of live cells: making one costs more than the call to a cell of the same silo.</remarks>
internal sealed class GrainCellReader(IGrainFactory grains) : ICellReader
{
    /// <summary>References kept; a search worker of a whole country asks fewer cells than that.</summary>
    private const int KnownMax = 10_000;

    private readonly Dictionary<CellId, ICellSearchGrain> _known = [];

    public ValueTask<ImmutableArray<NearestHit>> Nearest(CellId cell, NearestQuery query)
    {
        if (!_known.TryGetValue(cell, out var grain))
        {
            if (_known.Count >= KnownMax)
            {
                _known.Clear();
            }
            _known[cell] = grain = grains.GetGrain<ICellSearchGrain>(cell.ToString());
        }
        return grain.Nearest(query);
    }

    public ValueTask<ImmutableArray<CellCounts>> Occupied(CellId cell) =>
        grains.GetGrain<ICountCellGrain>(cell.ToString()).Occupied();
}
