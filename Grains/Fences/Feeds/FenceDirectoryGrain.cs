using Orleans.Concurrency;

namespace GrupoGad.Fences;

/// <inheritdoc cref="IFenceDirectoryGrain"/>
[StatelessWorker, Reentrant]
public sealed class FenceDirectoryGrain(FenceDependencies with) : Grain, IFenceDirectoryGrain
{
    private const int LimitMax = 1_000;

    public async ValueTask<FencePage> Find(FenceQuery query, CancellationToken cancellation)
    {
        Bound(query.Limit);
        // One more than asked for shows whether there is a next page.
        var found = await with.Catalogue.Find(query with { Limit = query.Limit + 1 }, cancellation);
        return new FencePage
        {
            Fences = [.. found.Take(query.Limit).Select(fence => FenceViews.View(fence, with.Now))],
            Next = found.Length > query.Limit ? found[query.Limit - 1].FenceId : "",
        };
    }

    public async ValueTask<FenceEventPage> Events(FenceEventQuery query, CancellationToken cancellation)
    {
        Bound(query.Limit);
        var found = await with.Records.Find(query with { Limit = query.Limit + 1 }, cancellation);
        return new FenceEventPage { Events = [.. found.Take(query.Limit)], Next = found.Length > query.Limit ? found[query.Limit - 1].Number : null };
    }

    public async ValueTask<FenceEventPage> EventsAfter(long number, int limit, CancellationToken cancellation)
    {
        Bound(limit);
        if (number < 0)
        {
            return new FenceEventPage { Events = [], Next = await with.Records.Newest(cancellation) };
        }
        var found = await with.Records.After(number, limit, cancellation);
        return new FenceEventPage { Events = found, Next = found.IsEmpty ? number : found[^1].Number };
    }

    public ValueTask<FenceAnswer?> Check(FencePlan plan, CancellationToken cancellation) => ValueTask.FromResult(FencePlanRules.Refuses(plan));

    public ValueTask<FenceMending> Mend(FencePlan plan, CancellationToken cancellation) => ValueTask.FromResult(FencePlanMending.Mend(plan));

    private static void Bound(int limit)
    {
        if (limit is < 1 or > LimitMax)
        {
            throw new ArgumentOutOfRangeException(nameof(limit), limit, $"The limit is 1..{LimitMax}.");
        }
    }
}
