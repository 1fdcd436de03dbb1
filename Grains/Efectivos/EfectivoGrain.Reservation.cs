using GrupoGad.Faults;

namespace GrupoGad.Efectivos;

/// <remarks>
/// The efectivo as operations see it: the only judge of who has it. Calls do not interleave with each other, so one decision is durable before
/// the next is made. A write goes on when its caller has gone.
/// </remarks>
public sealed partial class EfectivoGrain : IReservableGrain
{
    private Hold Hold => new(_stored.Value.Availability, _stored.Value.Reservation, _stored.Value.OverAssignments);

    public async ValueTask<ReserveAnswer> Reserve(string operationId, string assignmentId, CancellationToken cancellation)
    {
        if (_stored.Value.Profile is null)
        {
            DeactivateOnIdle();
            return new ReserveAnswer { Outcome = ReserveOutcome.UnknownEfectivo, Rule = "no such efectivo is registered" };
        }
        var before = Hold;
        var (answer, after) = ReservationRules.Reserve(before, operationId, assignmentId);
        await Keep(before, after, operationId, FaultPoints.EfectivoReserved);
        return answer;
    }

    public async ValueTask<bool> Engage(string assignmentId, CancellationToken cancellation)
    {
        var before = Hold;
        var (held, after) = ReservationRules.Engage(before, assignmentId);
        await Keep(before, after, after.Reservation?.OperationId ?? "", FaultPoints.EfectivoEngaged);
        return held;
    }

    public async ValueTask Release(string assignmentId, CancellationToken cancellation)
    {
        if (_stored.Value.Profile is not null)
        {
            var before = Hold;
            await Keep(before, ReservationRules.Release(before, assignmentId), before.Reservation?.OperationId ?? "", FaultPoints.EfectivoReleased);
        }
    }

    private async Task Keep(Hold before, Hold after, string operationId, string faultPoint)
    {
        if (ReferenceEquals(before, after))
        {
            return;
        }
        var next = _stored.Value with { Reservation = after.Reservation, OverAssignments = after.Over };
        await Store(
            after.Availability == before.Availability ? next : Apply(next, new AvailabilityChange { To = after.Availability, Actor = "system", Reason = operationId }),
            CancellationToken.None);
        if (after.Availability != before.Availability)
        {
            TellAvailability();
            await TellFences();
        }
        await _with.Faults.Reach(faultPoint);
    }
}
