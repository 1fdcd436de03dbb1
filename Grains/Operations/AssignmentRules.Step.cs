namespace GrupoGad.Operations;

/// <remarks>Steps of a bond that an efectivo reports, or another person reports for it.</remarks>
public static partial class AssignmentRules
{
    public static Decision Step(OperationState state, string efectivoId, string assignmentId, AssignmentStep to, OperationRequest request)
    {
        var what = RequestDigest.Of($"step.{to}:{efectivoId}:{assignmentId}", request);
        if (RequestRules.Settles(state, request, what) is { } settled)
        {
            return settled;
        }
        if (state.Plan is null)
        {
            return Decision.Refused(OperationOutcome.UnknownOperation, "an operation is planned first");
        }
        if (!state.Bonds.TryGetValue(efectivoId, out var bond) || assignmentId.Length > 0 && bond.AssignmentId != assignmentId)
        {
            return Decision.Refused(OperationOutcome.Invalid, "this operation has no such assignment", "efectivoId", efectivoId);
        }
        return Passed(bond.Step, to) ? Decision.Unchanged
            : Refuses(bond.Step, to, request.Reason) is { } refused ? refused
            : Decision.Done(request, what, new AssignmentStepped(efectivoId, to, Owes(bond, to, request.Actor), request.Reason));
    }

    /// <summary>
    /// Decides a step without a request to the operation: read from the command's ladder, or because the proposal expired. Unchanged when the bond has moved on
    /// meanwhile.
    /// </summary>
    public static Decision ByItself(OperationState state, StoredAssignment seen, AssignmentStep to, string reason, string actor = "system") =>
        state.Bonds.TryGetValue(seen.EfectivoId, out var bond) && bond.AssignmentId == seen.AssignmentId && bond.IsOpen
            && !Passed(bond.Step, to) && Refuses(bond.Step, to, "read") is null
            ? Decision.ByItself(new AssignmentStepped(bond.EfectivoId, to, Owes(bond, to, actor), reason)) with { Actor = actor }
            : Decision.Unchanged;

    /// <summary>Every open bond, when the operation closes. All its orders end with it.</summary>
    public static IEnumerable<OperationEvent> ReleaseAll(OperationState state, string reason) =>
        state.Bonds.Values.Where(bond => bond.IsOpen).OrderBy(bond => bond.EfectivoId, StringComparer.Ordinal)
            .Select(bond => new AssignmentStepped(bond.EfectivoId, AssignmentStep.Released, Owes(bond, AssignmentStep.Released, "system") & ~PendingEffects.Dismiss, reason));

    /// <summary>True when the bond is at that step or further on the same way, so that the report is a repeated or late one.</summary>
    private static bool Passed(AssignmentStep at, AssignmentStep to) =>
        at == to || to is >= AssignmentStep.Accepted and <= AssignmentStep.OnScene && at > to && at is <= AssignmentStep.OnScene or AssignmentStep.Done;

    private static Decision? Refuses(AssignmentStep at, AssignmentStep to, string reason) => (at, to) switch
    {
        (_, not (>= AssignmentStep.Accepted and <= AssignmentStep.Unable)) => Decision.Refused(
            OperationOutcome.Invalid, "said of an assignment is Accepted, Refused, Expired, EnRoute, OnScene, Done, Unable, Released or Reassigned", "step", to.ToString()),
        (>= AssignmentStep.Released, _) => Illegal($"the assignment is over: {at}"),
        (_, AssignmentStep.Released or AssignmentStep.Reassigned) => null,
        (AssignmentStep.Reserved, _) => Illegal("the efectivo has not been asked yet"),
        (AssignmentStep.Proposed, AssignmentStep.Accepted or AssignmentStep.Expired) => null,
        (AssignmentStep.Proposed, AssignmentStep.Refused) =>
            reason.Trim().Length > 0 ? null : Decision.Refused(OperationOutcome.Invalid, "a refusal needs a reason", "reason"),
        (AssignmentStep.Proposed, _) => Illegal("an assignment is accepted first"),
        (_, AssignmentStep.Refused or AssignmentStep.Expired) => Illegal("who has accepted says Unable or is released, and neither refuses nor expires"),
        (_, AssignmentStep.Unable) when reason.Trim().Length == 0 => Decision.Refused(OperationOutcome.Invalid, "who is unable says why", "reason"),
        _ => null,
    };

    /// <summary>
    /// The effects that the step leaves to be executed. The command receives an answer that another person gave, so that the efectivo's phone and the desk show
    /// the same.
    /// </summary>
    private static PendingEffects Owes(StoredAssignment bond, AssignmentStep to, string actor)
    {
        var isAsked = bond.Until is not null;
        // A proposal that is answered before it went out still goes out, so that its ladder shows who answered.
        var answer = bond.Owed & PendingEffects.Propose | (isAsked && actor != bond.EfectivoId ? PendingEffects.Answer : PendingEffects.None);
        return to switch
        {
            AssignmentStep.Accepted => PendingEffects.Engage | bond.Owed & PendingEffects.Hold | answer,
            AssignmentStep.EnRoute or AssignmentStep.OnScene => bond.Owed | answer,
            AssignmentStep.Refused => PendingEffects.Release | answer,
            AssignmentStep.Done or AssignmentStep.Unable => PendingEffects.Release | PendingEffects.Dismiss | answer,
            // It has not been of the operation.
            AssignmentStep.Expired => PendingEffects.Release | (isAsked ? PendingEffects.Withdraw : PendingEffects.None),
            _ => PendingEffects.Release | PendingEffects.Dismiss | (isAsked ? PendingEffects.Withdraw : PendingEffects.None),
        };
    }

    private static Decision Illegal(string rule) => Decision.Refused(OperationOutcome.IllegalTransition, rule);
}
