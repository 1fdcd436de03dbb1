using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Dispatch;

/// <summary>Recommendation for an operation at one instant, with everything it was judged by.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.Recommendation)]
public sealed record Recommendation
{
    [Id(0)] public required string RecommendationId { get; init; }

    [Id(1)] public required string OperationId { get; init; }

    /// <summary>UTC.</summary>
    [Id(2)] public required DateTime At { get; init; }

    /// <summary>The person who asked.</summary>
    [Id(3)] public required string Actor { get; init; }

    /// <summary>Where they would go.</summary>
    [Id(4)] public required GeoPoint Point { get; init; }

    /// <summary>How many are to go: as many as were asked for, or as its run plan still misses.</summary>
    [Id(5)] public required int Count { get; init; }

    [Id(6)] public ImmutableArray<string> Skills { get; init; } = [];

    /// <summary>Recommended efectivos, best first; fewer than asked for when no other is eligible.</summary>
    [Id(7)] public ImmutableArray<Candidate> Chosen { get; init; } = [];

    /// <summary>The next best, at most 10.</summary>
    [Id(8)] public ImmutableArray<Candidate> Next { get; init; } = [];

    /// <summary>Excluded efectivos, nearest first, at most 50; all are counted in <see cref="ExcludedBy"/>.</summary>
    [Id(9)] public ImmutableArray<Exclusion> Excluded { get; init; } = [];

    [Id(10)] public ImmutableArray<ExclusionCount> ExcludedBy { get; init; } = [];

    /// <summary>Changes that would alter the choice, at most 10.</summary>
    [Id(11)] public ImmutableArray<Change> Changes { get; init; } = [];

    /// <summary>Efectivos looked at.</summary>
    [Id(12)] public int Considered { get; init; }

    /// <summary>The search was exhaustive: no efectivo outside it could be better.</summary>
    [Id(13)] public bool IsComplete { get; init; }

    /// <summary>
    /// Parts that did not answer, and so did not count: <c>alarms</c>, <c>assigned</c> (the skills of some who are), <c>coverage</c>, <c>duty</c>,
    /// <c>roads</c>, <c>runPlan</c>, <c>workload</c>.
    /// </summary>
    [Id(14)] public ImmutableArray<string> Unchecked { get; init; } = [];

    /// <summary>It can be read again by its id.</summary>
    [Id(15)] public bool IsStored { get; init; }

    /// <summary>
    /// The instant for which shifts, leaves and rest were judged, UTC: the planned start of an operation that is still to come, else <see cref="At"/>.
    /// Positions, availability and reservations are those of <see cref="At"/>.
    /// </summary>
    [Id(16)] public DateTime JudgedAt { get; init; }

    /// <summary>Level of alarm whose needs these are; 0: it is not by a run plan.</summary>
    [Id(17)] public int AlarmLevel { get; init; }

    /// <summary>Needs of the run plan and how far each is met, in the plan's order; empty: it is not by a run plan.</summary>
    [Id(18)] public ImmutableArray<NeedStanding> Needs { get; init; } = [];
}

/// <summary>One who may go, and what it would cost, in seconds: travel, and what else counts against it.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.Candidate)]
public sealed record Candidate
{
    [Id(0)] public required string EfectivoId { get; init; }

    [Id(1)] public string DisplayName { get; init; } = "";

    [Id(2)] public string Unit { get; init; } = "";

    /// <summary>Along the sphere, metres.</summary>
    [Id(3)] public required double DistanceM { get; init; }

    [Id(4)] public required double TravelS { get; init; }

    [Id(5)] public required TravelBasis Basis { get; init; }

    /// <summary>Sum of <see cref="Reasons"/>, seconds: who has less is better.</summary>
    [Id(6)] public required double CostS { get; init; }

    [Id(7)] public ImmutableArray<Cost> Reasons { get; init; } = [];

    /// <summary>Age of its position, seconds.</summary>
    [Id(8)] public double FixAgeS { get; init; }

    /// <summary>Metres; null unknown.</summary>
    [Id(9)] public float? AccuracyM { get; init; }

    /// <summary>Skill of the run plan's need that it is for, empty: any; null: for none.</summary>
    [Id(10)] public string? Need { get; init; }
}

/// <summary>By what a travel time was reckoned.</summary>
public enum TravelBasis
{
    /// <summary>Distance on the sphere, lengthened by the detour of streets, at the speed of its class.</summary>
    StraightLine = 1,

    /// <summary>The road graph that the installation loaded.</summary>
    Roads = 2,
}

/// <summary>Why a candidate is better or worse than another. Numbers are sent and stored: append only.</summary>
public enum CostKind
{
    /// <summary><see cref="Cost.Of"/> is metres on the way reckoned.</summary>
    Travel = 1,

    /// <summary>The hole it would leave; <see cref="Cost.Of"/> is how many available ones stay in its cell.</summary>
    Coverage = 2,

    /// <summary><see cref="Cost.Of"/> is hours worked in the last 24.</summary>
    Fatigue = 3,

    /// <summary><see cref="Cost.Of"/> is assignments in the last 24 hours.</summary>
    Workload = 4,
}

/// <param name="Seconds">Seconds that it adds to the cost.</param>
/// <param name="Of">The number that it comes from; its unit is the kind's.</param>
[GenerateSerializer, Immutable, Alias(Aliases.Cost)]
public readonly record struct Cost([property: Id(0)] CostKind Kind, [property: Id(1)] double Seconds, [property: Id(2)] double Of);
