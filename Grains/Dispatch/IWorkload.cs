namespace GrupoGad.Dispatch;

/// <summary>How much each was given lately.</summary>
public interface IWorkload
{
    /// <summary>Assignments of each since a time; an efectivo without any may be missing.</summary>
    /// <exception cref="GadUnavailableException">Storage is away.</exception>
    ValueTask<IReadOnlyDictionary<string, int>> Since(DateTime time, IReadOnlyCollection<string> efectivos, CancellationToken cancellation);
}
