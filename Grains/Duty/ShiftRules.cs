using System.Collections.Immutable;
using System.Globalization;
using static GrupoGad.Duty.RequestChecks;

namespace GrupoGad.Duty;

/// <summary>Validates a plan of shifts, and applies it. Pure.</summary>
public static class ShiftRules
{
    public const int ShiftsMax = 1_000;
    public const int KeepDays = 100;
    private const int WindowDaysMax = 400;
    public static readonly TimeSpan LongestShift = TimeSpan.FromHours(72);

    /// <summary>All faults at once, so that a file of shifts is mended in one go.</summary>
    public static DutyDecision Plan(DutyState state, ShiftPlan plan, DutyRequest request, DateTime now, TimeSpan minRest)
    {
        if ((Refuses(request) ?? Window(plan, now)) is { } refused)
        {
            return DutyDecision.Refused([refused]);
        }
        var faults = ImmutableArray.CreateBuilder<DutyFault>();
        var planned = new List<(Shift Shift, int? Place)>();
        for (var i = 0; i < plan.Shifts.Length; i++)
        {
            if (Read(plan, i, request, now, out var shift) is { } fault)
            {
                faults.Add(fault);
            }
            else
            {
                planned.Add((shift, i));
            }
        }
        var kept = state.Shifts.Where(shift => !Begins(shift, plan)).ToArray();
        var all = kept.Select(shift => (shift, (int?)null)).Concat(planned).OrderBy(entry => entry.Item1.Start).ThenBy(entry => entry.Item2).ToArray();
        var tight = Collide(all, minRest, request.Force, faults);
        if (faults.Count > 0)
        {
            return DutyDecision.Refused([.. faults.OrderBy(fault => fault.Shift)]);
        }
        // Unchanged shifts keep their planner and their time of planning.
        var before = state.Shifts.Where(shift => Begins(shift, plan)).ToDictionary(shift => shift.Start);
        Shift Stays(Shift shift) => before.GetValueOrDefault(shift.Start) is { } known && Same(known, shift) ? known : shift;
        Shift[] next = [.. planned.Select(entry => Stays(tight.Contains(entry.Place!.Value) ? entry.Shift with { Forced = request.Reason } : entry.Shift))];
        Shift[] gone = [.. before.Values.Except(next).OrderBy(shift => shift.Start)];
        Shift[] added = [.. next.Except(before.Values).OrderBy(shift => shift.Start)];
        return RefusesVersion(state, request, before.Count > 0, gone.Length, added.Length) is { } other ? DutyDecision.Refused([other])
            : gone.Length + added.Length == 0 ? DutyDecision.Unchanged
            : DutyDecision.Done(Upkeep.Next(state with { Shifts = [.. kept.Concat(next).OrderBy(shift => shift.Start)] }, now, request,
                [.. gone.Select(shift => ("replaced", "", shift.Start, shift.End)), .. added.Select(shift => ("planned", "", shift.Start, shift.End))]));
    }

    /// <summary>A request that only adds shifts needs no version; a request that removes a shift must name the version that it read.</summary>
    private static DutyFault? RefusesVersion(DutyState state, DutyRequest request, bool any, int gone, int added)
    {
        var expected = request.Expected;
        var same = expected.What == Expectation.Unstated ? gone == 0 : gone + added == 0;
        return RequestChecks.RefusesVersion(expected, any || expected.What == Expectation.OneOf ? state.Version : null, same);
    }

    private static DutyFault? Window(ShiftPlan plan, DateTime now) =>
        plan.From.Kind != DateTimeKind.Utc ? Invalid(null, "from", $"{plan.From:O}", "times are in UTC")
        : plan.To.Kind != DateTimeKind.Utc ? Invalid(null, "to", $"{plan.To:O}", "times are in UTC")
        : plan.To <= plan.From ? Invalid(null, "to", $"{plan.To:O}", "the end is after the start")
        : plan.To - plan.From > TimeSpan.FromDays(WindowDaysMax) ? Invalid(null, "to", $"{plan.To:O}", $"at most {WindowDaysMax} days after the start")
        : plan.From < now.AddDays(-KeepDays) ? Invalid(null, "from", $"{plan.From:O}", $"at most {KeepDays} days back: what was worked before is settled")
        : plan.Shifts.IsDefault || plan.Shifts.Length > ShiftsMax ? Invalid(null, "shifts", "", $"at most {ShiftsMax} shifts")
        : null;

    private static DutyFault? Read(ShiftPlan plan, int place, DutyRequest request, DateTime now, out Shift shift)
    {
        var times = plan.Shifts[place];
        var fault = Span(place, times.TimeZone, times.Start, times.End, times.Note, LongestShift, out var start, out var end);
        shift = new Shift { Start = start, End = end, TimeZone = times.TimeZone, Note = times.Note, PlannedBy = request.Actor, PlannedAt = now };
        return fault ?? (Begins(shift, plan) ? null : Invalid(place, "start", $"{start:O}", "a shift begins within the window that the plan replaces"));
    }

    /// <summary>Shifts at one time, or too soon after another; each pair in which one is new. Pairs that pass by force are reported.</summary>
    private static HashSet<int> Collide((Shift Shift, int? Place)[] all, TimeSpan minRest, bool force, ImmutableArray<DutyFault>.Builder faults)
    {
        var tight = new HashSet<int>();
        var last = 0;
        for (var i = 1; i < all.Length; i++)
        {
            var ((before, other), (shift, place)) = (all[last], all[i]);
            if ((place ?? other) is { } named && shift.Start - before.End < minRest)
            {
                var overlap = shift.Start < before.End;
                if (overlap || !force)
                {
                    faults.Add(Fault(overlap, named, place is null ? before : shift, place is null ? shift : before, minRest));
                }
                tight.Add(named);
            }
            last = shift.End > before.End ? i : last;
        }
        return tight;
    }

    private static DutyFault Fault(bool overlap, int place, Shift shift, Shift other, TimeSpan minRest) => overlap
        ? new(DutyOutcome.Overlap, place, "start", $"{shift.Start:O}", $"one shift at a time; another is from {other.Start:O} to {other.End:O}")
        : new(DutyOutcome.Rest, place, "start", $"{shift.Start:O}", string.Create(
            CultureInfo.InvariantCulture, $"minimum rest: {minRest.TotalHours} h between shifts; another is from {other.Start:O} to {other.End:O}"));

    private static bool Begins(Shift shift, ShiftPlan plan) => shift.Start >= plan.From && shift.Start < plan.To;

    private static bool Same(Shift a, Shift b) => (a.Start, a.End, a.TimeZone, a.Note) == (b.Start, b.End, b.TimeZone, b.Note);
}
