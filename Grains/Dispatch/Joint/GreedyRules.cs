using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Dispatch;

/// <summary>Choice of a dispatcher without help: the most urgent operation takes its best, then the next. Pure.</summary>
public static class GreedyRules
{
    public static ImmutableArray<JointPick> Solve(JointProblem problem)
    {
        var picks = ImmutableArray.CreateBuilder<JointPick>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var gone = new Dictionary<CellId, int>();
        var order = Enumerable.Range(0, problem.Demands.Length)
            .OrderByDescending(i => problem.Demands[i].Priority).ThenBy(i => problem.Demands[i].Start).ThenBy(i => problem.Demands[i].OperationId, StringComparer.Ordinal);
        foreach (var i in order)
        {
            for (var place = 0; place < problem.Demands[i].Count; place++)
            {
                if (Best(problem, i, taken, gone) is not { } best)
                {
                    break;
                }
                var option = problem.Demands[i].Options[best];
                taken.Add(option.EfectivoId);
                gone[option.Zone] = gone.GetValueOrDefault(option.Zone) + 1;
                picks.Add(new JointPick(i, best));
            }
        }
        return picks.ToImmutable();
    }

    private static int? Best(JointProblem problem, int demand, HashSet<string> taken, Dictionary<CellId, int> gone)
    {
        var options = problem.Demands[demand].Options;
        int? best = null;
        var bestS = double.PositiveInfinity;
        for (var o = 0; o < options.Length; o++)
        {
            var cost = options[o].OwnS + problem.CoverageS(options[o].Zone, gone.GetValueOrDefault(options[o].Zone) + 1);
            if (cost < bestS && !taken.Contains(options[o].EfectivoId))
            {
                (best, bestS) = (o, cost);
            }
        }
        return best;
    }
}
