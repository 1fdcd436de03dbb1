namespace GrupoGad.Duty;

/// <summary>What was done to shifts and leaves of all, as it was recorded.</summary>
public interface IDutyRecord
{
    /// <summary>Newest first, a page at a time.</summary>
    /// <exception cref="GadUnavailableException">Storage is away.</exception>
    ValueTask<DutyChangesPage> Changes(DutyChangesQuery query, CancellationToken cancellation);
}
