namespace GrupoGad.History;

/// <summary>What was shown at past instants, read from what is stored.</summary>
public interface ITimeMachine
{
    /// <exception cref="GadUnavailableException">The store is away.</exception>
    ValueTask<PastPicture> Snapshot(SnapshotQuery query, CancellationToken cancellation);

    /// <exception cref="GadUnavailableException">The store is away.</exception>
    ValueTask<PastChanges> Changes(ChangesQuery query, CancellationToken cancellation);
}
