using System.Collections.Immutable;

namespace GrupoGad.Dispatch;

/// <summary>Conditions of a request beside those of the operation's plan.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.RecommendRequest)]
public sealed record RecommendRequest
{
    public const int CountMax = 50;
    public const int SkillsMax = 10;
    public const int SkillLengthMax = 100;
    public const double TravelMaxS = 86_400;
    public const int AlarmLevelMax = 10;

    /// <summary>
    /// How many should go, 0–<see cref="CountMax"/>. Where there is a run plan: at least so many, and all efectivos that the plan still misses. 0: as many as
    /// the run plan misses; without one, one.
    /// </summary>
    [Id(0)] public int Count { get; init; }

    /// <summary>
    /// Skills that each must have, all of them; the run plan is not read then. Empty: by the run plan; without one, the skill that the operation's plan wants.
    /// </summary>
    [Id(1)] public ImmutableArray<string> Skills { get; init; } = [];

    /// <summary>Longest travel time, seconds, at most <see cref="TravelMaxS"/>; null: the installation's.</summary>
    [Id(2)] public double? MaxTravelS { get; init; }

    /// <summary>Also who belongs to another jurisdiction than the operation.</summary>
    [Id(3)] public bool AnyJurisdiction { get; init; }

    /// <summary>Subject of the caller's token.</summary>
    [Id(4)] public required string Actor { get; init; }

    /// <summary>Level of alarm whose needs are to be met, 1–<see cref="AlarmLevelMax"/>; above the run plan's last: the last. 0: 1.</summary>
    [Id(5)] public int AlarmLevel { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.RecommendAnswer)]
public sealed record RecommendAnswer
{
    [Id(0)] public required DispatchOutcome Outcome { get; init; }

    /// <summary>Name of the field at fault; empty when none is.</summary>
    [Id(1)] public string Field { get; init; } = "";

    [Id(2)] public string Value { get; init; } = "";

    [Id(3)] public string Rule { get; init; } = "";

    /// <summary>Null unless done.</summary>
    [Id(4)] public Recommendation? Recommendation { get; init; }
}
