using GrupoGad.Faults;

namespace GrupoGad.Efectivos;

/// <remarks>
/// The efectivo as operations see it. It alone decides which operation holds which time of it. Calls do not interleave with each other, so one decision
/// is durable before the next is made. A write goes on when its caller has gone.
/// </remarks>
public sealed partial class EfectivoGrain : IReservableGrain
{
    private Hold Hold => new(_stored.Value.Availability, _stored.Value.Held, _stored.Value.OverAssignments);

    public ValueTask<ReserveAnswer> Take(HoldTime time, CancellationToken cancellation) =>
        Judged(time.OperationId, FaultPoints.EfectivoReserved, hold => ReservationRules.Take(hold, time, _with.Now));

    public ValueTask<ReserveAnswer> Retime(HoldTime time, CancellationToken cancellation) =>
        Judged(time.OperationId, FaultPoints.EfectivoRetimed, hold => ReservationRules.Retime(hold, time, _with.Now));

    public ValueTask<ReserveAnswer> Begin(string assignmentId, CancellationToken cancellation) =>
        Judged(OperationOf(assignmentId), FaultPoints.EfectivoEngaged, hold => ReservationRules.Begin(hold, assignmentId, _with.Now));

    public async ValueTask Release(string assignmentId, CancellationToken cancellation)
    {
        if (_stored.Value.Profile is not null)
        {
            var before = Hold;
            await Keep(before, ReservationRules.Release(before, assignmentId), OperationOf(assignmentId), FaultPoints.EfectivoReleased);
        }
    }

    private async ValueTask<ReserveAnswer> Judged(string operationId, string faultPoint, Func<Hold, (ReserveAnswer Answer, Hold Hold)> judge)
    {
        if (_stored.Value.Profile is null)
        {
            DeactivateOnIdle();
            return new ReserveAnswer { Outcome = ReserveOutcome.UnknownEfectivo, Rule = "no such efectivo is registered" };
        }
        var before = Hold;
        var (answer, after) = judge(before);
        await Keep(before, after, operationId, faultPoint);
        return answer;
    }

    private string OperationOf(string assignmentId) =>
        _stored.Value.Held.FirstOrDefault(held => held.AssignmentId == assignmentId)?.OperationId ?? "";

    private async Task Keep(Hold before, Hold after, string operationId, string faultPoint)
    {
        if (ReferenceEquals(before, after))
        {
            return;
        }
        var next = _stored.Value with { Reservation = null, Reservations = after.Reservations, OverAssignments = after.Over };
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
