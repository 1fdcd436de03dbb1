using System.Collections.Immutable;

namespace GrupoGad.Fences;

/// <summary>Plan of a fence: its place, its times, its efectivos, and the events it watches for.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.FencePlan)]
public sealed record FencePlan
{
    /// <summary>1–200 characters.</summary>
    [Id(0)] public required string Name { get; init; }

    [Id(1)] public required FenceShape Shape { get; init; }

    [Id(2)] public FenceOwner Owner { get; init; } = FenceOwner.Standing;

    [Id(3)] public FenceSchedule Schedule { get; init; } = FenceSchedule.Always;

    [Id(4)] public FenceFilter Filter { get; init; } = FenceFilter.Everybody;

    [Id(5)] public FenceWatch Watch { get; init; } = FenceWatch.Borders;

    /// <summary>A command that some of its events send; null: none.</summary>
    [Id(6)] public FenceReaction? Reaction { get; init; }

    [Id(7)] public string Jurisdiction { get; init; } = "";

    /// <summary>0–4,000 characters.</summary>
    [Id(8)] public string Notes { get; init; } = "";
}

/// <summary>Owner of a fence, which also decides how long it lives. Numbers are stored and sent: append only.</summary>
public enum FenceOwnerKind
{
    /// <summary>Until a person removes it.</summary>
    Standing = 1,

    /// <summary>Watches while the operation is in progress or paused, and is removed when it closes.</summary>
    Operation = 2,

    /// <summary>A circle whose centre is the efectivo's live position.</summary>
    Efectivo = 3,
}

/// <param name="Code">Code of the operation or efectivo; empty for a standing one.</param>
[GenerateSerializer, Immutable, Alias(Aliases.FenceOwner)]
public sealed record FenceOwner([property: Id(0)] FenceOwnerKind Kind, [property: Id(1)] string Code)
{
    public static readonly FenceOwner Standing = new(FenceOwnerKind.Standing, "");
}

/// <summary>Efectivos that a fence watches; each condition narrows. An efectivo outside the filter causes no event and is not counted.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.FenceFilter)]
public sealed record FenceFilter
{
    public static readonly FenceFilter Everybody = new();

    /// <summary>Empty: any.</summary>
    [Id(0)] public ImmutableArray<Efectivos.Availability> Availabilities { get; init; } = [];

    /// <summary>Empty: any. At most 100.</summary>
    [Id(1)] public ImmutableArray<string> Units { get; init; } = [];

    /// <summary>Empty: any.</summary>
    [Id(2)] public string Skill { get; init; } = "";

    /// <summary>Codes; empty: any. At most 500. Those who are to keep to a corridor.</summary>
    [Id(3)] public ImmutableArray<string> Efectivos { get; init; } = [];
}
