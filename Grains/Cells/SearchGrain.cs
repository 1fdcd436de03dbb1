using System.Collections.Immutable;
using Orleans.Concurrency;

namespace GrupoGad.Cells;

/// <inheritdoc cref="ISearchGrain"/>
[StatelessWorker, Reentrant]
public sealed class SearchGrain(CellDependencies with) : Grain, ISearchGrain
{
    private GrainCellReader _cells = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _cells = new GrainCellReader(GrainFactory);
        return Task.CompletedTask;
    }

    public async ValueTask<ImmutableArray<NearestHit>> Nearest(NearestQuery query, CancellationToken cancellation)
    {
        if (query.K is < 1 or > NearestQuery.KMax || !query.Point.IsValid || !(query.MaxDistanceM >= 0))
        {
            throw new ArgumentException($"k is 1..{NearestQuery.KMax}, the point on the earth, maxDistanceM not negative.", nameof(query));
        }
        var search = new NearestSearch(_cells, with.Options.LiveLevel);
        var hits = await search.Run(query);
        with.Instruments.Searched(search.CellsAsked);
        return hits;
    }

    public async ValueTask<AreaPage> Within(AreaQuery query, CancellationToken cancellation)
    {
        if (!query.Bounds.IsValid || query.Limit is < 1 or > 5_000)
        {
            throw new ArgumentException("The bounds lie on the earth and the limit is 1..5000.", nameof(query));
        }
        return await new AreaSearch(GrainFactory, with.Options.LiveLevel).Run(query, cancellation);
    }
}
