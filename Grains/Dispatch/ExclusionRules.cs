using System.Globalization;
using GrupoGad.Cells;
using GrupoGad.Efectivos;
using GrupoGad.Storage;

namespace GrupoGad.Dispatch;

/// <summary>The hard rules: who may not go, by the first that applies. Pure.</summary>
internal static class ExclusionRules
{
    /// <summary>By what its cell knows of it.</summary>
    public static Exclusion? BySight(NearestHit hit, Wanted wanted, DispatchOptions options) =>
        wanted.Asked.Contains(hit.Member.EfectivoId) ? Out(hit, ExclusionRule.AlreadyAsked, wanted.Assigned.Contains(hit.Member.EfectivoId)
                ? "it is assigned to this operation already"
                : "it refused this operation, let its time to answer pass, or commands it")
        : hit.Member.Availability != Availability.Available ? NotAvailable(hit, hit.Member.Availability)
        : hit.Age.TotalSeconds > options.FixAgeMaxS
            ? Out(hit, ExclusionRule.FixTooOld, Say($"its position is {hit.Age.TotalSeconds:0} s old; at most {options.FixAgeMaxS} s"))
        : hit.Member.Fix.AccuracyM > options.AccuracyMaxM
            ? Out(hit, ExclusionRule.FixInaccurate, Say($"its position is accurate to {hit.Member.Fix.AccuracyM:0} m; at most {options.AccuracyMaxM:0} m"))
        : wanted.Skills.FirstOrDefault(skill => !hit.Member.Skills.Contains(skill)) is { } missing
            ? Out(hit, ExclusionRule.SkillMissing, $"it lacks the skill {missing}")
        : null;

    /// <summary>By what its own grain and the roster say.</summary>
    /// <param name="view">Null: not registered any more, or no answer.</param>
    public static Exclusion? ByAsking(NearestHit hit, EfectivoView? view, DutyStanding duty, Wanted wanted) =>
        view is null ? Out(hit, ExclusionRule.NotReached, "its grain did not answer")
        : ReservationRules.Conflict(view.Reservations, "", wanted.From, wanted.To, wanted.JudgedAt) is { } held ? Out(hit, ExclusionRule.Reserved, ReservationTexts.Busy(held))
        : view.Availability != Availability.Available ? NotAvailable(hit, view.Availability)
        : wanted.Jurisdiction.Length > 0 && view.Profile.Jurisdiction.Length > 0 && view.Profile.Jurisdiction != wanted.Jurisdiction
            ? Out(hit, ExclusionRule.OtherJurisdiction, $"it belongs to {view.Profile.Jurisdiction}, the operation to {wanted.Jurisdiction}")
        : duty.Bar switch
        {
            DutyBar.OffShift => Barred(hit, ExclusionRule.OffShift, "no shift of its own is on", duty, wanted),
            DutyBar.OnLeave => Barred(hit, ExclusionRule.OnLeave, "it is on leave", duty, wanted),
            DutyBar.Resting => Barred(hit, ExclusionRule.Resting, "it rests between shifts", duty, wanted),
            _ => null,
        };

    /// <summary>By the way it would have to go.</summary>
    public static Exclusion? ByTravel(NearestHit hit, Travel? travel, Wanted wanted) =>
        travel is not { } way ? Out(hit, ExclusionRule.NoRoute, "no way leads there")
        : way.Seconds > wanted.MaxTravelS ? Out(hit, ExclusionRule.TooFar, Say($"it would take {way.Seconds:0} s; at most {wanted.MaxTravelS:0} s"))
        : null;

    private static Exclusion Barred(NearestHit hit, ExclusionRule rule, string detail, DutyStanding duty, Wanted wanted) =>
        Out(hit, rule, wanted.PlannedAt is { } start ? Say($"at the planned start, {start:yyyy-MM-dd'T'HH:mm:ss'Z'}, {detail}") : detail) with { Until = duty.Until };

    private static Exclusion NotAvailable(NearestHit hit, Availability availability) => Out(hit, ExclusionRule.NotAvailable, $"it is {availability}");

    private static Exclusion Out(NearestHit hit, ExclusionRule rule, string detail) =>
        new() { EfectivoId = hit.Member.EfectivoId, DistanceM = Math.Round(hit.DistanceM, 1), Rule = rule, Detail = detail };

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
