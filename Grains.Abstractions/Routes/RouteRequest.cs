using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Routes;

/// <summary>Start and visits of a route.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.RouteRequest)]
public sealed record RouteRequest
{
    public const int StopsMax = 50;
    public const int IdLengthMax = 64;
    public const int ServiceMaxS = 86_400;

    /// <summary>Furthest from now that it may begin, and that a window may open or close, either way, days.</summary>
    public const int DaysMax = 366;

    /// <summary>It starts where this one is now, at the speed of its class; empty: at <see cref="Start"/>.</summary>
    [Id(0)] public string EfectivoId { get; init; } = "";

    /// <summary>Null when an efectivo is named.</summary>
    [Id(1)] public GeoPoint? Start { get; init; }

    /// <summary>1–<see cref="StopsMax"/>, each id once.</summary>
    [Id(2)] public required ImmutableArray<RouteStop> Stops { get; init; }

    /// <summary>UTC; null: now.</summary>
    [Id(3)] public DateTime? LeaveAt { get; init; }

    /// <summary>The way back counts as well.</summary>
    [Id(4)] public bool ReturnToStart { get; init; }
}

/// <summary>A place to be visited once.</summary>
/// <param name="Id">1–64 characters.</param>
/// <param name="ServiceS">How long the visit takes, seconds, 0–86,400.</param>
/// <param name="From">The visit begins no sooner, UTC: who comes before waits. Null: any time.</param>
/// <param name="To">The visit should begin no later, UTC; after <paramref name="From"/>. Null: any time.</param>
[GenerateSerializer, Immutable, Alias(Aliases.RouteStop)]
public readonly record struct RouteStop(
    [property: Id(0)] string Id, [property: Id(1)] GeoPoint Point, [property: Id(2)] int ServiceS, [property: Id(3)] DateTime? From, [property: Id(4)] DateTime? To);
