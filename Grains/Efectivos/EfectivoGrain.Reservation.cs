using GrupoGad.Faults;

namespace GrupoGad.Efectivos;

/// <remarks>The efectivo as operations see it: the only judge of who has it. Calls do not interleave with each other, so one decision is durable before the next is made.</remarks>
public sealed partial class EfectivoGrain : IReservableGrain
{
    public async ValueTask<ReserveAnswer> Reserve(string operationId, string assignmentId, CancellationToken cancellation)
    {
        var state = _stored.State;
        if (ReservationRules.Settles(state.Profile is not null, state.Availability, state.Reservation, state.OverAssignments, assignmentId) is { } settled)
        {
            if (settled.Outcome == ReserveOutcome.UnknownEfectivo)
            {
                DeactivateOnIdle();
            }
            return settled;
        }
        var held = new Reservation { OperationId = operationId, AssignmentId = assignmentId };
        await Store(stored => stored.Reservation = held, CancellationToken.None);
        await _with.Faults.Reach(FaultPoints.EfectivoReserved);
        return ReservationRules.Answer(ReserveOutcome.Reserved, held, "");
    }

    public async ValueTask<bool> Engage(string assignmentId, CancellationToken cancellation)
    {
        if (_stored.State.Reservation is not { } held || held.AssignmentId != assignmentId)
        {
            return false;
        }
        if (!held.Engaged)
        {
            await Store(
                state =>
                {
                    state.Reservation = held with { Engaged = true };
                    Apply(state, Change(Availability.OnTask, held.OperationId));
                },
                CancellationToken.None);
            TellCell(moveOnly: false);
            await _with.Faults.Reach(FaultPoints.EfectivoEngaged);
        }
        return true;
    }

    public async ValueTask Release(string assignmentId, CancellationToken cancellation)
    {
        var held = _stored.State.Reservation;
        if (held?.AssignmentId == assignmentId)
        {
            await Store(
                state =>
                {
                    (state.Reservation, state.OverAssignments) = (null, ReservationRules.Over(state.OverAssignments, assignmentId));
                    if (state.Availability == Availability.OnTask)
                    {
                        Apply(state, Change(Availability.Available, held.OperationId));
                    }
                },
                CancellationToken.None);
            TellCell(moveOnly: false);
            await _with.Faults.Reach(FaultPoints.EfectivoReleased);
        }
        else if (_stored.State.Profile is not null && !_stored.State.OverAssignments.Contains(assignmentId))
        {
            // Released before its reservation came, if that is still on its way: it comes too late then.
            await Store(state => state.OverAssignments = ReservationRules.Over(state.OverAssignments, assignmentId), CancellationToken.None);
        }
    }

    private static AvailabilityChange Change(Availability to, string operationId) => new() { To = to, Actor = "system", Reason = operationId };
}
