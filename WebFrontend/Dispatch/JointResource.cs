using GrupoGad.Dispatch;
using GrupoGad.Operations;

namespace GrupoGad.WebFrontend.Dispatch;

/// <summary>Assignments solved together, beside those that one operation after the other would have given. All costs are in seconds.</summary>
/// <param name="Short">Operations left short, and why.</param>
/// <param name="Greedy">The totals if each operation took its best in turn, the most urgent first.</param>
/// <param name="Differing">Assignments that greedy would have made otherwise.</param>
/// <param name="SavedS">By how much the whole is better; never negative. A place left empty counts more than any way is long.</param>
/// <param name="SolveMs">Of the solver alone.</param>
/// <param name="Operations">Each that was asked for: for when it was judged, and how far its run plan is met.</param>
public sealed record JointResource(
    string JointId, DateTime At, string Actor, IReadOnlyList<JointAssignmentResource> Assignments, IReadOnlyList<JointShortResource> Short,
    JointTotalsResource Totals, JointTotalsResource Greedy, int Differing, double SavedS, int Considered, double SolveMs, IReadOnlyList<string> Unchecked, bool Stored,
    IReadOnlyList<JointOperationResource> Operations)
{
    public static JointResource Of(JointPlan plan) => new(
        plan.JointId, plan.At, plan.Actor,
        [.. plan.Assignments.Select(assignment => new JointAssignmentResource(assignment.OperationId, CandidateResource.Of(assignment.Candidate)))],
        [.. plan.Short.Select(left => new JointShortResource(left.OperationId, left.Missing, left.Rule, left.Need))],
        JointTotalsResource.Of(plan.Totals), JointTotalsResource.Of(plan.Greedy), plan.Differing, plan.SavedS, plan.Considered, plan.SolveMs, plan.Unchecked, plan.IsStored,
        [.. plan.Operations.Select(JointOperationResource.Of)]);
}

public sealed record JointAssignmentResource(string OperationId, CandidateResource Candidate);

/// <param name="Need">Skill of the run plan's need that is short, empty: any; null: it is none of a run plan.</param>
public sealed record JointShortResource(string OperationId, int Missing, string Rule, string? Need);

/// <param name="JudgedAt">For when shifts, leaves and rest were judged: its planned start when that is to come, else now.</param>
/// <param name="AlarmLevel">The alarm level of these needs; null: it is not by a run plan.</param>
/// <param name="Needs">Needs of the run plan. The efectivos chosen for each stand in <c>assignments</c>.</param>
public sealed record JointOperationResource(string OperationId, DateTime JudgedAt, int? AlarmLevel, IReadOnlyList<JointNeedResource> Needs)
{
    public static JointOperationResource Of(JointOperation operation) => new(
        operation.OperationId, operation.JudgedAt, operation.AlarmLevel == 0 ? null : operation.AlarmLevel,
        [.. operation.Needs.Select(need => new JointNeedResource(need.Skill, need.Wanted, need.Held, need.Missing, need.Short))]);
}

/// <param name="Skill">Empty: any efectivo.</param>
/// <param name="Held">Efectivos already assigned that count for it.</param>
/// <param name="Missing">Of <c>wanted</c>, how many are not held.</param>
/// <param name="Short">Of <c>missing</c>, how many this plan does not give.</param>
public sealed record JointNeedResource(string Skill, int Wanted, IReadOnlyList<string> Held, int Missing, int Short);

public sealed record JointTotalsResource(int Filled, int Missing, double TravelS, double CoverageS, double CostS, double LongestTravelS)
{
    public static JointTotalsResource Of(JointTotals totals) => new(
        totals.Filled, totals.Missing, totals.TravelS, totals.CoverageS, totals.CostS, totals.LongestTravelS);
}

/// <summary>The outcome of each assignment of an applied plan.</summary>
public sealed record JointAppliedResource(string JointId, IReadOnlyList<JointResultResource> Results);

/// <param name="Rule">Why not; empty when it was taken.</param>
public sealed record JointResultResource(string OperationId, string EfectivoId, AssignOutcome Outcome, string Rule);
