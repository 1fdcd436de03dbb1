using GrupoGad.Efectivos;

namespace GrupoGad.Operations;

/// <summary>The time that an operation holds of its people. Pure.</summary>
/// <remarks>
/// A plan that is moved first holds the new time of all its people beside the old one. Then it is stored, and then it releases the old time. So no efectivo is
/// promised twice, whichever process dies in between. Until the end the held time may be more than the plan's, never less.
/// </remarks>
public static class HoldRules
{
    /// <summary>
    /// From the planned start, or since the bond began, to the planned end. An efectivo that is asked after the planned end is asked without an end; one that
    /// is held already stays on task until released anyway.
    /// </summary>
    public static HoldTime Time(string operationId, OperationState state, OperationPlan plan, StoredAssignment bond, DateTime now) => new()
    {
        OperationId = operationId,
        AssignmentId = bond.AssignmentId,
        From = HasBegun(state, bond) && !IsBelieved(bond) && bond.At < plan.PlannedStart ? bond.At : plan.PlannedStart,
        To = plan.PlannedEnd > now || IsBelieved(bond) ? plan.PlannedEnd : DateTime.MaxValue,
        Revision = state.HoldRevision,
        HasBegun = HasBegun(state, bond),
        Overrule = bond.Overruled.Length > 0,
    };

    /// <summary>The time of its plan, and beside it the one of a plan to which it is about to be moved.</summary>
    public static HoldTime Both(string operationId, OperationState state, OperationPlan moved, StoredAssignment bond, DateTime now) =>
        Time(operationId, state, moved, bond, now) is var beside
            ? Time(operationId, state, state.Plan!, bond, now) with { AlsoFrom = beside.From, AlsoTo = beside.To } : beside;

    /// <summary>Its time to be on task has come: the operation or its planned start, or it has set out.</summary>
    public static bool Begins(OperationState state, StoredAssignment bond, DateTime now) => HasBegun(state, bond) || state.Plan?.PlannedStart <= now;

    /// <summary>The bond that would begin early with this step; null when it has begun or does not begin.</summary>
    public static StoredAssignment? BeginsEarly(OperationState state, string efectivoId, AssignmentStep to, DateTime now) =>
        to is AssignmentStep.EnRoute or AssignmentStep.OnScene && state.Bonds.TryGetValue(efectivoId, out var bond) && bond.IsWorking && !Begins(state, bond, now) ? bond : null;

    /// <summary>The plan takes another time of people who are believed to be held.</summary>
    public static bool Moves(OperationState state, OperationPlan plan) => IsMoved(state, plan) && state.Bonds.Values.Any(IsBelieved);

    public static bool IsMoved(OperationState state, OperationPlan plan) =>
        state.Plan is { } known && (known.PlannedStart, known.PlannedEnd) != (plan.PlannedStart, plan.PlannedEnd);

    /// <summary>Its grain has agreed: from then on the operation counts on it.</summary>
    public static bool IsBelieved(StoredAssignment bond) => bond.Step is >= AssignmentStep.Proposed and <= AssignmentStep.OnScene;

    /// <summary>Marks the held time to be sent again to every efectivo with a new revision; from now on messages of an earlier revision are too late.</summary>
    public static OperationState Anew(OperationState state) => state with
    {
        HoldRevision = state.HoldRevision + 1,
        Bonds = state.Bonds.SetItems(state.Bonds.Values.Where(IsBelieved).Select(bond => KeyValuePair.Create(
            bond.EfectivoId, bond with { Owed = bond.Owed | PendingEffects.Hold | (bond.IsWorking ? PendingEffects.Engage : PendingEffects.None) }))),
    };

    private static bool HasBegun(OperationState state, StoredAssignment bond) =>
        state.Status != OperationStatus.Planned || bond.Step is AssignmentStep.EnRoute or AssignmentStep.OnScene;
}
