namespace GrupoGad.Recovery;

/// <summary>
/// Grains with pending work that they do without being asked: a re-send, an expiry, an entry on a board. Recovery calls them after a start and after a
/// silo's death, all kinds at once.
/// </summary>
public interface IPendingWork
{
    /// <summary>In words, plural, for the log.</summary>
    string Kind { get; }

    /// <summary>Keys of the grains with pending work, as stored.</summary>
    IAsyncEnumerable<string> Keys(CancellationToken cancellation);

    /// <summary>
    /// Period after which recovery calls the grains without a cause too, so that no lost message leaves an entry missing on a board for longer; null: only
    /// after a start and a death.
    /// </summary>
    TimeSpan? Every => null;

    ValueTask Wake(IGrainFactory grains, string key, CancellationToken cancellation);
}
