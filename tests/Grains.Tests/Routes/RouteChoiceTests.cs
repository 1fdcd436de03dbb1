using System.Collections.Immutable;
using CsCheck;
using GrupoGad.Dispatch;

namespace GrupoGad.Routes;

public sealed class RouteChoiceTests
{
    [Fact]
    public void Of_few_stops_it_is_the_best_of_all_orders() => Problems(1, 6).Sample(problem =>
    {
        var order = Chosen(problem);
        var best = Orders([.. Enumerable.Range(0, problem.Stops)]).Min(other => RouteRules.Totals(problem, other).CostS);
        Assert.Equal(best, RouteRules.Totals(problem, order).CostS, 1e-6 * best);
    }, iter: 300);

    [Fact]
    public void Of_many_it_is_never_worse_than_the_nearest_next_and_no_single_stop_is_better_elsewhere() => Problems(9, 20).Sample(problem =>
    {
        var (order, nearest) = (Chosen(problem), RouteRules.NearestNext(problem));
        var cost = RouteRules.Totals(problem, order).CostS;
        Assert.True(cost <= RouteRules.Totals(problem, nearest).CostS);
        for (var from = 0; from < order.Length; from++)
        {
            for (var to = 0; to < order.Length; to++)
            {
                Assert.True(cost <= RouteRules.Totals(problem, order.RemoveAt(from).Insert(to, order[from])).CostS + 1e-5);
            }
        }
    }, iter: 40);

    [Fact]
    public void Waits_visits_lateness_and_the_way_back_are_all_counted()
    {
        Travel?[][] ways = [[null, Way(100), Way(200)], [Way(110), null, Way(50)], [Way(210), Way(60), null]];
        var problem = new RouteProblem(ways, [new(30, 150, double.PositiveInfinity), new(40, 0, 200)], IsRound: true);
        Assert.Equal(new RouteTotals(100 + 50 + 210, 3_600, 50, 30, 100 + 50 + 30 + 50 + 40 + 210, 480 + 30_000), RouteRules.Totals(problem, [0, 1]));
        Assert.Equal([0, 1], RouteRules.NearestNext(problem));
        Assert.Equal([1, 0], Chosen(problem));
    }

    [Fact]
    public void No_time_to_mend_leaves_the_order_as_it_was() => Problems(9, 12).Sample(problem =>
    {
        var nearest = RouteRules.NearestNext(problem);
        Assert.Equal(nearest, RouteChoice.Of(problem, nearest, new NoRouteSolver(), TimeSpan.Zero, new CancellationToken(canceled: true)).Order);
    }, iter: 10);

    [Fact]
    public void A_way_that_is_not_there_weighs_more_than_fifty_days_late_and_nothing_is_told_of_an_order_that_needs_it()
    {
        // The nearest next runs into the pair that has none; round the other way, one visit of a day makes the last one late.
        Travel?[][] ways = [[null, Way(10), Way(20)], [null, null, null], [null, Way(10), null]];
        var problem = new RouteProblem(ways, [new(0, 0, 0), new(4_320_000, 0, 0)], IsRound: false);
        Assert.Equal([0, 1], RouteRules.NearestNext(problem));
        Assert.Equal([1, 0], Chosen(problem));
        var request = new RouteRequest { Stops = [new("A", default, 0, null, null), new("B", default, 0, null, null)] };
        var plan = RouteViews.Plan(problem, request, [1, 0], [0, 1], default, DateTime.UnixEpoch);
        Assert.True(plan is { NearestNext: null, SavedS: null });
    }

    private static ImmutableArray<int> Chosen(RouteProblem problem)
    {
        var (order, isSolved) = RouteChoice.Of(problem, RouteRules.NearestNext(problem), new NoRouteSolver(), TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, problem.Stops), order.Order());
        Assert.Equal(problem.Stops <= RouteChoice.ExactMax, isSolved);
        return order;
    }

    private static Travel? Way(double seconds) => new Travel(seconds, seconds * 10, TravelBasis.StraightLine);

    private static Gen<RouteProblem> Problems(int min, int max) =>
        from stops in Gen.Int[min, max]
        from seconds in Gen.Double[0, 1_800].Array[(stops + 1) * (stops + 1)]
        from hasWindows in Gen.Bool
        from windows in Gen.Select(Gen.Double[0, 900], Gen.Double[0, 3_000], Gen.Double[300, 3_600]).Array[stops]
        from isRound in Gen.Bool
        select new RouteProblem(
            [.. Enumerable.Range(0, stops + 1).Select(i => Enumerable.Range(0, stops + 1).Select(j => Way(seconds[i * (stops + 1) + j])).ToArray())],
            [.. windows.Select(window => new RouteWindow(window.Item1, hasWindows ? window.Item2 : 0, hasWindows ? window.Item2 + window.Item3 : double.PositiveInfinity))],
            isRound);

    private static IEnumerable<ImmutableArray<int>> Orders(ImmutableArray<int> left) => left.IsEmpty
        ? [[]]
        : left.SelectMany(first => Orders(left.Remove(first)).Select(rest => rest.Insert(0, first)));
}
