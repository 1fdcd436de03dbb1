using GrupoGad.History;
using GrupoGad.Storage;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>Nothing is kept in memory mode, and every question about the past is told so.</summary>
internal sealed class MemoryHistory : ITimeMachine
{
    public ValueTask<PastPicture> Snapshot(SnapshotQuery query, CancellationToken cancellation) => new(new PastPicture { Verdict = HistoryVerdict.NotKept });

    public ValueTask<PastChanges> Changes(ChangesQuery query, CancellationToken cancellation) => new(new PastChanges { Verdict = HistoryVerdict.NotKept });
}
