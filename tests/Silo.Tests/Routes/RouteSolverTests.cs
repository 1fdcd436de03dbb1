using System.Collections.Immutable;
using CsCheck;
using GrupoGad.Dispatch;
using GrupoGad.Routes;
using GrupoGad.Silo.Routes;

namespace GrupoGad.Silo.Tests.Routes;

public sealed class RouteSolverTests
{
    /// <summary>It searches for as long as it may by the clock on the wall; on a busy machine little of that may be its own. Then it is given more.</summary>
    private static readonly TimeSpan[] _patience = [TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(15)];

    [Fact]
    public void Without_windows_it_finds_the_best_of_all_orders() => Problems(1, 7, hasWindows: false).Sample(problem =>
    {
        var best = Orders([.. Enumerable.Range(0, problem.Stops)]).Min(other => RouteRules.Totals(problem, other).CostS);
        // Each way is rounded to a tenth of a second.
        var most = best + 0.1 * (problem.Stops + 1);
        var order = Solved(problem, order => RouteRules.Totals(problem, order).CostS <= most);
        Assert.InRange(RouteRules.Totals(problem, order).CostS, best - 1e-6, most);
    }, iter: 60, threads: 1);

    [Fact]
    public void Of_many_stops_it_is_never_worse_than_the_nearest_next_and_mostly_better()
    {
        var better = 0;
        Problems(30, 50).Sample(problem =>
        {
            var nearest = RouteRules.NearestNext(problem);
            var (found, first) = (double.PositiveInfinity, RouteRules.Totals(problem, nearest).CostS);
            for (var i = 0; i < 2 && found >= 0.98 * first; i++)
            {
                var (order, isSolved) = RouteChoice.Of(problem, nearest, new RouteSolver(), _patience[i], TestContext.Current.CancellationToken);
                found = RouteRules.Totals(problem, order).CostS;
                Assert.Equal(Enumerable.Range(0, problem.Stops), order.Order());
                Assert.True(isSolved && found <= first, $"{found} > {first}");
            }
            better += found < 0.98 * first ? 1 : 0;
        }, iter: 12, threads: 1);
        Assert.InRange(better, 9, 13);
    }

    [Fact]
    public void A_way_that_is_not_there_is_gone_round()
    {
        // 0 → 1 → 2 only; the nearest next would go to 2 first and never reach 1.
        Travel?[][] ways = [[null, Way(50), Way(10)], [null, null, Way(10)], [null, null, null]];
        var problem = new RouteProblem(ways, [new(0, 0, double.PositiveInfinity), new(0, 0, double.PositiveInfinity)], IsRound: false);
        Assert.Equal(0, RouteRules.WithoutWay(problem, RouteRules.NearestNext(problem)));
        var order = Solved(problem, order => order is [0, 1]);
        Assert.Equal([0, 1], order);
        Assert.Null(RouteRules.WithoutWay(problem, order));
    }

    [Fact]
    public void Who_closes_first_is_visited_first_though_it_is_further()
    {
        Travel?[][] ways = [[null, Way(100), Way(600)], [Way(100), null, Way(650)], [Way(600), Way(650), null]];
        var problem = new RouteProblem(ways, [new(300, 0, double.PositiveInfinity), new(60, 0, 620)], IsRound: true);
        var order = Solved(problem, order => order is [1, 0]);
        Assert.Equal([1, 0], order);
        Assert.Equal((0.0, 600 + 60 + 650 + 300 + 100.0), (RouteRules.Totals(problem, order).LateS, RouteRules.Totals(problem, order).DoneS));
    }

    private static ImmutableArray<int> Solved(RouteProblem problem, Func<ImmutableArray<int>, bool> isFound)
    {
        ImmutableArray<int> found = default;
        for (var i = 0; i < _patience.Length && (i == 0 || !isFound(found)); i++)
        {
            var order = new RouteSolver().Solve(problem, RouteRules.NearestNext(problem), _patience[i]);
            Assert.NotNull(order);
            Assert.Equal(Enumerable.Range(0, problem.Stops), order.Value.Order());
            found = order.Value;
        }
        return found;
    }

    private static Travel? Way(double seconds) => new Travel(seconds, seconds * 8, TravelBasis.StraightLine);

    /// <summary>Places in a square of half an hour's side, one way as long as the other but for a tenth; half of the problems have windows.</summary>
    private static Gen<RouteProblem> Problems(int min, int max, bool? hasWindows = null) =>
        from stops in Gen.Int[min, max]
        from points in Gen.Select(Gen.Double[0, 1_800], Gen.Double[0, 1_800]).Array[stops + 1]
        from skew in Gen.Double[1, 1.1].Array[(stops + 1) * (stops + 1)]
        from areWindowed in Gen.Bool
        from windows in Gen.Select(Gen.Double[0, 900], Gen.Double[0, 3_000], Gen.Double[300, 3_600], (service, opens, lasts) => (service, opens, lasts)).Array[stops]
        from isRound in Gen.Bool
        select new RouteProblem(
            [.. points.Select((a, i) => points.Select((b, j) => Way(Math.Sqrt(Math.Pow(a.Item1 - b.Item1, 2) + Math.Pow(a.Item2 - b.Item2, 2)) * skew[i * (stops + 1) + j])).ToArray())],
            [.. windows.Select(window => (hasWindows ?? areWindowed) ? new RouteWindow(window.service, window.opens, window.opens + window.lasts) : new RouteWindow(window.service, 0, double.PositiveInfinity))],
            isRound);

    private static IEnumerable<ImmutableArray<int>> Orders(ImmutableArray<int> left) => left.IsEmpty
        ? [[]]
        : left.SelectMany(first => Orders(left.Remove(first)).Select(rest => rest.Insert(0, first)));
}
