using System.Collections.Immutable;
using GrupoGad.Operations;

namespace GrupoGad.Dispatch;

/// <summary>Demands of operations and who may go to each, as the problem to be solved; and its solution.</summary>
internal static class JointProblems
{
    /// <param name="prospects">Of each demand, in the order of the demands.</param>
    public static JointProblem Of(
        IEnumerable<(OperationView Operation, Demand Demand)> demands, IReadOnlyList<IReadOnlyList<Prospect>> prospects, Inquiry inquiry, DispatchOptions options)
    {
        var zones = prospects.SelectMany(some => some).DistinctBy(prospect => prospect.Id).GroupBy(prospect => prospect.Zone);
        return new JointProblem(
            [
                .. demands.Zip(prospects, (pair, some) => new JointDemand(
                    pair.Operation.OperationId, pair.Demand.Count, pair.Operation.Plan.Priority, pair.Operation.Plan.PlannedStart,
                    [.. some.Select(prospect => new JointOption(prospect.Id, prospect.OwnS, prospect.Travel.Seconds, prospect.Zone))], pair.Demand.Wanted.Need)),
            ],
            zones.ToDictionary(zone => zone.Key, zone => Math.Max(zone.Count(), inquiry.Available(zone.Key))),
            options);
    }

    /// <summary>Arithmetic for a tenth of a second at most: not on the scheduler that other grains share.</summary>
    /// <exception cref="JointSolverMissingException">Its native library is not there.</exception>
    public static async Task<ImmutableArray<JointPick>> Solve(JointProblem problem, IJointSolver solver, CancellationToken cancellation) =>
        problem.Demands.IsEmpty ? [] : await Task.Run(() => solver.Solve(problem), cancellation);
}
