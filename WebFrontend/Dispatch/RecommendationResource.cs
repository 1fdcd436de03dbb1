using GrupoGad.Dispatch;
using GrupoGad.WebFrontend.Places;

namespace GrupoGad.WebFrontend.Dispatch;

/// <summary>The efectivos that should go, and everything they were judged by. All costs are in seconds.</summary>
/// <param name="Chosen">Best first; fewer than asked for when nobody else may go.</param>
/// <param name="Next">The next best, at most 10.</param>
/// <param name="Excluded">Efectivos passed over, nearest first, at most 50; all are counted in <c>excludedBy</c>.</param>
/// <param name="Changes">The changes that would lead to another choice.</param>
/// <param name="Considered">Efectivos looked at.</param>
/// <param name="Complete">The search was exhaustive: no efectivo that was left out of it could be better.</param>
/// <param name="Unchecked">Parts that could not be asked and so did not count:
/// alarms, assigned (the skills of some who are), coverage, duty, roads, runPlan, workload.</param>
/// <param name="Stored">It can be read again by its id.</param>
/// <param name="JudgedAt">For when shifts, leaves and rest were judged: the planned start of an operation that is to come, else <c>at</c>.
/// Positions, availability and reservations are those of <c>at</c>.</param>
/// <param name="AlarmLevel">The alarm level of these needs; null: it is not by a run plan.</param>
/// <param name="Needs">The needs of the run plan and how far each is met, in its order; empty: it is not by a run plan.</param>
public sealed record RecommendationResource(
    string RecommendationId, string OperationId, DateTime At, string Actor, PointItem Point, int Count, IReadOnlyList<string> Skills,
    IReadOnlyList<CandidateResource> Chosen, IReadOnlyList<CandidateResource> Next, IReadOnlyList<ExclusionResource> Excluded,
    IReadOnlyList<ExclusionCountResource> ExcludedBy, IReadOnlyList<ChangeResource> Changes, int Considered, bool Complete,
    IReadOnlyList<string> Unchecked, bool Stored, DateTime JudgedAt, int? AlarmLevel, IReadOnlyList<NeedStandingResource> Needs)
{
    public static RecommendationResource Of(Recommendation made) => new(
        made.RecommendationId, made.OperationId, made.At, made.Actor, PointItem.Of(made.Point), made.Count, made.Skills,
        [.. made.Chosen.Select(CandidateResource.Of)], [.. made.Next.Select(CandidateResource.Of)],
        [.. made.Excluded.Select(passed => new ExclusionResource(passed.EfectivoId, passed.DistanceM, passed.Rule, passed.Detail, passed.Until))],
        [.. made.ExcludedBy.Select(count => new ExclusionCountResource(count.Rule, count.Count))],
        [.. made.Changes.Select(change => new ChangeResource(change.Kind, change.EfectivoId, change.Seconds, change.Rule, change.Cost, change.Need))],
        made.Considered, made.IsComplete, made.Unchecked, made.IsStored,
        // Recommendations stored before this field existed were judged for the time they were made.
        made.JudgedAt == default ? made.At : made.JudgedAt, made.AlarmLevel == 0 ? null : made.AlarmLevel, [.. made.Needs.Select(NeedStandingResource.Of)]);
}

/// <summary>How far a need of the run plan is met, and by whom it would be.</summary>
/// <param name="Skill">Empty: any efectivo.</param>
/// <param name="Held">Efectivos already assigned that count for it; each counts for one need.</param>
/// <param name="Missing">Of <c>wanted</c>, how many are not held.</param>
/// <param name="Short">Of <c>missing</c>, how many would still be missing when all of <c>chosen</c> went.</param>
/// <param name="Chosen">The efectivos that should go for it, best first; they stand in the recommendation's own <c>chosen</c> too.</param>
/// <param name="Next">The next best for it, at most 3.</param>
public sealed record NeedStandingResource(
    string Skill, int Wanted, IReadOnlyList<string> Held, int Missing, int Short, IReadOnlyList<CandidateResource> Chosen, IReadOnlyList<CandidateResource> Next)
{
    public static NeedStandingResource Of(NeedStanding need) => new(
        need.Skill, need.Wanted, need.Held, need.Missing, need.Short, [.. need.Chosen.Select(CandidateResource.Of)], [.. need.Next.Select(CandidateResource.Of)]);
}

/// <param name="DistanceM">Along the sphere, metres.</param>
/// <param name="CostS">Sum of <c>reasons</c>: who has less is better.</param>
/// <param name="FixAgeS">Age of its position, seconds.</param>
/// <param name="Need">Skill of the run plan's need that it is for, empty: any; null: for none.</param>
public sealed record CandidateResource(
    string EfectivoId, string DisplayName, string Unit, double DistanceM, double TravelS, TravelBasis Basis, double CostS, IReadOnlyList<CostResource> Reasons,
    double FixAgeS, float? AccuracyM, string? Need)
{
    public static CandidateResource Of(Candidate candidate) => new(
        candidate.EfectivoId, candidate.DisplayName, candidate.Unit, candidate.DistanceM, candidate.TravelS, candidate.Basis, candidate.CostS,
        [.. candidate.Reasons.Select(cost => new CostResource(cost.Kind, cost.Seconds, cost.Of))], candidate.FixAgeS, candidate.AccuracyM, candidate.Need);
}

/// <param name="Of">The amount behind it: metres on the way, available ones that stay in its cell, hours worked in 24, assignments in 24 hours.</param>
public sealed record CostResource(CostKind Kind, double Seconds, double Of);

/// <param name="Detail">The rule in words, with its numbers.</param>
/// <param name="Until">When it ends by itself; null: unknown or never.</param>
public sealed record ExclusionResource(string EfectivoId, double DistanceM, ExclusionRule Rule, string Detail, DateTime? Until);

public sealed record ExclusionCountResource(ExclusionRule Rule, int Count);

/// <param name="Rule">Of one who was passed over.</param>
/// <param name="Cost">The cost that weighs most against one who would be there sooner.</param>
/// <param name="Need">As of a candidate.</param>
public sealed record ChangeResource(ChangeKind Kind, string EfectivoId, double Seconds, ExclusionRule? Rule, CostKind? Cost, string? Need);
