using System.Collections.Immutable;

namespace GrupoGad.Operations;

/// <remarks><c>event → state</c>, and the line that it adds to the timeline.</remarks>
public static partial class OperationRules
{
    /// <summary>Far more events than fences report again after a crash.</summary>
    private const int FenceEventsMax = 500;

    /// <summary>The state after a decision. <see cref="OperationState.Entries"/> are those of this decision alone.</summary>
    public static OperationState Apply(OperationState state, Decision decision, DateTime now)
    {
        var next = state with { Entries = [] };
        var entries = ImmutableArray.CreateBuilder<TimelineEntry>();
        foreach (var happened in decision.Events)
        {
            var before = next;
            next = Apply(next, happened, decision.Actor, now);
            if (TimelineRules.Entry(before, next, happened) is { } line)
            {
                next = next with { LastSequence = next.LastSequence + 1, Version = next.Version + 1 };
                entries.Add(line with { Sequence = next.LastSequence, At = now, Actor = decision.Actor, Reason = line.Reason.Length > 0 ? line.Reason : decision.Reason });
            }
        }
        return next with { Entries = entries.ToImmutable() };
    }

    private static OperationState Apply(OperationState state, OperationEvent happened, string actor, DateTime now) => happened switch
    {
        Planned planned => Rebook(state.Plan is null || HoldRules.IsMoved(state, planned.Plan) ? HoldRules.Anew(state) : state, planned.Booking) with
        {
            Plan = planned.Plan, RemindAt = planned.RemindAt, Filling = Math.Min(state.Filling, planned.Plan.Wanted), IsMoving = false,
        },
        FillingAsked asked => state with { Filling = asked.Count },
        ReservationsPending owed => HoldRules.Anew(state) with { IsMoving = owed.IsMoving },
        StatusChanged changed => Apply(state, changed, now),
        AssignmentOpened opened => Bonded(state, new StoredAssignment
        {
            EfectivoId = opened.EfectivoId, AssignmentId = opened.AssignmentId, RequestId = opened.RequestId,
            Step = AssignmentStep.Reserved, At = now, Owed = PendingEffects.Reserve, Recommendation = opened.Recommendation, Overruled = opened.Overruled,
        }),
        AssignmentHeld held => Bonded(state, state.Bonds[held.EfectivoId] with
        {
            Step = AssignmentStep.Proposed, At = now, Outcome = AssignOutcome.Reserved, Until = held.Until, Owed = PendingEffects.Propose,
        }),
        // No efectivo has that code, so only the timeline keeps a trace of it.
        AssignmentDenied { Outcome: AssignOutcome.UnknownEfectivo } denied => state with { Bonds = state.Bonds.Remove(denied.EfectivoId) },
        AssignmentDenied denied => Bonded(state, state.Bonds[denied.EfectivoId] with
        {
            Step = AssignmentStep.Released, At = now, Outcome = denied.Outcome, Reason = denied.Rule, Owed = denied.Owed,
        }),
        AssignmentStepped stepped => Bonded(state, state.Bonds[stepped.EfectivoId] with
        {
            Step = stepped.To, At = now, Reason = stepped.Reason, Actor = actor, Owed = stepped.Owed,
        }),
        ReminderCame came => state with { RemindAt = null, Notice = came.CommandId },
        EffectExecuted paid => Pay(state, paid),
        BookingFreed freed => state with { Unbooked = state.Unbooked.RemoveAll(booking => booking.Token == freed.Token) },
        NoticeIssued => state with { Notice = "" },
        CommandsEnded => state with { OwesEnd = false },
        FenceEventReceived told => state with { FenceEvents = [.. state.FenceEvents.Skip(state.FenceEvents.Length - (FenceEventsMax - 1)), told.Event.EventId] },
        RequestAnswered answered => state with
        {
            Answered = [.. state.Answered.Skip(state.Answered.Length - (RequestRules.AnsweredMax - 1)), answered.Request],
        },
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "No such event."),
    };

    private static OperationState Apply(OperationState state, StatusChanged changed, DateTime now)
    {
        var next = state with { Status = changed.To };
        next = state.PausedSince is { } since && changed.To != OperationStatus.Paused
            ? next with { PausedSince = null, PausedMs = state.PausedMs + Math.Max(0, (long)(now - since).TotalMilliseconds) }
            : next;
        return changed.To switch
        {
            OperationStatus.InProgress => Rebook(next, changed.Booking ?? state.Booking) with
            {
                ActualStart = state.ActualStart ?? now, ActualEnd = null, RemindAt = null, OwesEnd = false,
            },
            OperationStatus.Paused => next with { PausedSince = now },
            _ => Rebook(next, null) with { ActualEnd = now, RemindAt = null, Notice = "", Filling = 0, OwesEnd = true },
        };
    }

    /// <summary>Marks the former booking to be given back to the commander's diary.</summary>
    private static OperationState Rebook(OperationState state, Booking? booking) => state.Booking is { } former && former.Token != booking?.Token
        ? state with { Booking = booking, Unbooked = state.Unbooked.Add(former) }
        : state with { Booking = booking };

    private static OperationState Pay(OperationState state, EffectExecuted paid) =>
        state.Bonds.TryGetValue(paid.EfectivoId, out var bond) && bond.AssignmentId == paid.AssignmentId
            ? Bonded(state, bond with { Owed = bond.Owed & ~paid.Paid })
            : state;

    private static OperationState Bonded(OperationState state, StoredAssignment bond) => state with { Bonds = state.Bonds.SetItem(bond.EfectivoId, bond) };
}
