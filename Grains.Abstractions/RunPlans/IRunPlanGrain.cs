using System.Collections.Immutable;
using GrupoGad.Operations;
using Orleans.Concurrency;

namespace GrupoGad.RunPlans;

/// <summary>The run plans of the installation, at most one for each type and priority.</summary>
/// <remarks>Key: <see cref="Key"/>; there is one. Every change is durable before the answer. All calls are safe to repeat.</remarks>
[Alias(Aliases.RunPlanGrain)]
public interface IRunPlanGrain : IGrainWithIntegerKey
{
    const long Key = 0;

    /// <param name="actor">Subject of the caller's token, 1–200 characters.</param>
    [Alias(nameof(Put))]
    ValueTask<RunPlanAnswer> Put(RunPlan plan, string actor, Expected expected = default, CancellationToken cancellation = default);

    /// <summary>Removes the plan at any version. False: there was none.</summary>
    [Once, Alias(nameof(Remove))]
    ValueTask<bool> Remove(OperationType type, OperationPriority priority, string actor, CancellationToken cancellation = default);

    /// <summary>As <see cref="Remove"/>, when it is of the version that is expected.</summary>
    [Once, Alias(nameof(Withdraw))]
    ValueTask<RunPlanAnswer> Withdraw(OperationType type, OperationPriority priority, string actor, Expected expected, CancellationToken cancellation = default);

    /// <summary>All of them with their versions, by type and priority.</summary>
    [Alias(nameof(View)), AlwaysInterleave]
    ValueTask<RunPlansView> View(CancellationToken cancellation = default);

    [Alias(nameof(All)), AlwaysInterleave]
    ValueTask<ImmutableArray<RunPlan>> All(CancellationToken cancellation = default);

    /// <summary>Sum of the levels up to this one, by skill; a level above the last is the last. Empty: there is no plan.</summary>
    /// <param name="level">From 1.</param>
    [Alias(nameof(Needs)), AlwaysInterleave]
    ValueTask<ImmutableArray<SkillNeed>> Needs(OperationType type, OperationPriority priority, int level, CancellationToken cancellation = default);
}

public enum RunPlanOutcome
{
    Done = 0,

    /// <summary>It was so already: nothing was written.</summary>
    Unchanged = 1,

    /// <summary>A value breaks a rule.</summary>
    Invalid = 2,

    UnknownPlan = 3,

    /// <summary>It is not of the version that was expected, because another writer has changed it.</summary>
    Stale = 4,

    /// <summary>It would replace a plan and does not say which version.</summary>
    Unversioned = 5,
}

/// <param name="Field">At fault; empty: it is done.</param>
[GenerateSerializer, Immutable, Alias(Aliases.RunPlanAnswer)]
public sealed record RunPlanAnswer([property: Id(0)] string Field, [property: Id(1)] string Value, [property: Id(2)] string Rule)
{
    [Id(3)] public RunPlanOutcome Outcome { get; init; } = Field.Length == 0 ? RunPlanOutcome.Done : RunPlanOutcome.Invalid;

    /// <summary>As it is after the call; null: there is none.</summary>
    [Id(4)] public RunPlanView? View { get; init; }

    public bool IsDone => Field.Length == 0;
}

/// <param name="Version">Grows with every change of any run plan; that of a plan stays until it is changed itself.</param>
/// <param name="PutBy">Subject of the token of who put it.</param>
/// <param name="PutAt">UTC.</param>
[GenerateSerializer, Immutable, Alias(Aliases.RunPlanView)]
public sealed record RunPlanView([property: Id(0)] RunPlan Plan, [property: Id(1)] long Version, [property: Id(2)] string PutBy, [property: Id(3)] DateTime PutAt);

[GenerateSerializer, Immutable, Alias(Aliases.RunPlansView)]
public sealed record RunPlansView([property: Id(0)] ImmutableArray<RunPlanView> Plans, [property: Id(1)] long Version);
