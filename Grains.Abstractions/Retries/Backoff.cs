namespace GrupoGad.Retries;

/// <summary>
/// Pauses before repetitions of what failed. Their limit doubles from the first to the longest; each is a random time in the limit's upper half.
/// </summary>
/// <remarks>
/// Exponential backoff with equal jitter, after Marc Brooker, "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015). The spread keeps many
/// callers that failed together from returning together; the lower half is the rest that the failed part always gets.
/// </remarks>
/// <param name="First">Upper limit of the pause after the first failure.</param>
/// <param name="Longest">Upper limit of every pause.</param>
public readonly record struct Backoff(TimeSpan First, TimeSpan Longest)
{
    /// <param name="attempt">Failures before this one, from 0.</param>
    public TimeSpan Pause(int attempt) => Pause(attempt, Random.Shared.NextDouble());

    /// <param name="attempt">Failures before this one, from 0.</param>
    /// <param name="chance">0 to 1: the place in the upper half; 1 is the whole pause.</param>
    public TimeSpan Pause(int attempt, double chance)
    {
        var full = Math.Min(Longest.Ticks, Math.ScaleB(First.Ticks, Math.Max(attempt, 0)));
        return TimeSpan.FromTicks((long)(full * (0.5 + chance / 2)));
    }
}
