using System.Collections.Immutable;
using CsCheck;
using GrupoGad.Dispatch;
using GrupoGad.Geo;
using GrupoGad.Operations;
using GrupoGad.Silo.Dispatch;

namespace GrupoGad.Silo.Tests.Dispatch;

public sealed class FlowSolverTests
{
    private static readonly DateTime _noon = Reports.Noon;

    [Fact]
    public void It_finds_the_cheapest_of_all_assignments()
    {
        Problems(demands: 3, people: 5, zones: 2).Sample(problem =>
        {
            var picks = new FlowSolver().Solve(problem);
            Assert.Null(JointSums.Refuses(problem, picks));
            Assert.Equal(All(problem, 0, [], []).Min(other => JointSums.WholeS(problem, other)), JointSums.WholeS(problem, picks), 0.5);
        }, iter: 400);
    }

    [Fact]
    public void It_is_never_worse_than_one_operation_after_the_other()
    {
        Problems(demands: 30, people: 80, zones: 9).Sample(problem =>
        {
            var (picks, greedy) = (new FlowSolver().Solve(problem), GreedyRules.Solve(problem));
            Assert.Null(JointSums.Refuses(problem, greedy));
            Assert.True(JointSums.WholeS(problem, picks) <= JointSums.WholeS(problem, greedy) + 0.1 * picks.Length + 1e-6);
            Assert.True(JointSums.Of(problem, picks).Filled >= JointSums.Of(problem, greedy).Filled || JointSums.WholeS(problem, picks) < JointSums.WholeS(problem, greedy));
        }, iter: 100);
    }

    [Fact]
    public void Two_that_want_the_same_one_are_settled_for_the_whole()
    {
        // Greedy gives B what it likes best and sends A's only near one away.
        var problem = new JointProblem(
            [
                Demand("OP-B", OperationPriority.High, ("NEAR", 100, 0), ("NEXT", 110, 0)),
                Demand("OP-A", OperationPriority.Medium, ("NEAR", 120, 0), ("FAR", 900, 0)),
            ], new Dictionary<CellId, int> { [Zone(0)] = 50 }, new DispatchOptions());
        Assert.Equal((1_000.0, 230.0), (JointSums.Of(problem, GreedyRules.Solve(problem)).CostS, JointSums.Of(problem, new FlowSolver().Solve(problem)).CostS));
    }

    [Fact]
    public void Of_too_few_the_more_urgent_gets_one_and_nobody_waits_to_save_a_way()
    {
        var problem = new JointProblem(
            [
                Demand("OP-LOW", OperationPriority.Low, ("ONLY", 10, 0)),
                Demand("OP-CRIT", OperationPriority.Critical, ("ONLY", 3_500, 0)),
            ], new Dictionary<CellId, int> { [Zone(0)] = 1 }, new DispatchOptions());
        Assert.Equal("OP-CRIT", problem.Demands[Assert.Single(new FlowSolver().Solve(problem)).Demand].OperationId);
    }

    [Fact]
    public void The_second_from_a_cell_that_needs_its_people_comes_from_elsewhere()
    {
        var problem = new JointProblem(
            [
                Demand("OP-1", OperationPriority.Medium, ("A1", 100, 0), ("B1", 150, 1)),
                Demand("OP-2", OperationPriority.Medium, ("A2", 100, 0), ("B2", 150, 1)),
            ], new Dictionary<CellId, int> { [Zone(0)] = 3, [Zone(1)] = 9 }, new DispatchOptions());
        var picks = new FlowSolver().Solve(problem);
        Assert.Equal(250, JointSums.Of(problem, picks).CostS); // One of cell 0 leaves two; the next would cost 90 s more, cell 1 is 50 s further.
    }

    [Fact]
    public void Nobody_for_nothing_is_no_error() =>
        Assert.Empty(new FlowSolver().Solve(new JointProblem([Demand("OP-1", OperationPriority.Low)], new Dictionary<CellId, int>(), new DispatchOptions())));

    private static Gen<JointProblem> Problems(int demands, int people, int zones) =>
        from options in Gen.Select(Gen.Int[0, people - 1], Gen.Int[0, 900]).Array[0, people].Array[1, demands]
        from counts in Gen.Int[1, 3].Array[options.Length]
        from priorities in Gen.Int[1, 5].Array[options.Length]
        from homes in Gen.Int[0, zones - 1].Array[people]
        from more in Gen.Int[0, 3].Array[zones]
        select new JointProblem(
            [
                .. options.Select((some, i) => new JointDemand($"OP-{i}", counts[i], (OperationPriority)priorities[i], _noon,
                    [.. some.DistinctBy(option => option.Item1).Select(option => new JointOption($"E-{option.Item1}", option.Item2, option.Item2, Zone(homes[option.Item1])))])),
            ],
            Enumerable.Range(0, zones).ToDictionary(Zone, zone => homes.Count(home => home == zone) + more[zone]), new DispatchOptions());

    private static JointDemand Demand(string id, OperationPriority priority, params (string Id, double Seconds, int Zone)[] options) =>
        new(id, 1, priority, _noon, [.. options.Select(option => new JointOption(option.Id, option.Seconds, option.Seconds, Zone(option.Zone)))]);

    private static CellId Zone(int number) => new(12, number, 0);

    /// <summary>Every assignment there is.</summary>
    private static IEnumerable<ImmutableArray<JointPick>> All(JointProblem problem, int demand, ImmutableArray<JointPick> picks, ImmutableHashSet<string> taken)
    {
        if (demand == problem.Demands.Length)
        {
            return [picks];
        }
        var options = problem.Demands[demand].Options;
        return Enumerable.Range(0, 1 << options.Length)
            .Select(mask => Enumerable.Range(0, options.Length).Where(o => (mask >> o & 1) == 1).ToArray())
            .Where(some => some.Length <= problem.Demands[demand].Count && !some.Any(o => taken.Contains(options[o].EfectivoId)))
            .SelectMany(some => All(problem, demand + 1, picks.AddRange(some.Select(o => new JointPick(demand, o))), taken.Union(some.Select(o => options[o].EfectivoId))));
    }
}
