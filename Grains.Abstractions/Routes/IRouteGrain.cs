namespace GrupoGad.Routes;

/// <summary>In which order somebody should visit many places. A stateless worker: it proposes, and keeps nothing. Key: any.</summary>
[Alias(Aliases.RouteGrain)]
public interface IRouteGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// The order that is done soonest and comes late to nobody who can be met in time, by the travel times that dispatch uses. Sought for a bounded time
    /// and never worse than going to the nearest next, which stands beside it.
    /// </summary>
    [ResponseTimeout("00:00:30"), Alias(nameof(Order))]
    ValueTask<RouteAnswer> Order(RouteRequest request, CancellationToken cancellation = default);
}

/// <summary>Outcome of a request for a route. Numbers are sent: append only.</summary>
public enum RouteOutcome
{
    Done = 1,
    UnknownEfectivo = 2,

    /// <summary>It never reported: nobody knows where it would start.</summary>
    NoPosition = 3,

    /// <summary>No order reaches every stop; the answer names one that has no way.</summary>
    NoWay = 4,

    Invalid = 5,
}

[GenerateSerializer, Immutable, Alias(Aliases.RouteAnswer)]
public sealed record RouteAnswer
{
    [Id(0)] public required RouteOutcome Outcome { get; init; }

    [Id(1)] public string Field { get; init; } = "";

    [Id(2)] public string Value { get; init; } = "";

    [Id(3)] public string Rule { get; init; } = "";

    /// <summary>Null unless done.</summary>
    [Id(4)] public RoutePlan? Plan { get; init; }
}
