using GrupoGad.Storage;
using Orleans.Concurrency;

namespace GrupoGad.History;

/// <inheritdoc cref="IHistoryGrain"/>
[StatelessWorker, Reentrant]
public sealed class HistoryGrain(ITimeMachine machine) : Grain, IHistoryGrain
{
    public ValueTask<PastPicture> Snapshot(SnapshotQuery query, CancellationToken cancellation) => machine.Snapshot(query, cancellation);

    public ValueTask<PastChanges> Changes(ChangesQuery query, CancellationToken cancellation) => machine.Changes(query, cancellation);
}
