namespace GrupoGad.Duty;

/// <summary>A time from one instant to another, UTC, the end exclusive.</summary>
public readonly record struct DutySpan(DateTime Start, DateTime End)
{
    public bool Covers(DateTime instant) => Start <= instant && instant < End;
}

/// <summary>Decides by shifts, leaves and rest which efectivos may be sent. Pure, and the one place for it, whichever store is used.</summary>
public static class StandingRules
{
    /// <summary>How far back shifts decide a standing. A shift that began earlier has ended, and its rest is over too.</summary>
    public static TimeSpan Back(TimeSpan minRest) => ShiftRules.LongestShift + TimeSpan.FromDays(1) + minRest;

    /// <summary>How far ahead the end of a bar is sought; further away it is unknown.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(31);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <param name="shifts">By start, no two at a time.</param>
    /// <param name="leaves">By start, no two at a time.</param>
    /// <param name="hasShifts">Its shifts are kept at all; an efectivo without any is never off shift.</param>
    public static DutyStanding At(DateTime instant, IReadOnlyList<DutySpan> shifts, IReadOnlyList<DutySpan> leaves, bool hasShifts, TimeSpan minRest)
    {
        DutySpan[] worked = [.. shifts.SelectMany(shift => Without(shift, leaves))];
        var hours = worked.Sum(span => (Min(span.End, instant) - Max(span.Start, instant - Day)) is { Ticks: > 0 } part ? part.TotalHours : 0);
        if (leaves.FirstOrDefault(leave => leave.Covers(instant)) is { End: var back } away && away != default)
        {
            // Leaves that follow each other are one absence.
            foreach (var next in leaves.Where(leave => leave.Start >= away.End))
            {
                back = next.Start == back ? next.End : back;
            }
            return new(DutyBar.OnLeave, back, hours);
        }
        if (!hasShifts || Array.Exists(worked, span => span.Covers(instant)))
        {
            return new(DutyBar.None, null, hours);
        }
        DateTime? onNext = worked.Where(span => span.Start > instant).Select(span => (DateTime?)span.Start).Min();
        var rested = worked.Where(span => span.End <= instant).Select(span => (DateTime?)span.End).Max() + minRest;
        return rested > instant
            ? new(DutyBar.Resting, onNext < rested ? onNext : rested, hours)
            : new(DutyBar.OffShift, onNext, hours);
    }

    /// <summary>Parts of a shift outside of leaves.</summary>
    private static IEnumerable<DutySpan> Without(DutySpan shift, IReadOnlyList<DutySpan> leaves)
    {
        var from = shift.Start;
        foreach (var leave in leaves.Where(leave => leave.Start < shift.End && leave.End > shift.Start))
        {
            if (leave.Start > from)
            {
                yield return new(from, leave.Start);
            }
            from = Max(from, leave.End);
        }
        if (from < shift.End)
        {
            yield return new(from, shift.End);
        }
    }

    private static DateTime Min(DateTime a, DateTime b) => a < b ? a : b;

    private static DateTime Max(DateTime a, DateTime b) => a > b ? a : b;
}
