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
    ValueTask<RunPlanAnswer> Put(RunPlan plan, string actor, CancellationToken cancellation = default);

    /// <summary>False: there was none.</summary>
    [Once, Alias(nameof(Remove))]
    ValueTask<bool> Remove(OperationType type, OperationPriority priority, string actor, CancellationToken cancellation = default);

    [Alias(nameof(All)), AlwaysInterleave]
    ValueTask<ImmutableArray<RunPlan>> All(CancellationToken cancellation = default);

    /// <summary>Sum of the levels up to this one, by skill; a level above the last is the last. Empty: there is no plan.</summary>
    /// <param name="level">From 1.</param>
    [Alias(nameof(Needs)), AlwaysInterleave]
    ValueTask<ImmutableArray<SkillNeed>> Needs(OperationType type, OperationPriority priority, int level, CancellationToken cancellation = default);
}

/// <param name="Field">At fault; empty: it is done.</param>
[GenerateSerializer, Immutable, Alias(Aliases.RunPlanAnswer)]
public sealed record RunPlanAnswer([property: Id(0)] string Field, [property: Id(1)] string Value, [property: Id(2)] string Rule)
{
    public static RunPlanAnswer Done { get; } = new("", "", "");

    public bool IsDone => Field.Length == 0;
}
