namespace GrupoGad.Routes;

/// <summary>Proposes the order in which an efectivo should visit many places. A stateless worker that stores nothing. Key: any.</summary>
[Alias(Aliases.RouteGrain)]
public interface IRouteGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// The order that ends soonest and comes late to no stop that can be met in time, by the travel times of dispatch. Sought for a bounded time
    /// and never worse than the nearest-next order, which the answer also has.
    /// </summary>
    [ResponseTimeout("00:00:30"), Alias(nameof(Order))]
    ValueTask<RouteAnswer> Order(RouteRequest request, CancellationToken cancellation = default);
}

/// <summary>Outcome of a request for a route. Numbers are sent: append only.</summary>
public enum RouteOutcome
{
    Done = 1,
    UnknownEfectivo = 2,

    /// <summary>It never reported, so its start is unknown.</summary>
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
