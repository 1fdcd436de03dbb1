using GrupoGad.Duty;
using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Preconditions;

namespace GrupoGad.WebFrontend.Duty;

/// <param name="Start">UTC.</param>
/// <param name="End">UTC, exclusive.</param>
/// <param name="LocalStart">The local time of the zone at the start.</param>
/// <param name="Forced">Why it was planned against the minimum rest; empty: it was not.</param>
public sealed record ShiftResource(
    DateTime Start, DateTime End, string TimeZone, string LocalStart, string LocalEnd, string Note, string PlannedBy, DateTime PlannedAt, string Forced)
{
    public static ShiftResource Of(Shift shift) => new(
        shift.Start, shift.End, shift.TimeZone, WallTimeText.Write(shift.Start, shift.TimeZone), WallTimeText.Write(shift.End, shift.TimeZone), shift.Note,
        shift.PlannedBy, shift.PlannedAt, shift.Forced);
}

/// <param name="Version">Grows with every change of any shift or leave of the efectivo.</param>
public sealed record ShiftsResource(string EfectivoId, IReadOnlyList<ShiftResource> Shifts, long Version) : IVersioned
{
    public static ShiftsResource Of(string id, DutyView view) => new(id, [.. view.Shifts.Select(ShiftResource.Of)], view.Version);
}

/// <param name="Start">UTC.</param>
/// <param name="End">UTC, exclusive.</param>
public sealed record LeaveResource(
    string LeaveId, LeaveKind Kind, DateTime Start, DateTime End, string TimeZone, string LocalStart, string LocalEnd, string Note, string PlannedBy, DateTime PlannedAt)
{
    public static LeaveResource Of(Leave leave) => new(
        leave.LeaveId, leave.Kind, leave.Start, leave.End, leave.TimeZone, WallTimeText.Write(leave.Start, leave.TimeZone),
        WallTimeText.Write(leave.End, leave.TimeZone), leave.Note, leave.PlannedBy, leave.PlannedAt);
}

/// <param name="Version">Grows with every change of any shift or leave of the efectivo.</param>
public sealed record LeavesResource(string EfectivoId, IReadOnlyList<LeaveResource> Leaves, long Version) : IVersioned
{
    public static LeavesResource Of(string id, DutyView view) => new(id, [.. view.Leaves.Select(LeaveResource.Of)], view.Version);
}

/// <summary>The efectivos on shift. Availability is only known of now. For another time, each value that depends on it is null.</summary>
/// <param name="InService">On shift, and available or on a task.</param>
/// <param name="Ratio">Of those on shift, who is in service; null when nobody is on shift.</param>
/// <param name="Next">Pass it as <c>after</c> for the next page of people; null at the end.</param>
public sealed record DutyResource(
    DateTime At, int OnShift, int? InService, double? Ratio, IReadOnlyList<UnitDutyResource> Units, IReadOnlyList<PersonOnDutyResource> People, string? Next);

public sealed record UnitDutyResource(string Unit, int Registered, int OnShift, int OnLeave, int? Available, int? OnTask, double? Ratio)
{
    public static UnitDutyResource Of(UnitDuty unit, bool isNow) => new(
        unit.Unit, unit.Registered, unit.OnShift, unit.OnLeave, isNow ? unit.Available : null, isNow ? unit.OnTask : null,
        isNow && unit.OnShift > 0 ? (double)(unit.Available + unit.OnTask) / unit.OnShift : null);
}

/// <param name="Until">End of the shift, UTC.</param>
public sealed record PersonOnDutyResource(string EfectivoId, string DisplayName, string Unit, Availability? Availability, DateTime Until)
{
    public static PersonOnDutyResource Of(PersonOnDuty person, bool isNow) => new(
        person.EfectivoId, person.DisplayName, person.Unit, isNow ? person.Availability : null, person.Until);
}
