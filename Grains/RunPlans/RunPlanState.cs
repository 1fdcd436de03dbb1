using System.Collections.Immutable;

namespace GrupoGad.RunPlans;

/// <summary>All run plans. Property names are part of the data format.</summary>
public sealed record RunPlanState
{
    /// <summary>By type, then by priority.</summary>
    public ImmutableArray<KeptRunPlan> Plans { get; init; } = [];

    /// <summary>Actor of the last change, which was made at <see cref="ChangedAt"/> (UTC).</summary>
    public string ChangedBy { get; init; } = "";

    public DateTime ChangedAt { get; init; }

    /// <summary>Changes so far.</summary>
    public long Version { get; init; }
}

/// <summary>A plan with who put it, and when (UTC).</summary>
/// <param name="Version">Of all plans when this one was put.</param>
public sealed record KeptRunPlan(RunPlan Plan, string PutBy, DateTime PutAt, long Version = 0);
