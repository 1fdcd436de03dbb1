using GrupoGad.Dispatch;
using GrupoGad.Operations;

namespace GrupoGad.WebFrontend.Dispatch;

/// <summary>Who should go where, solved together, beside what one operation after the other would have given. All costs are in seconds.</summary>
/// <param name="Short">Operations left short, and why.</param>
/// <param name="Greedy">What each operation taking its best in turn, the most urgent first, would have come to.</param>
/// <param name="Differing">Assignments that greedy would have made otherwise.</param>
/// <param name="SavedS">By how much the whole is better; never negative. A place left empty counts more than any way is long.</param>
/// <param name="SolveMs">Of the solver alone.</param>
public sealed record JointResource(
    string JointId, DateTime At, string Actor, IReadOnlyList<JointAssignmentResource> Assignments, IReadOnlyList<JointShortResource> Short,
    JointTotalsResource Totals, JointTotalsResource Greedy, int Differing, double SavedS, int Considered, double SolveMs, IReadOnlyList<string> Unchecked, bool Stored)
{
    public static JointResource Of(JointPlan plan) => new(
        plan.JointId, plan.At, plan.Actor,
        [.. plan.Assignments.Select(assignment => new JointAssignmentResource(assignment.OperationId, CandidateResource.Of(assignment.Candidate)))],
        [.. plan.Short.Select(left => new JointShortResource(left.OperationId, left.Missing, left.Rule))],
        JointTotalsResource.Of(plan.Totals), JointTotalsResource.Of(plan.Greedy), plan.Differing, plan.SavedS, plan.Considered, plan.SolveMs, plan.Unchecked, plan.IsStored);
}

public sealed record JointAssignmentResource(string OperationId, CandidateResource Candidate);

public sealed record JointShortResource(string OperationId, int Missing, string Rule);

public sealed record JointTotalsResource(int Filled, int Missing, double TravelS, double CoverageS, double CostS, double LongestTravelS)
{
    public static JointTotalsResource Of(JointTotals totals) => new(
        totals.Filled, totals.Missing, totals.TravelS, totals.CoverageS, totals.CostS, totals.LongestTravelS);
}

/// <summary>What came of each assignment of an applied plan.</summary>
public sealed record JointAppliedResource(string JointId, IReadOnlyList<JointResultResource> Results);

/// <param name="Rule">Why not; empty when it was taken.</param>
public sealed record JointResultResource(string OperationId, string EfectivoId, AssignOutcome Outcome, string Rule);
