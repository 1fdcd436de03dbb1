using System.Collections.Immutable;

namespace GrupoGad.Routes;

/// <summary>Totals of an order of stops, and the nearest-next order that everybody would try first. Pure.</summary>
public static class RouteRules
{
    /// <summary>Cost of one second late, in seconds. It is high, so that no stop waits for minutes only to end the whole route a little sooner.</summary>
    public const double LateWeight = 1_000;

    /// <param name="order">Each stop once, from 0.</param>
    public static RouteTotals Totals(RouteProblem problem, IReadOnlyList<int> order)
    {
        var (travel, way, wait, late, now) = (0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var step in Walk(problem, order))
        {
            travel += problem.TravelS(step.From, step.To);
            way += problem.Ways[step.From][step.To]?.DistanceM ?? 0;
            (wait, late, now) = (wait + step.BeginS - step.ArriveS, late + step.LateS, step.LeaveS);
        }
        return new RouteTotals(travel, way, wait, late, now, now + LateWeight * late);
    }

    /// <summary>The steps of an order, the way back among them when it counts.</summary>
    internal static IEnumerable<RouteStep> Walk(RouteProblem problem, IReadOnlyList<int> order)
    {
        var (place, now) = (0, 0.0);
        foreach (var stop in order)
        {
            var window = problem.Windows[stop];
            var arrive = now + problem.TravelS(place, stop + 1);
            var begin = Math.Max(arrive, window.OpensS);
            yield return new RouteStep(place, stop + 1, arrive, begin, Math.Max(0, begin - window.ClosesS), now = begin + window.ServiceS);
            place = stop + 1;
        }
        if (problem.IsRound)
        {
            var home = now + problem.TravelS(place, 0);
            yield return new RouteStep(place, 0, home, home, 0, home);
        }
    }

    /// <summary>From each place to the one that is reached soonest; of two alike, the first named.</summary>
    public static ImmutableArray<int> NearestNext(RouteProblem problem)
    {
        var (order, left, place) = (ImmutableArray.CreateBuilder<int>(problem.Stops), Enumerable.Range(0, problem.Stops).ToList(), 0);
        while (left.Count > 0)
        {
            var next = left.MinBy(stop => problem.TravelS(place, stop + 1));
            left.Remove(next);
            order.Add(next);
            place = next + 1;
        }
        return order.MoveToImmutable();
    }

    /// <summary>The first stop of an order that no way leads to, or from home; null when there are ways for all of it.</summary>
    public static int? WithoutWay(RouteProblem problem, IReadOnlyList<int> order) =>
        Walk(problem, order).Where(step => problem.Ways[step.From][step.To] is null).Select(step => (int?)(step.To == 0 ? step.From : step.To) - 1).FirstOrDefault();
}

/// <param name="From">Places of the problem.</param>
internal readonly record struct RouteStep(int From, int To, double ArriveS, double BeginS, double LateS, double LeaveS);
