using System.Globalization;
using GrupoGad.Cells;
using GrupoGad.Duty;
using GrupoGad.Efectivos;

namespace GrupoGad.Dispatch;

/// <summary>The reason why one that a search finds may not go, by the first that applies: <see cref="EligibilityRules"/>, and the way. Pure.</summary>
internal static class ExclusionRules
{
    /// <summary>By what its cell knows of it.</summary>
    public static Exclusion? BySight(NearestHit hit, Wanted wanted, DispatchOptions options) =>
        wanted.Asked.Contains(hit.Member.EfectivoId) ? Out(hit, new(ExclusionRule.AlreadyAsked, wanted.Assigned.Contains(hit.Member.EfectivoId)
                ? "it is assigned to this operation already"
                : "it refused this operation, let its time to answer pass, or commands it"))
        : EligibilityRules.BySight(hit.Member.Availability, hit.Age, hit.Member.Fix.AccuracyM, hit.Member.Skills, wanted, options).FirstOrDefault() is { } bar ? Out(hit, bar)
        : null;

    /// <summary>Exclusion by the answers of its own grain, the roster and the board.</summary>
    /// <param name="view">Null: not registered any more, or no answer.</param>
    public static Exclusion? ByAsking(NearestHit hit, EfectivoView? view, DutyStanding duty, Wanted wanted, bool isAlarmed) =>
        view is null ? Out(hit, new(ExclusionRule.NotReached, "its grain did not answer"))
        : EligibilityRules.ByAsking(view, duty, isAlarmed, wanted).FirstOrDefault() is { } bar ? Out(hit, bar)
        : null;

    /// <summary>By the way it would have to go.</summary>
    public static Exclusion? ByTravel(NearestHit hit, Travel? travel, Wanted wanted) =>
        travel is not { } way ? Out(hit, new(ExclusionRule.NoRoute, "no way leads there"))
        : way.Seconds > wanted.MaxTravelS
            ? Out(hit, new(ExclusionRule.TooFar, string.Create(CultureInfo.InvariantCulture, $"it would take {way.Seconds:0} s; at most {wanted.MaxTravelS:0} s")))
        : null;

    private static Exclusion Out(NearestHit hit, Bar bar) =>
        new() { EfectivoId = hit.Member.EfectivoId, DistanceM = Math.Round(hit.DistanceM, 1), Rule = bar.Rule, Detail = bar.Detail, Until = bar.Until };
}
