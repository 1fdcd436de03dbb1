namespace GrupoGad.Duty;

/// <summary>Stored shifts and leaves of all, read at once.</summary>
public interface IDutyDirectory
{
    /// <exception cref="GadUnavailableException">Storage is away.</exception>
    ValueTask<DutyPicture> At(DutyQuery query, CancellationToken cancellation);
}
