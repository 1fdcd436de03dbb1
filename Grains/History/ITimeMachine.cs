namespace GrupoGad.History;

/// <summary>Pictures of past instants, read from stored data.</summary>
public interface ITimeMachine
{
    /// <exception cref="GadUnavailableException">The store is away.</exception>
    ValueTask<PastPicture> Snapshot(SnapshotQuery query, CancellationToken cancellation);

    /// <exception cref="GadUnavailableException">The store is away.</exception>
    ValueTask<PastChanges> Changes(ChangesQuery query, CancellationToken cancellation);
}
