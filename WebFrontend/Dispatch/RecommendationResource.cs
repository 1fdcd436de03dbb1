using GrupoGad.Dispatch;
using GrupoGad.WebFrontend.Places;

namespace GrupoGad.WebFrontend.Dispatch;

/// <summary>Who should go, and everything it was judged by. All costs are in seconds.</summary>
/// <param name="Chosen">Best first; fewer than asked for when nobody else may go.</param>
/// <param name="Next">The next best, at most 10.</param>
/// <param name="Excluded">Who was passed over, nearest first, at most 50; all are counted in <c>excludedBy</c>.</param>
/// <param name="Changes">What would make the choice another one.</param>
/// <param name="Considered">Efectivos looked at.</param>
/// <param name="Complete">Nobody who was not looked at could be better.</param>
/// <param name="Unchecked">What could not be asked and so did not count: coverage, duty, roads, workload.</param>
/// <param name="Stored">It can be read again by its id.</param>
public sealed record RecommendationResource(
    string RecommendationId, string OperationId, DateTime At, string Actor, PointItem Point, int Count, IReadOnlyList<string> Skills,
    IReadOnlyList<CandidateResource> Chosen, IReadOnlyList<CandidateResource> Next, IReadOnlyList<ExclusionResource> Excluded,
    IReadOnlyList<ExclusionCountResource> ExcludedBy, IReadOnlyList<ChangeResource> Changes, int Considered, bool Complete,
    IReadOnlyList<string> Unchecked, bool Stored)
{
    public static RecommendationResource Of(Recommendation made) => new(
        made.RecommendationId, made.OperationId, made.At, made.Actor, PointItem.Of(made.Point), made.Count, made.Skills,
        [.. made.Chosen.Select(CandidateResource.Of)], [.. made.Next.Select(CandidateResource.Of)],
        [.. made.Excluded.Select(passed => new ExclusionResource(passed.EfectivoId, passed.DistanceM, passed.Rule, passed.Detail, passed.Until))],
        [.. made.ExcludedBy.Select(count => new ExclusionCountResource(count.Rule, count.Count))],
        [.. made.Changes.Select(change => new ChangeResource(change.Kind, change.EfectivoId, change.Seconds, change.Rule, change.Cost))],
        made.Considered, made.IsComplete, made.Unchecked, made.IsStored);
}

/// <param name="DistanceM">Along the sphere, metres.</param>
/// <param name="CostS">Sum of <c>reasons</c>: who has less is better.</param>
/// <param name="FixAgeS">Age of its position, seconds.</param>
public sealed record CandidateResource(
    string EfectivoId, string DisplayName, string Unit, double DistanceM, double TravelS, TravelBasis Basis, double CostS, IReadOnlyList<CostResource> Reasons,
    double FixAgeS, float? AccuracyM)
{
    public static CandidateResource Of(Candidate candidate) => new(
        candidate.EfectivoId, candidate.DisplayName, candidate.Unit, candidate.DistanceM, candidate.TravelS, candidate.Basis, candidate.CostS,
        [.. candidate.Reasons.Select(cost => new CostResource(cost.Kind, cost.Seconds, cost.Of))], candidate.FixAgeS, candidate.AccuracyM);
}

/// <param name="Of">What it comes from: metres on the way, available ones that stay in its cell, hours worked in 24, assignments in 24 hours.</param>
public sealed record CostResource(CostKind Kind, double Seconds, double Of);

/// <param name="Detail">The rule in words, with its numbers.</param>
/// <param name="Until">When it ends by itself; null: unknown or never.</param>
public sealed record ExclusionResource(string EfectivoId, double DistanceM, ExclusionRule Rule, string Detail, DateTime? Until);

public sealed record ExclusionCountResource(ExclusionRule Rule, int Count);

/// <param name="Rule">Of one who was passed over.</param>
/// <param name="Cost">What weighs most against one who would be there sooner.</param>
public sealed record ChangeResource(ChangeKind Kind, string EfectivoId, double Seconds, ExclusionRule? Rule, CostKind? Cost);
