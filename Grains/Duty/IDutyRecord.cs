namespace GrupoGad.Duty;

/// <summary>Recorded changes of shifts and leaves of all efectivos.</summary>
public interface IDutyRecord
{
    /// <summary>Newest first, a page at a time.</summary>
    /// <exception cref="GadUnavailableException">Storage is away.</exception>
    ValueTask<DutyChangesPage> Changes(DutyChangesQuery query, CancellationToken cancellation);
}
