using System.Collections.Immutable;

namespace GrupoGad.Routes;

/// <summary>The order that is taken: of few stops the best there is, of many the solver's, mended; never worse than the nearest next.</summary>
public static class RouteChoice
{
    /// <summary>Most stops of which every order is weighed: with what is cut off early, milliseconds.</summary>
    public const int ExactMax = 8;

    /// <param name="nearest">Order that the result must not be worse than.</param>
    /// <param name="patience">How long the solver may take; mending, as long again at most.</param>
    /// <returns>The order, and whether it was sought by more than mending the nearest next.</returns>
    public static (ImmutableArray<int> Order, bool IsSolved) Of(RouteProblem problem, ImmutableArray<int> nearest, IRouteSolver solver, TimeSpan patience, CancellationToken cancellation)
    {
        if (problem.Stops <= ExactMax)
        {
            return (new ExactSearch(problem, nearest).Best, true);
        }
        var found = solver.Solve(problem, nearest, patience);
        // The solver reckons in whole tenths of a second, and its answer may be worse by as much.
        var order = found is { } other && Cost(problem, other) < Cost(problem, nearest) ? other : nearest;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        return (Mended(problem, order, limit.Token), found is not null);
    }

    /// <summary>Takes a stretch of one to three stops elsewhere, or turns a stretch round, as long as that makes it better and there is time.</summary>
    internal static ImmutableArray<int> Mended(RouteProblem problem, ImmutableArray<int> order, CancellationToken limit)
    {
        var cost = Cost(problem, order);
        for (var better = true; better;)
        {
            better = false;
            foreach (var other in Neighbours(order))
            {
                if (limit.IsCancellationRequested)
                {
                    return order;
                }
                if (Cost(problem, other) is var costOther && costOther < cost - 1e-6)
                {
                    (order, cost, better) = (other, costOther, true);
                    break;
                }
            }
        }
        return order;
    }

    private static IEnumerable<ImmutableArray<int>> Neighbours(ImmutableArray<int> order)
    {
        for (var from = 0; from < order.Length; from++)
        {
            for (var length = 1; length <= 3 && from + length <= order.Length; length++)
            {
                var (stretch, rest) = (order.Slice(from, length), order.RemoveRange(from, length));
                for (var to = 0; to <= rest.Length; to++)
                {
                    if (to != from)
                    {
                        yield return rest.InsertRange(to, stretch);
                    }
                }
            }
            for (var to = from + 1; to < order.Length; to++)
            {
                yield return [.. order.AsSpan(0, from), .. order.Slice(from, to - from + 1).Reverse(), .. order.AsSpan()[(to + 1)..]];
            }
        }
    }

    private static double Cost(RouteProblem problem, ImmutableArray<int> order) => RouteRules.Totals(problem, order).CostS;
}
