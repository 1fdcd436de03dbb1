using System.Collections.Immutable;

namespace GrupoGad.Routes;

/// <summary>Weighs every order, and goes no further into one that costs more than the best already: time and lateness only grow.</summary>
internal sealed class ExactSearch
{
    private readonly RouteProblem _problem;
    private readonly int[] _order;
    private double _bestS;

    public ExactSearch(RouteProblem problem, ImmutableArray<int> first)
    {
        (_problem, _order, Best, _bestS) = (problem, new int[problem.Stops], first, RouteRules.Totals(problem, first).CostS);
        Go(0, 0, 0, 0, 0);
    }

    public ImmutableArray<int> Best { get; private set; }

    private void Go(int count, int visited, int place, double nowS, double lateS)
    {
        if (count == _problem.Stops)
        {
            var cost = nowS + (_problem.IsRound ? _problem.TravelS(place, 0) : 0) + RouteRules.LateWeight * lateS;
            if (cost < _bestS)
            {
                (Best, _bestS) = ([.. _order], cost);
            }
            return;
        }
        for (var stop = 0; stop < _problem.Stops; stop++)
        {
            if ((visited & 1 << stop) == 0)
            {
                var window = _problem.Windows[stop];
                var begin = Math.Max(nowS + _problem.TravelS(place, stop + 1), window.OpensS);
                var late = lateS + Math.Max(0, begin - window.ClosesS);
                if (begin + window.ServiceS + RouteRules.LateWeight * late < _bestS)
                {
                    _order[count] = stop;
                    Go(count + 1, visited | 1 << stop, stop + 1, begin + window.ServiceS, late);
                }
            }
        }
    }
}
