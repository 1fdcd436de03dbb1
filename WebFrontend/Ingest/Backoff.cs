namespace GrupoGad.WebFrontend.Ingest;

/// <summary>Pauses that double from 100 ms to 3 s, anywhere in their upper half: gateways do not come back all at once.</summary>
internal static class Backoff
{
    private const double FirstMs = 100;
    private const double LastMs = 3_000;

    /// <param name="attempt">From 0.</param>
    public static TimeSpan Pause(int attempt)
    {
        var full = Math.Min(LastMs, FirstMs * Math.Pow(2, Math.Min(attempt, 16)));
        return TimeSpan.FromMilliseconds(full * (0.5 + Random.Shared.NextDouble() / 2));
    }
}
