namespace GrupoGad.Recovery;

/// <summary>
/// Grains that owe something without being asked: a re-send, an expiry, a place on a board. After a start and after a silo's death they are
/// woken, all kinds at once.
/// </summary>
public interface IPendingWork
{
    /// <summary>In words, plural, for the log.</summary>
    string Kind { get; }

    /// <summary>Keys of the grains that owe something, as stored.</summary>
    IAsyncEnumerable<string> Keys(CancellationToken cancellation);

    /// <summary>
    /// Woken as often as this without any cause too, so that nothing of it is missing on a board for longer, whatever was lost on the way; null: only
    /// after a start and a death.
    /// </summary>
    TimeSpan? Every => null;

    ValueTask Wake(IGrainFactory grains, string key, CancellationToken cancellation);
}
