using System.Collections.Immutable;
using GrupoGad.Dispatch;

namespace GrupoGad.Routes;

/// <summary>Ways and windows of one route. Place 0 is the start, place <c>i + 1</c> the stop <c>i</c>. Seconds from leaving.</summary>
/// <param name="Ways">From place to place; null: no way leads there.</param>
/// <param name="IsRound">The way back counts.</param>
public sealed record RouteProblem(Travel?[][] Ways, ImmutableArray<RouteWindow> Windows, bool IsRound)
{
    /// <summary>
    /// More than any route lasts, and than all lateness of fifty visits weighs: an order that needs a way that is not there loses against all that do not.
    /// The solver's whole numbers hold fifty of them, weighed as lateness.
    /// </summary>
    public const double NoWayS = 1e11;

    public int Stops => Windows.Length;

    public double TravelS(int from, int to) => Ways[from][to]?.Seconds ?? NoWayS;
}

/// <param name="OpensS">The visit begins no sooner; 0: any time.</param>
/// <param name="ClosesS">It is late after that, which may be before the route begins; infinity: never.</param>
public readonly record struct RouteWindow(double ServiceS, double OpensS, double ClosesS)
{
    public static RouteWindow Of(RouteStop stop, DateTime leaveAt) => new(
        stop.ServiceS,
        stop.From is { } from ? Math.Max(0, (from - leaveAt).TotalSeconds) : 0,
        stop.To is { } to ? (to - leaveAt).TotalSeconds : double.PositiveInfinity);
}
