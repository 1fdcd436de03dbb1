using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Dispatch;

/// <summary>Totals of an assignment. Pure.</summary>
public static class JointSums
{
    public static JointTotals Of(JointProblem problem, ImmutableArray<JointPick> picks)
    {
        var options = picks.Select(pick => problem.Demands[pick.Demand].Options[pick.Option]).ToArray();
        var coverage = options.GroupBy(option => option.Zone).Sum(zone => Enumerable.Range(1, zone.Count()).Sum(nth => problem.CoverageS(zone.Key, nth)));
        return new JointTotals(
            options.Length, problem.Demands.Sum(demand => demand.Count) - options.Length, Round(options.Sum(option => option.TravelS)), Round(coverage),
            Round(options.Sum(option => option.OwnS) + coverage), Round(options.Select(option => option.TravelS).DefaultIfEmpty().Max()));
    }

    /// <summary>Cost of what is given and of what is left empty, seconds: by this two assignments of one problem are compared.</summary>
    public static double WholeS(JointProblem problem, ImmutableArray<JointPick> picks)
    {
        var filled = picks.CountBy(pick => pick.Demand).ToDictionary();
        return Of(problem, picks).CostS + problem.Demands.Select((demand, i) => (demand.Count - filled.GetValueOrDefault(i)) * demand.UnfilledS).Sum();
    }

    /// <summary>The rule that an assignment of this problem breaks; null: none.</summary>
    public static string? Refuses(JointProblem problem, ImmutableArray<JointPick> picks) =>
        picks.Select(pick => problem.Demands[pick.Demand].Options[pick.Option].EfectivoId).Distinct(StringComparer.Ordinal).Count() < picks.Length ? "an efectivo goes to one operation"
        : picks.CountBy(pick => pick.Demand).Any(demand => demand.Value > problem.Demands[demand.Key].Count) ? "an operation gets no more than it needs"
        : null;

    /// <summary>Available ones that stay in the cell of each pick, in the order of the picks.</summary>
    public static IEnumerable<int> Left(JointProblem problem, ImmutableArray<JointPick> picks)
    {
        var gone = new Dictionary<CellId, int>();
        foreach (var zone in picks.Select(pick => problem.Demands[pick.Demand].Options[pick.Option].Zone))
        {
            yield return problem.Available.GetValueOrDefault(zone) - (gone[zone] = gone.GetValueOrDefault(zone) + 1);
        }
    }

    private static double Round(double value) => Math.Round(value, 1);
}
