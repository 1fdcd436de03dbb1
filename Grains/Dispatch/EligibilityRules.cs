using System.Collections.Immutable;
using System.Globalization;
using GrupoGad.Duty;
using GrupoGad.Efectivos;

namespace GrupoGad.Dispatch;

/// <summary>The reason why an efectivo may not be sent.</summary>
/// <param name="Detail">The rule in words, with its numbers.</param>
/// <param name="Until">When it ends by itself, UTC; null: unknown or never.</param>
public sealed record Bar(ExclusionRule Rule, string Detail, DateTime? Until = null)
{
    /// <summary>A supervisor may send it all the same, with a reason.</summary>
    public bool MayOverrule => EligibilityRules.MayOverrule(Rule);
}

/// <summary>
/// Decides which efectivo may be sent to an operation, for recommendations, joint plans, filling and assigning by hand. Pure; the README has the table.
/// </summary>
internal static class EligibilityRules
{
    public static bool MayOverrule(ExclusionRule rule) => rule is ExclusionRule.NotAvailable or ExclusionRule.FixTooOld or ExclusionRule.FixInaccurate
        or ExclusionRule.SkillMissing or ExclusionRule.OtherJurisdiction or ExclusionRule.OffShift or ExclusionRule.OnLeave or ExclusionRule.Resting;

    /// <summary>True when the operation begins soon. Availability and positions are of now and do not count for an operation that begins later.</summary>
    public static bool IsSoon(Wanted wanted) => wanted.From <= wanted.JudgedAt + ReservationRules.Soon;

    /// <summary>Judges by the data at hand, without a call. All bars; the first of them is reported.</summary>
    /// <param name="age">Age of its position; null: it never reported one, and none can be old.</param>
    public static IEnumerable<Bar> BySight(
        Availability availability, TimeSpan? age, float? accuracyM, ImmutableArray<string> skills, Wanted wanted, DispatchOptions options)
    {
        var isSoon = IsSoon(wanted);
        if (isSoon && availability != Availability.Available)
        {
            yield return NotAvailable(availability);
        }
        if (isSoon && age?.TotalSeconds > options.FixAgeMaxS)
        {
            yield return new(ExclusionRule.FixTooOld, Say($"its position is {age.Value.TotalSeconds:0} s old; at most {options.FixAgeMaxS} s"));
        }
        if (isSoon && accuracyM > options.AccuracyMaxM)
        {
            yield return new(ExclusionRule.FixInaccurate, Say($"its position is accurate to {accuracyM:0} m; at most {options.AccuracyMaxM:0} m"));
        }
        if (wanted.Skills.FirstOrDefault(skill => !skills.Contains(skill)) is { } missing)
        {
            yield return new(ExclusionRule.SkillMissing, $"it lacks the skill {missing}");
        }
    }

    /// <summary>Bars by the answers of its own grain, the roster and the board.</summary>
    public static IEnumerable<Bar> ByAsking(EfectivoView view, DutyStanding duty, bool isAlarmed, Wanted wanted)
    {
        if (isAlarmed)
        {
            yield return new(ExclusionRule.Alarmed, "its alarm is open");
        }
        if (ReservationRules.Conflict(view.Reservations, "", wanted.From, wanted.To, wanted.JudgedAt) is { } held)
        {
            yield return new(ExclusionRule.Reserved, ReservationTexts.Busy(held));
        }
        if (IsSoon(wanted) && view.Availability != Availability.Available)
        {
            yield return NotAvailable(view.Availability);
        }
        if (wanted.Jurisdiction.Length > 0 && view.Profile.Jurisdiction.Length > 0 && view.Profile.Jurisdiction != wanted.Jurisdiction)
        {
            yield return new(ExclusionRule.OtherJurisdiction, $"it belongs to {view.Profile.Jurisdiction}, the operation to {wanted.Jurisdiction}");
        }
        if (OfDuty(duty, wanted) is { } bar)
        {
            yield return bar;
        }
    }

    /// <summary>
    /// All bars of an efectivo that a person or the operation itself has chosen; bars that may not be overruled come first. The efectivo's own grain judges the
    /// time that other operations hold of it, so its work for them is no bar here.
    /// </summary>
    public static ImmutableArray<Bar> Of(Inquiry.Known known, Wanted wanted, DispatchOptions options)
    {
        if (known.View is not { } view)
        {
            return [];
        }
        Bar[] all =
        [
            .. ByAsking(view, known.Duty, known.IsAlarmed, wanted)
                .Concat(BySight(view.Availability, view.Age, view.Fix?.AccuracyM, view.Profile.Skills, wanted, options)).DistinctBy(bar => bar.Rule),
        ];
        var isReserved = Array.Exists(all, bar => bar.Rule == ExclusionRule.Reserved);
        return
        [
            .. all.Where(bar => bar.Rule != ExclusionRule.Reserved && !(isReserved && bar.Rule == ExclusionRule.NotAvailable))
                .OrderBy(bar => bar.MayOverrule).ThenBy(bar => bar.Rule),
        ];
    }

    private static Bar? OfDuty(DutyStanding duty, Wanted wanted) => duty.Bar switch
    {
        DutyBar.OffShift => Barred(ExclusionRule.OffShift, "no shift of its own is on", duty, wanted),
        DutyBar.OnLeave => Barred(ExclusionRule.OnLeave, "it is on leave", duty, wanted),
        DutyBar.Resting => Barred(ExclusionRule.Resting, "it rests between shifts", duty, wanted),
        _ => null,
    };

    private static Bar Barred(ExclusionRule rule, string detail, DutyStanding duty, Wanted wanted) => new(
        rule, wanted.PlannedAt is { } start ? Say($"at the planned start, {start:yyyy-MM-dd'T'HH:mm:ss'Z'}, {detail}") : detail, duty.Until);

    private static Bar NotAvailable(Availability availability) => new(ExclusionRule.NotAvailable, $"it is {availability}");

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
