namespace GrupoGad.Waking;

/// <summary>
/// Grains that owe something without being asked: a re-send, an expiry, a place on a board. After a start and after a silo's death they are
/// woken, all kinds at once.
/// </summary>
public interface IOwedWork
{
    /// <summary>In words, plural, for the log.</summary>
    string Kind { get; }

    /// <summary>Keys of the grains that owe something, as stored.</summary>
    IAsyncEnumerable<string> Keys(CancellationToken cancellation);

    ValueTask Wake(IGrainFactory grains, string key, CancellationToken cancellation);
}
