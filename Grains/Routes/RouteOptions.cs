using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Routes;

/// <summary>
/// How long an order is sought. Section <c>Gad:Routes</c>. Speeds, detours and the limit for the road graph are those of dispatch, so that one way has one
/// travel time.
/// </summary>
public sealed class RouteOptions
{
    public const string Section = "Gad:Routes";

    /// <summary>
    /// Milliseconds of search for each stop. Default 20: few stops are settled at once, and the search does not know that it has found the best.
    /// </summary>
    [Range(1, 1_000)] public int SolveMsPerStop { get; set; } = 20;

    /// <summary>Milliseconds that a search may take. Default 1,000: all that 50 stops ask for; it is one core's.</summary>
    [Range(10, 10_000)] public int SolveMsMax { get; set; } = 1_000;

    public TimeSpan Patience(int stops) => TimeSpan.FromMilliseconds(Math.Min(SolveMsMax, stops * SolveMsPerStop));
}
