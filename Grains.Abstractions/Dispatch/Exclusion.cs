namespace GrupoGad.Dispatch;

/// <summary>Rule that excludes an efectivo. Numbers are sent and stored: append only. The first that applies, in this order, is reported.</summary>
public enum ExclusionRule
{
    /// <summary>It was asked by this operation before, or commands it.</summary>
    AlreadyAsked = 1,

    NotAvailable = 2,

    /// <summary>Its position is older than the installation allows for dispatch.</summary>
    FixTooOld = 3,

    FixInaccurate = 4,
    SkillMissing = 5,

    /// <summary>Its grain did not answer, or it is registered no more.</summary>
    NotReached = 6,

    /// <summary>Another operation has it.</summary>
    Reserved = 7,

    OtherJurisdiction = 8,
    OffShift = 9,
    OnLeave = 10,
    Resting = 11,

    /// <summary>No way leads there.</summary>
    NoRoute = 12,

    TooFar = 13,

    /// <summary>It has an open alarm: it is helped, not sent.</summary>
    Alarmed = 14,
}

/// <summary>One who was considered and may not go.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.Exclusion)]
public sealed record Exclusion
{
    [Id(0)] public required string EfectivoId { get; init; }

    /// <summary>Along the sphere, metres.</summary>
    [Id(1)] public required double DistanceM { get; init; }

    [Id(2)] public required ExclusionRule Rule { get; init; }

    /// <summary>The rule in words, with its numbers.</summary>
    [Id(3)] public string Detail { get; init; } = "";

    /// <summary>When the rule ends by itself, UTC; null: unknown or never.</summary>
    [Id(4)] public DateTime? Until { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.ExclusionCount)]
public readonly record struct ExclusionCount([property: Id(0)] ExclusionRule Rule, [property: Id(1)] int Count);

/// <summary>Change that would alter the choice. Numbers are sent and stored: append only.</summary>
public enum ChangeKind
{
    /// <summary>The next best takes over when the last of the chosen gets worse by more than <see cref="Change.Seconds"/>.</summary>
    NextBest = 1,

    /// <summary>
    /// It may not go by <see cref="Change.Rule"/>; without that it would be there sooner by <see cref="Change.Seconds"/> than the last of the chosen (0 when
    /// too few may go at all).
    /// </summary>
    NearerExcluded = 2,

    /// <summary>It would be there sooner by <see cref="Change.Seconds"/> than the last of the chosen; <see cref="Change.Cost"/> weighs more.</summary>
    SoonerButCostlier = 3,
}

[GenerateSerializer, Immutable, Alias(Aliases.Change)]
public sealed record Change
{
    [Id(0)] public required ChangeKind Kind { get; init; }

    [Id(1)] public required string EfectivoId { get; init; }

    [Id(2)] public required double Seconds { get; init; }

    [Id(3)] public ExclusionRule? Rule { get; init; }

    /// <summary>The heaviest cost against it beside travel.</summary>
    [Id(4)] public CostKind? Cost { get; init; }

    /// <summary>As <see cref="Candidate.Need"/>.</summary>
    [Id(5)] public string? Need { get; init; }
}
