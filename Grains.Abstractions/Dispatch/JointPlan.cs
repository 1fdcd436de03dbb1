using System.Collections.Immutable;
using GrupoGad.Operations;

namespace GrupoGad.Dispatch;

/// <summary>Operations to be filled together.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.JointRequest)]
public sealed record JointRequest
{
    public const int OperationsMax = 500;

    /// <summary>1–<see cref="OperationsMax"/>, each once.</summary>
    [Id(0)] public required ImmutableArray<JointNeed> Operations { get; init; }

    /// <summary>Also who belongs to another jurisdiction than the operation.</summary>
    [Id(1)] public bool AnyJurisdiction { get; init; }

    /// <summary>Subject of the caller's token.</summary>
    [Id(2)] public required string Actor { get; init; }
}

/// <param name="Count">
/// How many more should go, 1–50; where there is a run plan: at least so many, and all efectivos that it still misses. 0: as many as the run plan misses;
/// without one, as many as the operation's plan wants and has not, at least one.
/// </param>
/// <param name="Skill">That each must have: then no run plan is asked. Empty: by the run plan; without one, the one that the operation's plan wants.</param>
/// <param name="AlarmLevel">As <see cref="RecommendRequest.AlarmLevel"/>.</param>
[GenerateSerializer, Immutable, Alias(Aliases.JointNeed)]
public readonly record struct JointNeed(
    [property: Id(0)] string OperationId, [property: Id(1)] int Count, [property: Id(2)] string Skill, [property: Id(3)] int AlarmLevel = 0);

[GenerateSerializer, Immutable, Alias(Aliases.JointAnswer)]
public sealed record JointAnswer
{
    [Id(0)] public required DispatchOutcome Outcome { get; init; }

    [Id(1)] public string Field { get; init; } = "";

    [Id(2)] public string Value { get; init; } = "";

    [Id(3)] public string Rule { get; init; } = "";

    /// <summary>Null unless done.</summary>
    [Id(4)] public JointPlan? Plan { get; init; }
}

/// <summary>Assignment of efectivos to several operations, solved together, beside the result of solving one after the other.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.JointPlan)]
public sealed record JointPlan
{
    [Id(0)] public required string JointId { get; init; }

    /// <summary>UTC.</summary>
    [Id(1)] public required DateTime At { get; init; }

    [Id(2)] public required string Actor { get; init; }

    /// <summary>By operation, then cost.</summary>
    [Id(3)] public required ImmutableArray<JointAssignment> Assignments { get; init; }

    /// <summary>Operations left short, or not filled at all, and why.</summary>
    [Id(4)] public ImmutableArray<JointShort> Short { get; init; } = [];

    [Id(5)] public required JointTotals Totals { get; init; }

    /// <summary>Totals if each operation took its best in turn, the most urgent first.</summary>
    [Id(6)] public required JointTotals Greedy { get; init; }

    /// <summary>Assignments that greedy would have made otherwise.</summary>
    [Id(7)] public int Differing { get; init; }

    /// <summary>Efectivos looked at.</summary>
    [Id(8)] public int Considered { get; init; }

    /// <summary>Of the solver alone, milliseconds.</summary>
    [Id(9)] public double SolveMs { get; init; }

    /// <summary>As <see cref="Recommendation.Unchecked"/>.</summary>
    [Id(10)] public ImmutableArray<string> Unchecked { get; init; } = [];

    /// <summary>It can be read again, and applied.</summary>
    [Id(11)] public bool IsStored { get; init; }

    /// <summary>By how much the whole is better than one after the other, seconds; never negative.</summary>
    [Id(12)] public double SavedS { get; init; }

    /// <summary>Each operation that was asked for, in that order: for when it was judged, and how far its run plan is met.</summary>
    [Id(13)] public ImmutableArray<JointOperation> Operations { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias(Aliases.JointOperation)]
public sealed record JointOperation
{
    [Id(0)] public required string OperationId { get; init; }

    /// <summary>As <see cref="Recommendation.JudgedAt"/>.</summary>
    [Id(1)] public required DateTime JudgedAt { get; init; }

    /// <summary>As <see cref="Recommendation.AlarmLevel"/>.</summary>
    [Id(2)] public int AlarmLevel { get; init; }

    /// <summary>As <see cref="Recommendation.Needs"/>.</summary>
    [Id(3)] public ImmutableArray<NeedStanding> Needs { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias(Aliases.JointAssignment)]
public sealed record JointAssignment
{
    [Id(0)] public required string OperationId { get; init; }

    [Id(1)] public required Candidate Candidate { get; init; }
}

/// <param name="Missing">How many it still lacks.</param>
/// <param name="Rule">Why, in words.</param>
/// <param name="Need">As <see cref="Candidate.Need"/>.</param>
[GenerateSerializer, Immutable, Alias(Aliases.JointShort)]
public readonly record struct JointShort(
    [property: Id(0)] string OperationId, [property: Id(1)] int Missing, [property: Id(2)] string Rule, [property: Id(3)] string? Need = null);

/// <param name="Filled">Efectivos given.</param>
/// <param name="Missing">Not to be had.</param>
/// <param name="TravelS">Sum of travel times, seconds.</param>
/// <param name="CoverageS">Sum for holes left, seconds.</param>
/// <param name="CostS">Sum of all costs of those given, seconds.</param>
/// <param name="LongestTravelS">The longest of the travel times.</param>
[GenerateSerializer, Immutable, Alias(Aliases.JointTotals)]
public readonly record struct JointTotals(
    [property: Id(0)] int Filled, [property: Id(1)] int Missing, [property: Id(2)] double TravelS, [property: Id(3)] double CoverageS,
    [property: Id(4)] double CostS, [property: Id(5)] double LongestTravelS);

[GenerateSerializer, Immutable, Alias(Aliases.JointApplied)]
public sealed record JointApplied
{
    [Id(0)] public required DispatchOutcome Outcome { get; init; }

    /// <summary>One for each assignment of the plan.</summary>
    [Id(1)] public ImmutableArray<JointResult> Results { get; init; } = [];
}

/// <param name="Rule">Why not; empty when it was taken.</param>
[GenerateSerializer, Immutable, Alias(Aliases.JointResult)]
public readonly record struct JointResult(
    [property: Id(0)] string OperationId, [property: Id(1)] string EfectivoId, [property: Id(2)] AssignOutcome Outcome, [property: Id(3)] string Rule);
