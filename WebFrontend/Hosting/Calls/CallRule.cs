using GrupoGad.Retries;

namespace GrupoGad.WebFrontend.Hosting.Calls;

/// <summary>How one method is called.</summary>
/// <param name="Patience">All attempts together.</param>
/// <param name="Attempt">One of them.</param>
/// <param name="Repeats">A repetition is answered as the call was.</param>
/// <param name="Urgent">Repeated before others.</param>
internal sealed record CallRule(TimeSpan Patience, TimeSpan Attempt, bool Repeats, bool Urgent)
{
    private static readonly Backoff _urgent = new(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(80));
    private static readonly Backoff _other = new(TimeSpan.FromMilliseconds(80), TimeSpan.FromMilliseconds(640));

    /// <summary>
    /// The pause before a repetition. A call for help is repeated at once the first time.
    /// All others wait, spread, so that they do not reach the living silos together.
    /// </summary>
    /// <param name="attempt">From 0.</param>
    public TimeSpan Pause(int attempt) => Urgent && attempt == 0 ? TimeSpan.Zero : (Urgent ? _urgent : _other).Pause(attempt);
}
