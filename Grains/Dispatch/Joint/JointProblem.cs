using System.Collections.Immutable;
using GrupoGad.Geo;
using GrupoGad.Operations;

namespace GrupoGad.Dispatch;

/// <summary>Many operations and the efectivos that may go to each. An efectivo goes to one at most; each taken from a cell costs more.</summary>
/// <param name="Available">Available ones in each cell that candidates stand in.</param>
public sealed record JointProblem(ImmutableArray<JointDemand> Demands, IReadOnlyDictionary<CellId, int> Available, DispatchOptions Options)
{
    /// <summary>Cost of taking the n-th (from 1) from a cell, seconds; never less than for the one before.</summary>
    public double CoverageS(CellId zone, int nth) => CostRules.CoverageS(Available.GetValueOrDefault(zone) - nth, Options);
}

/// <param name="Count">How many are needed.</param>
/// <param name="Need">Skill of the run plan's need that it is, empty: any; null: none.</param>
public sealed record JointDemand(string OperationId, int Count, OperationPriority Priority, DateTime Start, ImmutableArray<JointOption> Options, string? Need = null)
{
    /// <summary>
    /// What leaving one place unfilled costs, seconds: more than any way is long, and twice as much for each step of priority, so that a place is never
    /// left empty to save travel, and rather two of a lower priority than one of the next.
    /// </summary>
    public double UnfilledS => 1_000_000.0 * (1 << (int)Priority);
}

/// <param name="OwnS">Travel and what else it costs, but for coverage; seconds.</param>
/// <param name="Zone">The cell that it would leave.</param>
public readonly record struct JointOption(string EfectivoId, double OwnS, double TravelS, CellId Zone);

/// <summary>One assignment: positions in <see cref="JointProblem.Demands"/> and in that demand's options.</summary>
public readonly record struct JointPick(int Demand, int Option);
