namespace GrupoGad.LoadGenerator.Clients;

/// <summary>Waits longer after each failure, by chance within the limit, so that a fleet does not come back all at once.</summary>
public sealed class Backoff
{
    private static readonly TimeSpan _first = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(8);
    private int _failures;

    public void Reset() => _failures = 0;

    public Task Wait(CancellationToken cancellation) => Task.Delay(Next(), cancellation);

    /// <summary>Between half of and the whole limit, which doubles each time.</summary>
    public TimeSpan Next()
    {
        var limit = _first * Math.Pow(2, Math.Min(_failures++, 10));
        limit = limit < _longest ? limit : _longest;
        return limit * (0.5 + Random.Shared.NextDouble() / 2);
    }
}
