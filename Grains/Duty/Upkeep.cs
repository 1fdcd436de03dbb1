namespace GrupoGad.Duty;

/// <summary>Work common to every change of the state.</summary>
internal static class Upkeep
{
    /// <summary>Numbers the change's entries, and lets go what ended long ago: the tables keep it.</summary>
    public static DutyState Next(DutyState state, DateTime now, DutyRequest request, IReadOnlyList<(string What, string LeaveId, DateTime Start, DateTime End)> changes)
    {
        var cut = now.AddDays(-ShiftRules.KeepDays);
        var lets = state.Shifts.Any(shift => shift.End <= cut) || state.Leaves.Any(leave => leave.End <= cut);
        return state with
        {
            Shifts = state.Shifts.RemoveAll(shift => shift.End <= cut),
            Leaves = state.Leaves.RemoveAll(leave => leave.End <= cut),
            KeptSince = lets ? cut : state.KeptSince,
            Version = state.Version + changes.Count,
            Entries = [.. changes.Select((change, i) => new DutyEntry(
                state.Version + i + 1, now, request.Actor, change.What, request.Reason, change.LeaveId, change.Start, change.End))],
        };
    }
}
