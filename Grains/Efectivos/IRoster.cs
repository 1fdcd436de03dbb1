namespace GrupoGad.Efectivos;

/// <summary>All registered efectivos, read in bulk, because they have to rejoin their cells after a start or a silo's death.</summary>
public interface IRoster
{
    /// <summary>
    /// Codes of efectivos with a stored position. Also reads in bulk the data that their grains need on activation, so that 100,000 do not read one by one.
    /// </summary>
    IAsyncEnumerable<string> Located(CancellationToken cancellation);

    /// <summary>Drops the data read for it, because its grain is active. The old data would set a later activation back to an old place.</summary>
    void Settled(string efectivoId);
}
