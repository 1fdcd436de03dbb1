using System.Text.RegularExpressions;
using static GrupoGad.Duty.RequestChecks;

namespace GrupoGad.Duty;

/// <summary>Validates a leave, and applies it. Pure.</summary>
public static partial class LeaveRules
{
    /// <summary>Leaves of one efectivo that are not long over.</summary>
    public const int LeavesMax = 200;

    private static readonly TimeSpan LongestLeave = TimeSpan.FromDays(400);

    public static DutyDecision Add(DutyState state, string leaveId, LeavePlan plan, DutyRequest request, DateTime now)
    {
        var (start, end) = (default(DateTime), default(DateTime));
        var fault = Refuses(request)
            ?? (leaveId is null || !LeaveId().IsMatch(leaveId) ? Invalid(null, "leaveId", leaveId, "a leave's id has 1 to 64 of A-Z, a-z, 0-9, - and _") : null)
            ?? (Enum.IsDefined(plan.Kind) ? null : Invalid(null, "kind", $"{plan.Kind}", "a kind is one of " + string.Join(", ", Enum.GetNames<LeaveKind>())))
            ?? Span(null, plan.TimeZone, plan.Start, plan.End, plan.Note, LongestLeave, out start, out end)
            ?? (end <= now.AddDays(-ShiftRules.KeepDays) ? Invalid(null, "end", $"{end:O}", $"at most {ShiftRules.KeepDays} days back") : null);
        if (fault is not null)
        {
            return DutyDecision.Refused([fault]);
        }
        var leave = new Leave
        {
            LeaveId = leaveId!, Kind = plan.Kind, Start = start, End = end, TimeZone = plan.TimeZone, Note = plan.Note, PlannedBy = request.Actor, PlannedAt = now,
        };
        var known = state.Leaves.FirstOrDefault(other => other.LeaveId == leaveId);
        var same = known is not null && known == leave with { PlannedBy = known.PlannedBy, PlannedAt = known.PlannedAt };
        if (RefusesVersion(request.Expected, known is null ? null : state.Version, same) is { } other)
        {
            return DutyDecision.Refused([other]);
        }
        if (same)
        {
            return DutyDecision.Unchanged;
        }
        var others = state.Leaves.RemoveAll(other => other.LeaveId == leaveId);
        if (others.FirstOrDefault(one => one.Start < end && start < one.End) is { } over)
        {
            return DutyDecision.Refused([new(DutyOutcome.Overlap, null, "start", $"{start:O}", $"one leave at a time; {over.LeaveId} is from {over.Start:O} to {over.End:O}")]);
        }
        if (others.Length >= LeavesMax)
        {
            return DutyDecision.Refused([Invalid(null, "leaveId", leaveId, $"at most {LeavesMax} leaves")]);
        }
        return DutyDecision.Done(Upkeep.Next(
            state with { Leaves = [.. others.Append(leave).OrderBy(other => other.Start)] }, now, request, [("leave.added", leave.LeaveId, start, end)]));
    }

    public static DutyDecision Cancel(DutyState state, string leaveId, DutyRequest request, DateTime now) =>
        Refuses(request) is { } refused ? DutyDecision.Refused([refused])
        : state.Leaves.FirstOrDefault(leave => leave.LeaveId == leaveId) is not { } known
            ? DutyDecision.Refused([new(DutyOutcome.UnknownLeave, null, "leaveId", leaveId ?? "", "a leave that was added")])
        : RefusesVersion(request.Expected, state.Version, same: false) is { } other ? DutyDecision.Refused([other])
        : DutyDecision.Done(Upkeep.Next(state with { Leaves = state.Leaves.Remove(known) }, now, request, [("leave.cancelled", leaveId, known.Start, known.End)]));

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex LeaveId();
}
