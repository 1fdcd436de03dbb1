using System.Collections.Immutable;
using GrupoGad.Geo;
using GrupoGad.History;

namespace GrupoGad.Silo.MemoryStorage;

/// <summary>Memory mode keeps no history, and every question about the past is answered so.</summary>
internal sealed class MemoryHistory : ITimeMachine, IPresenceHistory
{
    public ValueTask<PastPicture> Snapshot(SnapshotQuery query, CancellationToken cancellation) => new(new PastPicture { Verdict = HistoryVerdict.NotKept });

    public ValueTask<PastChanges> Changes(ChangesQuery query, CancellationToken cancellation) => new(new PastChanges { Verdict = HistoryVerdict.NotKept });

    public ValueTask<Coverage> Coverage(CoverageQuery query, CancellationToken cancellation) => new(new Coverage { Verdict = HistoryVerdict.NotKept });

    public ValueTask<InsideAnswer> Inside(InsideQuery query, CancellationToken cancellation) => new(new InsideAnswer { Verdict = HistoryVerdict.NotKept });

    public ValueTask<PatrolEvidence> Evidence(PatrolQuery query, ImmutableArray<CellId> candidates, CancellationToken cancellation) =>
        new(new PatrolEvidence(HistoryVerdict.NotKept, [], [], null));
}
