namespace GrupoGad.Efectivos;

/// <summary>All registered efectivos, read in bulk: who has to rejoin its cell after a start or a silo's death.</summary>
public interface IRoster
{
    /// <summary>Codes of those with a stored position. Also warms what their grains will read on activation, so that 100,000 of them do not ask one by one.</summary>
    IAsyncEnumerable<string> Located(CancellationToken cancellation);

    /// <summary>Its grain is alive: what was read for it must not serve a later activation, which would set it back to where it was.</summary>
    void Settled(string efectivoId);
}
