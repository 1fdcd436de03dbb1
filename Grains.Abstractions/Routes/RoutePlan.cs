using System.Collections.Immutable;
using GrupoGad.Dispatch;
using GrupoGad.Geo;

namespace GrupoGad.Routes;

/// <summary>An order of visits with its times, beside what the nearest next would have come to.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.RoutePlan)]
public sealed record RoutePlan
{
    /// <summary>Empty: it started at a given point.</summary>
    [Id(0)] public string EfectivoId { get; init; } = "";

    [Id(1)] public required GeoPoint Start { get; init; }

    /// <summary>Age of the position that it starts from, seconds; null: a given point.</summary>
    [Id(2)] public double? FixAgeS { get; init; }

    /// <summary>UTC.</summary>
    [Id(3)] public required DateTime LeaveAt { get; init; }

    /// <summary>In their order.</summary>
    [Id(4)] public required ImmutableArray<RouteVisit> Visits { get; init; }

    /// <summary>The way back; null when none was asked for.</summary>
    [Id(5)] public RouteLeg? Return { get; init; }

    [Id(6)] public required RouteTotals Totals { get; init; }

    /// <summary>Totals of always going to the nearest next, by travel time; null: that order meets a pair without a way.</summary>
    [Id(7)] public required RouteTotals? NearestNext { get; init; }

    /// <summary>False: the solver's library is not here, and the order of many stops is the nearest next with what was seen to be better changed.</summary>
    [Id(8)] public bool IsSolved { get; init; }

    /// <summary>Of the solver alone, milliseconds.</summary>
    [Id(9)] public double SolveMs { get; init; }

    /// <summary>Sources that could not be asked, and so did not count: <c>roads</c>.</summary>
    [Id(10)] public ImmutableArray<string> Unchecked { get; init; } = [];

    /// <summary>By how much it is better; never negative. Null when there is nothing to compare it with.</summary>
    public double? SavedS => NearestNext?.CostS - Totals.CostS;
}

/// <param name="TravelS">Seconds on the way.</param>
/// <param name="DistanceM">Along the way reckoned, metres.</param>
[GenerateSerializer, Immutable, Alias(Aliases.RouteLeg)]
public readonly record struct RouteLeg([property: Id(0)] double TravelS, [property: Id(1)] double DistanceM, [property: Id(2)] TravelBasis Basis);

/// <param name="Stop">Its place in the request, from 0.</param>
/// <param name="Leg">The way that leads to it.</param>
/// <param name="ArriveAt">UTC, and so all times.</param>
/// <param name="BeginAt">Later than the arrival when its window opens later.</param>
/// <param name="LateS">Seconds that it begins after its window closed.</param>
[GenerateSerializer, Immutable, Alias(Aliases.RouteVisit)]
public readonly record struct RouteVisit(
    [property: Id(0)] int Stop, [property: Id(1)] string Id, [property: Id(2)] RouteLeg Leg, [property: Id(3)] DateTime ArriveAt,
    [property: Id(4)] DateTime BeginAt, [property: Id(5)] DateTime LeaveAt, [property: Id(6)] double LateS);

/// <param name="TravelS">Seconds on the way, the way back included.</param>
/// <param name="WaitS">Seconds before windows that were not open yet.</param>
/// <param name="LateS">Of all visits together, seconds.</param>
/// <param name="DoneS">Seconds from leaving until all is done: travel, waits and visits.</param>
/// <param name="CostS">Cost by which orders are compared: <paramref name="DoneS"/>, and each second late as 1,000.</param>
[GenerateSerializer, Immutable, Alias(Aliases.RouteTotals)]
public readonly record struct RouteTotals(
    [property: Id(0)] double TravelS, [property: Id(1)] double DistanceM, [property: Id(2)] double WaitS, [property: Id(3)] double LateS,
    [property: Id(4)] double DoneS, [property: Id(5)] double CostS);
