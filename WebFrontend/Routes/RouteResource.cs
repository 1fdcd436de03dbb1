using GrupoGad.Dispatch;
using GrupoGad.Routes;
using GrupoGad.WebFrontend.Places;

namespace GrupoGad.WebFrontend.Routes;

/// <summary>An order of visits, beside what going to the nearest next would have come to. Seconds and metres.</summary>
/// <param name="EfectivoId">Null: it started at a given point.</param>
/// <param name="FixAgeS">Age of the position that it starts from; null: a given point.</param>
/// <param name="Return">The way back; null when none was asked for.</param>
/// <param name="NearestNext">Null: it would have run into a pair of places without a way.</param>
/// <param name="SavedS">By how much its cost is less than that of the nearest next; never negative.</param>
/// <param name="Solved">False: the solver is not on the silo, and the order of many stops is the nearest next, mended.</param>
/// <param name="Unchecked">Parts that could not be asked and so did not count: roads.</param>
public sealed record RouteResource(
    string? EfectivoId, PointItem Start, double? FixAgeS, DateTime LeaveAt, IReadOnlyList<VisitResource> Visits, LegResource? Return,
    RouteTotalsResource Totals, RouteTotalsResource? NearestNext, double? SavedS, bool Solved, double SolveMs, IReadOnlyList<string> Unchecked)
{
    public static RouteResource Of(RoutePlan plan) => new(
        plan.EfectivoId.Length > 0 ? plan.EfectivoId : null, PointItem.Of(plan.Start), plan.FixAgeS, plan.LeaveAt, [.. plan.Visits.Select(VisitResource.Of)],
        plan.Return is { } back ? LegResource.Of(back) : null, RouteTotalsResource.Of(plan.Totals), plan.NearestNext is { } nearest ? RouteTotalsResource.Of(nearest) : null,
        plan.SavedS is { } saved ? Math.Round(saved, 1) : null, plan.IsSolved, plan.SolveMs, plan.Unchecked);
}

/// <param name="Stop">Its place in the request, from 0.</param>
/// <param name="BeginAt">Later than the arrival when its window opens later.</param>
/// <param name="LateS">Seconds that it begins after its window closed.</param>
public sealed record VisitResource(int Stop, string Id, LegResource Way, DateTime ArriveAt, DateTime BeginAt, DateTime LeaveAt, double LateS)
{
    public static VisitResource Of(RouteVisit visit) => new(
        visit.Stop, visit.Id, LegResource.Of(visit.Leg), visit.ArriveAt, visit.BeginAt, visit.LeaveAt, Math.Round(visit.LateS, 1));
}

public sealed record LegResource(double TravelS, double DistanceM, TravelBasis Basis)
{
    public static LegResource Of(RouteLeg leg) => new(Math.Round(leg.TravelS, 1), Math.Round(leg.DistanceM, 1), leg.Basis);
}

/// <param name="DoneS">From leaving until all is done: travel, waits and visits.</param>
/// <param name="CostS">The cost by which orders are compared: doneS, and each second late as 1,000.</param>
public sealed record RouteTotalsResource(double TravelS, double DistanceM, double WaitS, double LateS, double DoneS, double CostS)
{
    public static RouteTotalsResource Of(RouteTotals totals) => new(
        Math.Round(totals.TravelS, 1), Math.Round(totals.DistanceM, 1), Math.Round(totals.WaitS, 1), Math.Round(totals.LateS, 1), Math.Round(totals.DoneS, 1), Math.Round(totals.CostS, 1));
}
