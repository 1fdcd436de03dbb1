using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace GrupoGad.WebFrontend.Tests.Live;

/// <summary>A store in which there is no fence: the doors of fences are tested against fake grains.</summary>
internal sealed class NoFences : IFenceCatalogue, IFenceJournal, IFenceRecords
{
    public static void Add(IServiceCollection services)
    {
        var none = new NoFences();
        services.AddSingleton<IFenceCatalogue>(none);
        services.AddSingleton<IFenceJournal>(none);
        services.AddSingleton<IFenceRecords>(none);
    }

    public ValueTask<long> Revision(CancellationToken cancellation) => ValueTask.FromResult(0L);

    public ValueTask<ImmutableArray<FenceChange>> Changes(long after, int limit, CancellationToken cancellation) => None<FenceChange>();

    public async ValueTask Wait(CancellationToken cancellation) => await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);

    public ValueTask<ImmutableArray<StoredFence>> Find(FenceQuery query, CancellationToken cancellation) => None<StoredFence>();

    public ValueTask<ImmutableArray<string>> Of(FenceOwner owner, CancellationToken cancellation) => None<string>();

    public ValueTask Append(FenceWrite write) => ValueTask.CompletedTask;

    public ValueTask Settle(ImmutableArray<FenceEvent> events) => ValueTask.CompletedTask;

    public ValueTask<ImmutableArray<FenceEvent>> Find(FenceEventQuery query, CancellationToken cancellation) => None<FenceEvent>();

    public ValueTask<ImmutableArray<FenceEvent>> After(long number, int limit, CancellationToken cancellation) => None<FenceEvent>();

    public ValueTask<long> Newest(CancellationToken cancellation) => ValueTask.FromResult(0L);

    public ValueTask<ImmutableArray<FenceEvent>> Owed(string fenceId, int limit, CancellationToken cancellation) => None<FenceEvent>();

    public ValueTask<StoredStanding> Standing(string efectivoId, DateTime after, CancellationToken cancellation) =>
        ValueTask.FromResult(new StoredStanding([], null));

    public ValueTask<ImmutableArray<Fix>> Around(string efectivoId, DateTime from, DateTime to, int before, CancellationToken cancellation) => None<Fix>();

    public ValueTask<LatelyReceived> Received(
        string efectivoId, DateTime after, DateTime upTo, DateTime receivedSince, CancellationToken cancellation) => ValueTask.FromResult(new LatelyReceived(null, []));

    public ValueTask<ImmutableArray<FenceVisitor>> Visitors(string fenceId, CancellationToken cancellation) => None<FenceVisitor>();

    private static ValueTask<ImmutableArray<T>> None<T>() => ValueTask.FromResult(ImmutableArray<T>.Empty);
}
