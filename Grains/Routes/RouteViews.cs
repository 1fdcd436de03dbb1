using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Routes;

/// <summary>An order of stops as the answer shows it, with clock times.</summary>
internal static class RouteViews
{
    public static RoutePlan Plan(RouteProblem problem, RouteRequest request, ImmutableArray<int> order, ImmutableArray<int> nearest, GeoPoint start, DateTime leaveAt)
    {
        var steps = RouteRules.Walk(problem, order).ToArray();
        return new RoutePlan
        {
            EfectivoId = request.EfectivoId,
            Start = start,
            LeaveAt = leaveAt,
            Visits =
            [
                .. steps.Take(order.Length).Select(step => new RouteVisit(
                    step.To - 1, request.Stops[step.To - 1].Id, Leg(problem, step), leaveAt.AddSeconds(step.ArriveS), leaveAt.AddSeconds(step.BeginS), leaveAt.AddSeconds(step.LeaveS), step.LateS)),
            ],
            Return = problem.IsRound ? Leg(problem, steps[^1]) : null,
            Totals = RouteRules.Totals(problem, order),
            NearestNext = RouteRules.WithoutWay(problem, nearest) is null ? RouteRules.Totals(problem, nearest) : null,
        };
    }

    private static RouteLeg Leg(RouteProblem problem, RouteStep step)
    {
        var way = problem.Ways[step.From][step.To]!.Value;
        return new RouteLeg(way.Seconds, way.DistanceM, way.Basis);
    }
}
