using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Google.OrTools.ConstraintSolver;
using Google.Protobuf.WellKnownTypes;
using GrupoGad.Routes;

namespace GrupoGad.Silo.Routes;

/// <summary>Orders of visits by the routing library of Google OR-Tools: local search from the order that it is given, for as long as it may.</summary>
/// <remarks>
/// One vehicle from place 0 to the end, which is place 0 again or a place that is no way from anywhere. The dimension <c>time</c> holds travel, visits and
/// waits; its end is the cost, and what begins after its window has closed costs more for each second.
/// </remarks>
internal sealed class RouteSolver : IRouteSolver
{
    /// <summary>Times are whole tenths of a second.</summary>
    private const double Unit = 10;

    private const string Time = "time";

    public ImmutableArray<int>? Solve(RouteProblem problem, ImmutableArray<int> first, TimeSpan patience)
    {
        try
        {
            return Search(problem, first, patience);
        }
        catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException or FileNotFoundException or BadImageFormatException)
        {
            return null;
        }
    }

    /// <remarks>Apart, so that a missing library is met inside the try.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ImmutableArray<int> Search(RouteProblem problem, ImmutableArray<int> first, TimeSpan patience)
    {
        var (stops, end) = (problem.Stops, problem.IsRound ? 0 : problem.Stops + 1);
        var places = problem.IsRound ? stops + 1 : stops + 2;
        using var manager = new RoutingIndexManager(places, 1, [0], [end]);
        using var model = new RoutingModel(manager);
        var travel = model.RegisterTransitMatrix(Matrix(problem, places, withVisits: false));
        var lasts = model.RegisterTransitMatrix(Matrix(problem, places, withVisits: true));
        // Travel and waits, the visits being the same in every order: together what DoneS says.
        model.SetArcCostEvaluatorOfAllVehicles(travel);
        var horizon = Whole(problem.Windows.Max(window => window.OpensS) + problem.Windows.Sum(window => window.ServiceS) + (stops + 1) * RouteProblem.NoWayS);
        model.AddDimension(lasts, horizon, horizon, true, Time);
        using var time = model.GetMutableDimension(Time);
        time.SetSlackCostCoefficientForAllVehicles(1);
        for (var stop = 0; stop < stops; stop++)
        {
            var (window, index) = (problem.Windows[stop], manager.NodeToIndex(stop + 1));
            time.CumulVar(index).SetMin(Whole(window.OpensS));
            if (double.IsFinite(window.ClosesS))
            {
                // A window that closed before the route begins cannot be met: what it costs from there on is the same.
                time.SetCumulVarSoftUpperBound(index, Whole(Math.Max(0, window.ClosesS)), (long)RouteRules.LateWeight);
            }
        }
        var parameters = operations_research_constraint_solver.DefaultRoutingSearchParameters();
        // Guided search learns which ways to avoid, and sees nothing of what lateness costs: with windows that close it stays where annealing goes on.
        parameters.LocalSearchMetaheuristic = problem.Windows.Any(window => double.IsFinite(window.ClosesS))
            ? LocalSearchMetaheuristic.Types.Value.SimulatedAnnealing
            : LocalSearchMetaheuristic.Types.Value.GuidedLocalSearch;
        parameters.TimeLimit = Duration.FromTimeSpan(patience);
        model.CloseModelWithParameters(parameters);
        using var begin = model.ReadAssignmentFromRoutes([[.. first.Select(stop => manager.NodeToIndex(stop + 1))]], true);
        using var found = begin is null ? model.SolveWithParameters(parameters) : model.SolveFromAssignmentWithParameters(begin, parameters);
        return found is null ? first : Order(model, manager, found);
    }

    private static ImmutableArray<int> Order(RoutingModel model, RoutingIndexManager manager, Assignment found)
    {
        var order = ImmutableArray.CreateBuilder<int>();
        for (var index = found.Value(model.NextVar(model.Start(0))); !model.IsEnd(index); index = found.Value(model.NextVar(index)))
        {
            order.Add(manager.IndexToNode(index) - 1);
        }
        return order.DrainToImmutable();
    }

    private static long[][] Matrix(RouteProblem problem, int places, bool withVisits)
    {
        var matrix = new long[places][];
        for (var from = 0; from < places; from++)
        {
            matrix[from] = new long[places];
            var visit = withVisits && from is > 0 && from <= problem.Stops ? problem.Windows[from - 1].ServiceS : 0;
            for (var to = 0; to < places; to++)
            {
                var isWay = from != to && from <= problem.Stops && to <= problem.Stops && (to > 0 || problem.IsRound);
                matrix[from][to] = Whole(visit + (isWay ? problem.TravelS(from, to) : 0));
            }
        }
        return matrix;
    }

    private static long Whole(double seconds) => (long)Math.Round(seconds * Unit);
}
