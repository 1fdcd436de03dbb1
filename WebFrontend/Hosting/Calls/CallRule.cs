namespace GrupoGad.WebFrontend.Hosting.Calls;

/// <summary>How one method is called.</summary>
/// <param name="Patience">All attempts together.</param>
/// <param name="Attempt">One of them.</param>
/// <param name="Repeats">A repetition is answered as the call was.</param>
/// <param name="Urgent">Repeated before others.</param>
internal sealed record CallRule(TimeSpan Patience, TimeSpan Attempt, bool Repeats, bool Urgent)
{
    /// <summary>Before a repetition. Calls for help do not wait; all others, spread, so that they do not fall upon the living silos at once.</summary>
    /// <param name="attempt">From 0.</param>
    public TimeSpan Pause(int attempt)
    {
        var full = (Urgent ? 20.0 : 80) * Math.Pow(2, Math.Min(attempt, Urgent ? 2 : 3));
        return Urgent && attempt == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(full * (0.5 + Random.Shared.NextDouble() / 2));
    }
}
