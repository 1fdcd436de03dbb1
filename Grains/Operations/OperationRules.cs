namespace GrupoGad.Operations;

/// <summary>The life of an operation as pure functions: <c>state, request → decision</c>.</summary>
/// <remarks>
/// <code>
///   Planned ─Start─► InProgress ◄─Resume─ Paused         Complete, Cancel: from InProgress and Paused; Cancel also from Planned
///                        └──────Pause──────►             Reopen: Completed ─► InProgress
/// </code>
/// </remarks>
public static partial class OperationRules
{
    public const string AlreadyPlanned = "plan";

    /// <param name="booking">The booking in the commander's diary for this plan; null when the plan has no commander.</param>
    /// <param name="remindBefore">How long before the planned start people are reminded.</param>
    public static Decision Plan(
        OperationState state, string operationId, OperationPlan plan, Booking? booking, OperationRequest request, DateTime now, TimeSpan remindBefore) =>
        RequestRules.Settles(state, request, RequestDigest.Of(AlreadyPlanned, plan, request))
        ?? PlanRules.Refuses(operationId, plan)
        ?? (state.IsClosed ? Illegal("a closed operation keeps its plan")
            : RefusesVersion(state, request, same: state.Plan is { } known && PlanRules.Same(known, plan))
            ?? (state.Plan is { } former && PlanRules.Same(former, plan) ? Decision.Unchanged
            : Decision.Done(request, RequestDigest.Of(AlreadyPlanned, plan, request), new Planned(plan, booking, RemindAt(state, plan, now, remindBefore)))));

    /// <param name="unanswered">Of a completion: how many critical commands are neither answered nor waived, its own proposals apart.</param>
    /// <param name="booking">Of a reopening: the booking in the commander's diary.</param>
    public static Decision Move(
        OperationState state, OperationMove move, bool force, OperationRequest request, int unanswered = 0, Booking? booking = null) =>
        RequestRules.Settles(state, request, Asked(move, force, request))
        ?? (state.Plan is null ? Decision.Refused(OperationOutcome.UnknownOperation, "an operation is planned first")
            : RefusesVersion(state, request, same: Reaches(move) == state.Status)
            ?? (Reaches(move) == state.Status && move != OperationMove.Reopen ? Decision.Unchanged
            : RefusesMove(state, move) ?? RefusesReason(move, force, request) ?? RefusesPrecondition(state, move, force, unanswered)
            ?? Decision.Done(request, Asked(move, force, request), [.. Released(state, move), new StatusChanged(Reaches(move), booking)])));

    /// <summary>A person wants it filled: asked once for as many as the plan wants, it goes on until they are held or it closes.</summary>
    public static Decision Fill(OperationState state, OperationRequest request) =>
        RequestRules.Settles(state, request, RequestDigest.Of("fill", request))
        ?? (state.Plan is not { } plan ? Decision.Refused(OperationOutcome.UnknownOperation, "an operation is planned first")
            : state.IsClosed ? Illegal("a closed operation asks nobody")
            : plan.Wanted == 0 ? Decision.Refused(OperationOutcome.Precondition, "the plan says how many are wanted", "wanted", "0")
            : state.Filling == plan.Wanted ? Decision.Unchanged
            : Decision.Done(request, RequestDigest.Of("fill", request), new FillingAsked(plan.Wanted)));

    /// <summary>A request to close it ends its filling, whether or not it may close yet.</summary>
    public static Decision StopFilling(OperationState state, OperationMove move, bool force, OperationRequest request) =>
        state.Filling > 0 && move is (OperationMove.Complete or OperationMove.Cancel) && Move(state, move, force, request).Outcome == OperationOutcome.Done
            ? Decision.ByItself(new FillingAsked(0)) with { Actor = request.Actor, Reason = request.Reason }
            : Decision.Unchanged;

    public static string What(OperationMove move) => "move." + move;

    private static string Asked(OperationMove move, bool force, OperationRequest request) => RequestDigest.Of(What(move), request, force ? "force" : "");

