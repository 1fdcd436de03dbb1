using System.Collections.Immutable;

namespace GrupoGad.Dispatch;

/// <summary>Views of a solved problem.</summary>
internal static class JointViews
{
    public static JointPlan Plan(JointProblem problem, ImmutableArray<JointPick> picks, JointSearch search, string actor, DateTime now)
    {
        var greedy = GreedyRules.Solve(problem);
        // Both are exact to a tenth of a second; the whole is never worse, or the solver is at fault.
        var saved = JointSums.WholeS(problem, greedy) - JointSums.WholeS(problem, picks);
        if (JointSums.Refuses(problem, picks) is { } broken || saved < -1)
        {
            throw new InvalidOperationException($"The solver's assignment cannot be right: worse than greedy by {-saved} s, or it breaks a rule.");
        }
        var apart = picks.Select(Pair).ToHashSet();
        apart.ExceptWith(greedy.Select(Pair));
        return new JointPlan
        {
            JointId = Guid.CreateVersion7().ToString("N"),
            At = now,
            Actor = actor,
            Assignments = [.. Assignments(problem, picks, search)],
            Short = [.. Short(problem, picks)],
            Totals = JointSums.Of(problem, picks),
            Greedy = JointSums.Of(problem, greedy),
            Differing = apart.Count,
            SavedS = Math.Round(Math.Max(0, saved), 1),
        };

        (string, string) Pair(JointPick pick) => (problem.Demands[pick.Demand].OperationId, problem.Demands[pick.Demand].Options[pick.Option].EfectivoId);
    }

    public static JointOperation Operation(OperationAsk ask, JointPlan plan, DateTime now)
    {
        var chosen = plan.Assignments.Where(assignment => assignment.OperationId == ask.Operation.OperationId && assignment.Candidate.Need is not null)
            .CountBy(assignment => assignment.Candidate.Need!).ToDictionary();
        return new()
        {
            OperationId = ask.Operation.OperationId, JudgedAt = ask.Wanted.PlannedAt ?? now, AlarmLevel = ask.AlarmLevel, Needs = NeedViews.Met(ask.Needs, chosen),
        };
    }

    private static IEnumerable<JointAssignment> Assignments(JointProblem problem, ImmutableArray<JointPick> picks, JointSearch search) =>
        picks.Zip(JointSums.Left(problem, picks), (pick, left) =>
        {
            var demand = problem.Demands[pick.Demand];
            var prospect = search.Prospect(pick.Demand, demand.Options[pick.Option].EfectivoId);
            return new JointAssignment { OperationId = demand.OperationId, Candidate = prospect.Candidate(left, demand.Need, problem.Options) };
        }).OrderBy(assignment => assignment.OperationId, StringComparer.Ordinal).ThenBy(assignment => assignment.Candidate.CostS);

    private static IEnumerable<JointShort> Short(JointProblem problem, ImmutableArray<JointPick> picks)
    {
        var filled = picks.CountBy(pick => pick.Demand).ToDictionary();
        for (var i = 0; i < problem.Demands.Length; i++)
        {
            var demand = problem.Demands[i];
            if (demand.Count - filled.GetValueOrDefault(i) is > 0 and var missing)
            {
                yield return new JointShort(demand.OperationId, missing, demand.Options.Length < demand.Count
                    ? $"{demand.Options.Length} may go there, {demand.Count} are needed"
                    : "those who may go there are needed more elsewhere", demand.Need);
            }
        }
    }
}
