using System.Collections.Immutable;
using GrupoGad.Boards;
using GrupoGad.Cells;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.Operations;

namespace GrupoGad.Dispatch;

/// <summary>The living cells and efectivos.</summary>
internal sealed class GrainSight(IGrainFactory grains, DispatchDependencies with) : ISight
{
    /// <summary>Search workers are stateless: a few keys spread the calls over the silos.</summary>
    private const int Workers = 8;

    public DateTime Now => with.Now;

    public int LiveLevel => with.Cells.LiveLevel;

    public ValueTask<ImmutableArray<NearestHit>> Nearest(NearestQuery query) => grains.GetGrain<ISearchGrain>(Random.Shared.Next(Workers)).Nearest(query);

    public async ValueTask<IReadOnlyList<EfectivoView?>> Describe(IReadOnlyList<string> efectivos) =>
        await Rounds.Each(efectivos, with.Options.CallsMax, Describe);

    public async ValueTask<IReadOnlyDictionary<CellId, int>> Available(IReadOnlyCollection<CellId> cells)
    {
        var counts = new Dictionary<CellId, int>();
        if (CountLevels.Above(LiveLevel) is not { } level)
        {
            return counts;
        }
        var parents = cells.Select(cell => cell.AtLevel(level)).Distinct().ToArray();
        foreach (var children in await Rounds.Each(parents, with.Options.CallsMax, async parent => await grains.GetGrain<ICountCellGrain>(parent.ToString()).Occupied()))
        {
            foreach (var child in children)
            {
                counts[CellId.Parse(child.Cell)] = child.Available;
            }
        }
        return counts;
    }

    public async ValueTask<ImmutableHashSet<string>> Alarmed(IReadOnlyCollection<string> efectivos)
    {
        int[] shards = [.. efectivos.Select(BoardShards.Of).Distinct()];
        return [.. (await Rounds.Each(shards, BoardShards.Count, async shard => await grains.GetGrain<IBoardGrain>(shard).OpenAlarms())).SelectMany(some => some)];
    }

    private async Task<EfectivoView?> Describe(string efectivoId)
    {
        try
        {
            return await grains.GetGrain<IEfectivoGrain>(efectivoId).Describe();
        }
        catch (Exception exception)
        {
            DispatchGrain.LogNoAnswer(with.Logger, efectivoId, exception);
            return null;
        }
    }
}
