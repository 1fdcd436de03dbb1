using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Google.OrTools.Graph;
using GrupoGad.Dispatch;
using GrupoGad.Geo;

namespace GrupoGad.Silo.Dispatch;

/// <summary>Joint assignments as a minimum-cost flow, by Google OR-Tools: exact, and polynomial where an integer program is not.</summary>
/// <remarks>
/// <code>
///   operation ─travel and own costs─► efectivo ─► cell ─the 1st, the 2nd, … taken, each dearer─► out
///       └──what an empty place costs───────────────────────────────────────────────────────────► out
/// </code>
/// A flow can represent the coverage of a cell because its cost rises with each efectivo taken, and of parallel ways the cheaper fills first.
/// </remarks>
internal sealed class FlowSolver : IJointSolver
{
    /// <summary>Costs are whole tenths of a second.</summary>
    private const double Unit = 10;

    public ImmutableArray<JointPick> Solve(JointProblem problem)
    {
        try
        {
            return Flow(problem);
        }
        catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException or FileNotFoundException or BadImageFormatException)
        {
            throw new JointSolverMissingException(
                $"the solver's library (Google OR-Tools) is not installed for {RuntimeInformation.RuntimeIdentifier}; linux-x64 comes with it", exception);
        }
    }

    /// <remarks>Apart, so that a missing library is met inside the try.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ImmutableArray<JointPick> Flow(JointProblem problem)
    {
        var flow = new MinCostFlow();
        var people = new Dictionary<string, int>(StringComparer.Ordinal);
        var zones = new Dictionary<CellId, int>();
        var ways = new List<(int Arc, JointPick Pick)>();
        // Nodes: out, then operations, then efectivos and cells as they come.
        var nodes = 1 + problem.Demands.Length;
        var wanted = 0;
        for (var i = 0; i < problem.Demands.Length; i++)
        {
            var demand = problem.Demands[i];
            wanted += demand.Count;
            flow.SetNodeSupply(1 + i, demand.Count);
            flow.AddArcWithCapacityAndUnitCost(1 + i, 0, demand.Count, Cost(demand.UnfilledS));
            for (var o = 0; o < demand.Options.Length; o++)
            {
                var arc = flow.AddArcWithCapacityAndUnitCost(1 + i, Person(demand.Options[o]), 1, Cost(demand.Options[o].OwnS));
                ways.Add((arc, new JointPick(i, o)));
            }
        }
        flow.SetNodeSupply(0, -wanted);
        foreach (var (zone, node) in zones)
        {
            Out(zone, node);
        }
        var status = flow.Solve();
        return status == MinCostFlowBase.Status.OPTIMAL
            ? [.. ways.Where(way => flow.Flow(way.Arc) > 0).Select(way => way.Pick)]
            : throw new InvalidOperationException($"The flow of a joint assignment ended as {status}.");

        int Person(JointOption option)
        {
            if (!people.TryGetValue(option.EfectivoId, out var node))
            {
                people[option.EfectivoId] = node = nodes++;
                flow.AddArcWithCapacityAndUnitCost(node, Zone(option.Zone), 1, 0);
            }
            return node;
        }

        int Zone(CellId zone)
        {
            if (!zones.TryGetValue(zone, out var node))
            {
                zones[zone] = node = nodes++;
            }
            return node;
        }

        void Out(CellId zone, int node)
        {
            var first = 1;
            while (first <= wanted)
            {
                // As many at once as cost the same.
                var (cost, last) = (Cost(problem.CoverageS(zone, first)), first);
                var available = problem.Available.GetValueOrDefault(zone);
                last = first <= available - problem.Options.CoverWanted ? Math.Min(wanted, available - problem.Options.CoverWanted) : first >= available ? wanted : first;
                flow.AddArcWithCapacityAndUnitCost(node, 0, last - first + 1, cost);
                first = last + 1;
            }
        }
    }

    private static long Cost(double seconds) => (long)Math.Round(seconds * Unit);
}
