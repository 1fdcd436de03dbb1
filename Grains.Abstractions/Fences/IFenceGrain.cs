using System.Collections.Immutable;

namespace GrupoGad.Fences;

/// <summary>A fence: its plan, and its counts. Visits are judged beside each efectivo; see Grains/Fences.</summary>
/// <remarks>Key: the fence's code, <c>^[A-Z0-9_-]{3,50}$</c>. Every change is durable before the answer.</remarks>
[Alias(Aliases.FenceGrain)]
public interface IFenceGrain : IGrainWithStringKey
{
    /// <summary>Creates it or replaces its plan. Those inside from then on are reported with <see cref="FenceCause.FenceChanged"/>.</summary>
    /// <param name="actor">Subject of the caller's token.</param>
    [ResponseTimeout("00:00:10"), Alias(nameof(Put))]
    ValueTask<FenceAnswer> Put(FencePlan plan, string actor, Expected expected = default, CancellationToken cancellation = default);

    /// <summary>
    /// All efectivos inside leave, with <see cref="FenceCause.FenceRemoved"/>. Its events stay. These exits go to screens, feeds, webhooks and the
    /// operation's timeline, but send no command of the fence's reaction, because no efectivo moved.
    /// </summary>
    [Once, Alias(nameof(Remove))]
    ValueTask<FenceAnswer> Remove(string actor, Expected expected = default, CancellationToken cancellation = default);

    /// <summary>Null when there is none.</summary>
    [Alias(nameof(Describe))]
    ValueTask<FenceView?> Describe(CancellationToken cancellation = default);
}

public enum FenceOutcome
{
    Created = 1,
    Changed = 2,

    /// <summary>It was so already; nothing was written.</summary>
    Unchanged = 3,

    Removed = 4,
    UnknownFence = 5,

    /// <summary>A value breaks a rule.</summary>
    Invalid = 6,

    UnknownOperation = 7,
    UnknownEfectivo = 8,

    /// <summary><c>FenceOptions.FencesMax</c> are there already.</summary>
    TooMany = 9,

    /// <summary>It is not of the version that was expected, because another writer has changed it.</summary>
    Stale = 10,

    /// <summary>It would replace a plan and does not say which version.</summary>
    Unversioned = 11,
}

[GenerateSerializer, Immutable, Alias(Aliases.FenceAnswer)]
public sealed record FenceAnswer
{
    [Id(0)] public required FenceOutcome Outcome { get; init; }

    /// <summary>Name of the field at fault, as in the plan; empty when none is.</summary>
    [Id(1)] public string Field { get; init; } = "";

    [Id(2)] public string Value { get; init; } = "";

    /// <summary>The rule that refused it, in words.</summary>
    [Id(3)] public string Rule { get; init; } = "";

    /// <summary>Where the shape is broken; null when that is not the fault.</summary>
    [Id(4)] public Geo.GeoPoint? Fault { get; init; }

    [Id(5)] public FenceView? View { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.FenceView)]
public sealed record FenceView
{
    [Id(0)] public required string FenceId { get; init; }

    [Id(1)] public required FencePlan Plan { get; init; }

    /// <summary>Inside now who meet the filter, by code; at most 1,000 of them.</summary>
    [Id(2)] public ImmutableArray<string> Inside { get; init; } = [];

    [Id(3)] public int InsideCount { get; init; }

    /// <summary>Whether it watches at this moment: schedule and owner allow it.</summary>
    [Id(4)] public bool Watching { get; init; }

    /// <summary>Grows with every change.</summary>
    [Id(5)] public required long Version { get; init; }

    [Id(6)] public required DateTime ChangedAt { get; init; }

    [Id(7)] public required string ChangedBy { get; init; }
}
