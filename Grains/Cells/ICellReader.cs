using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Cells;

/// <summary>How a search reads cells: grains in the product, a plain table in a property test.</summary>
internal interface ICellReader
{
    ValueTask<ImmutableArray<NearestHit>> Nearest(CellId cell, NearestQuery query);

    ValueTask<ImmutableArray<CellCounts>> Occupied(CellId cell);
}

internal sealed class GrainCellReader(IGrainFactory grains) : ICellReader
{
    public ValueTask<ImmutableArray<NearestHit>> Nearest(CellId cell, NearestQuery query) =>
        grains.GetGrain<ICellSearchGrain>(cell.ToString()).Nearest(query);

    public ValueTask<ImmutableArray<CellCounts>> Occupied(CellId cell) =>
        grains.GetGrain<ICountCellGrain>(cell.ToString()).Occupied();
}
