namespace GrupoGad.Duty;

/// <summary>Shifts and leaves by the hour, in UTC.</summary>
internal static class Rosters
{
    public static readonly DateTime Now = new(2026, 3, 14, 0, 0, 0, DateTimeKind.Utc);
    public static readonly TimeSpan Rest = TimeSpan.FromHours(8);

    public static DateTime Hour(double hour) => Now.AddHours(hour);

    public static ShiftTimes Times(double start, double end, string zone = "UTC") => new() { TimeZone = zone, Start = Wall(start), End = Wall(end) };

    public static ShiftPlan Plan(params IEnumerable<(double Start, double End)> shifts) => new()
    {
        From = Now, To = Now.AddDays(30), Shifts = [.. shifts.Select(shift => Times(shift.Start, shift.End))],
    };

    public static LeavePlan Leave(double start, double end) => new() { Kind = LeaveKind.Vacation, TimeZone = "UTC", Start = Wall(start), End = Wall(end) };

    public static DutyRequest Request(string reason = "", bool force = false) => new("planner", reason, force);

    public static DutyState Done(DutyDecision decision)
    {
        Assert.True(decision.Outcome == DutyOutcome.Done, string.Join("; ", decision.Faults));
        return decision.Next!;
    }

    private static WallTime Wall(double hour) => new(DateTime.SpecifyKind(Hour(hour), DateTimeKind.Unspecified));
}
