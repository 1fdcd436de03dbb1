using GrupoGad.Boards;

namespace GrupoGad.Operations;

/// <summary>Views of an operation's state for callers and boards.</summary>
public static class OperationViews
{
    public static OperationView? View(string id, OperationState state, DateTime now) => state.Plan is null ? null : new OperationView
    {
        OperationId = id,
        Plan = state.Plan,
        Status = state.Status,
        ActualStart = state.ActualStart,
        ActualEnd = state.ActualEnd,
        Paused = TimeSpan.FromMilliseconds(state.PausedMs) + (now - state.PausedSince ?? TimeSpan.Zero),
        Assignments = [.. Ordered(state.Bonds.Values)],
        Version = state.Version,
        Filling = state.Filling,
    };

    public static OperationSummary Summary(string id, OperationState state) => new()
    {
        OperationId = id,
        Title = state.Plan!.Title,
        Type = state.Plan.Type,
        Priority = state.Plan.Priority,
        Status = state.Status,
        PlannedStart = state.Plan.PlannedStart,
        PlannedEnd = state.Plan.PlannedEnd,
        Commander = state.Plan.Commander,
        Point = PlanRules.Centre(state.Plan),
        // An efectivo that is unable is shown until it is settled, because a person has to find another.
        People = [.. Ordered(state.Bonds.Values.Where(bond => bond.IsOpen || bond.Step == AssignmentStep.Unable && !state.IsClosed)).OrderBy(assignment => assignment.Step)],
        Version = state.Version,
    };

    public static BoardItem Item(string id, OperationState state) => new() { Operation = Summary(id, state) };

    private static IEnumerable<Assignment> Ordered(IEnumerable<StoredAssignment> bonds) =>
        bonds.OrderBy(bond => bond.EfectivoId, StringComparer.Ordinal).Select(bond => bond.View());
}