    /// <summary>Another writer has changed it since its writer read it, or its writer does not name the version.</summary>
    private static Decision? RefusesVersion(OperationState state, OperationRequest request, bool same) =>
        request.Expected.Against(state.Plan is null ? null : state.Version, same) switch
        {
            Mismatch.Stale => Decision.Refused(OperationOutcome.Stale, VersionRules.Stale(state.Plan is null ? null : state.Version), "version"),
            Mismatch.Unstated => Decision.Refused(OperationOutcome.Unversioned, VersionRules.Unstated(state.Version), "version"),
            _ => null,
        };

    private static OperationStatus Reaches(OperationMove move) => move switch
    {
        OperationMove.Start or OperationMove.Resume or OperationMove.Reopen => OperationStatus.InProgress,
        OperationMove.Pause => OperationStatus.Paused,
        OperationMove.Complete => OperationStatus.Completed,
        OperationMove.Cancel => OperationStatus.Cancelled,
        _ => 0,
    };

    private static Decision? RefusesMove(OperationState state, OperationMove move) => (state.Status, move) switch
    {
        (OperationStatus.Planned, OperationMove.Start or OperationMove.Cancel) => null,
        (OperationStatus.InProgress, OperationMove.Pause or OperationMove.Complete or OperationMove.Cancel) => null,
        (OperationStatus.Paused, OperationMove.Resume or OperationMove.Complete or OperationMove.Cancel) => null,
        (OperationStatus.Completed, OperationMove.Reopen) => null,
        (_, not (>= OperationMove.Start and <= OperationMove.Reopen)) =>
            Decision.Refused(OperationOutcome.Invalid, "a move is one of " + string.Join(", ", Enum.GetNames<OperationMove>()), "move", move.ToString()),
        (_, OperationMove.Reopen) => Illegal("only a completed operation is reopened"),
        (OperationStatus.Completed, _) => Illegal("a completed operation is reopened first"),
        (OperationStatus.Cancelled, _) => Illegal("a cancelled operation stays cancelled"),
        (OperationStatus.Planned, _) => Illegal("an operation is started first"),
        (OperationStatus.Paused, OperationMove.Start) => Illegal("a paused operation is resumed, not started"),
        _ => Illegal("the status does not allow it"),
    };

    private static Decision? RefusesReason(OperationMove move, bool force, OperationRequest request) =>
        request.Reason.Trim().Length > 0 ? null
        : move is OperationMove.Cancel ? Missing("a cancellation needs a reason")
        : move is OperationMove.Reopen ? Missing("reopening needs a reason")
        : force && move is OperationMove.Start or OperationMove.Complete && force ? Missing("forcing needs a reason")
        : null;

    private static Decision? RefusesPrecondition(OperationState state, OperationMove move, bool force, int unanswered) =>
        force ? null
        : move == OperationMove.Start && !state.Bonds.Values.Any(bond => bond.IsWorking)
            ? Decision.Refused(OperationOutcome.Precondition, "an operation starts with at least one accepted efectivo, unless it is forced with a reason")
        : move == OperationMove.Complete && unanswered > 0
            ? Decision.Refused(OperationOutcome.Precondition, "every critical command is answered or waived before the operation is completed, unless it is forced with a reason",
                "commands", $"{unanswered} unanswered")
        : null;

    private static IEnumerable<OperationEvent> Released(OperationState state, OperationMove move) =>
        move is OperationMove.Complete or OperationMove.Cancel
            ? AssignmentRules.ReleaseAll(state, move == OperationMove.Complete ? "the operation was completed" : "the operation was cancelled")
            : [];

    /// <summary>Null when that moment has passed; a planner at short notice notifies the people in person.</summary>
    private static DateTime? RemindAt(OperationState state, OperationPlan plan, DateTime now, TimeSpan before) =>
        state.Status != OperationStatus.Planned ? null
        : state.Plan?.PlannedStart == plan.PlannedStart ? state.RemindAt
        : plan.PlannedStart - before > now ? plan.PlannedStart - before
        : null;

    private static Decision Illegal(string rule) => Decision.Refused(OperationOutcome.IllegalTransition, rule);

    private static Decision Missing(string rule) => Decision.Refused(OperationOutcome.Invalid, rule, "reason");
}
