using System.Collections.Immutable;
using GrupoGad.Efectivos;

namespace GrupoGad.Fences;

/// <summary>A host that keeps no fences: there are none, and none happen.</summary>
internal sealed class NoFences : IFenceCatalogue, IFenceJournal, IFenceRecords
{
    public ValueTask<long> Revision(CancellationToken cancellation) => new(0);

    public ValueTask<ImmutableArray<FenceChange>> Changes(long after, int limit, CancellationToken cancellation) => new([]);

    public ValueTask Wait(CancellationToken cancellation) => new(new TaskCompletionSource().Task.WaitAsync(cancellation));

    public ValueTask<ImmutableArray<StoredFence>> Find(FenceQuery query, CancellationToken cancellation) => new([]);

    public ValueTask<ImmutableArray<string>> Of(FenceOwner owner, CancellationToken cancellation) => new([]);

    public ValueTask Append(FenceWrite write) => ValueTask.CompletedTask;

    public ValueTask<bool> Recover(TimeSpan patience, CancellationToken cancellation) => new(true);

    public ValueTask Settle(ImmutableArray<FenceEvent> events) => ValueTask.CompletedTask;

    public ValueTask<ImmutableArray<FenceEvent>> Find(FenceEventQuery query, CancellationToken cancellation) => new([]);

    public ValueTask<ImmutableArray<FenceEvent>> After(long number, int limit, CancellationToken cancellation) => new([]);

    public ValueTask<long> Newest(CancellationToken cancellation) => new(0);

    public ValueTask<ImmutableArray<FenceEvent>> Owed(string fenceId, int limit, CancellationToken cancellation) => new([]);

    public ValueTask<StoredStanding> Standing(StandingQuery asked, CancellationToken cancellation) => new(new StoredStanding([], null));

    public ValueTask<ImmutableArray<Fix>> Around(string efectivoId, DateTime from, DateTime to, int before, CancellationToken cancellation) => new([]);

    public ValueTask<ImmutableArray<FenceVisitor>> Visitors(string fenceId, CancellationToken cancellation) => new([]);
}
