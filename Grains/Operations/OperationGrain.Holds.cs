using GrupoGad.Efectivos;
using GrupoGad.Faults;

namespace GrupoGad.Operations;

/// <remarks>The time of its people: moved with its plan (see <see cref="HoldRules"/>), begun (step 5 of the exchange) and let go (6).</remarks>
public sealed partial class OperationGrain
{
    /// <summary>Most rounds of asking efectivos that came to be held while others were asked.</summary>
    private const int MoveRoundsMax = 5;

    /// <summary>A plan is being moved. Until that ends, no efectivo is notified that the old time alone is held.</summary>
    private bool _moving;

    /// <summary>True once this activation has settled the times that earlier activations sent.</summary>
    private bool _timesAreOwn;

    /// <summary>Stores a plan once all its people can be held at its time.</summary>
    private async Task<Decision> Moved(OperationPlan plan, Func<OperationState, Decision> decide, CancellationToken cancellation)
    {
        if (!HoldRules.Moves(_state, plan))
        {
            return await Change(decide, cancellation);
        }
        _moving = true;
        try
        {
            await Change(static _ => Decision.ByItself(new ReservationsPending(IsMoving: true)), cancellation);
            await with.Faults.Reach(FaultPoints.HoldsIntended);
            var asked = new HashSet<string>(StringComparer.Ordinal);
            for (var round = 0; round < MoveRoundsMax; round++)
            {
                if (await Widened(plan, asked) is { } refused)
                {
                    await Change(static _ => Decision.ByItself(new ReservationsPending(IsMoving: false)), CancellationToken.None);
                    return refused;
                }
                await with.Faults.Reach(FaultPoints.HoldsWidened);
                var isComplete = false;
                var decision = await Change(
                    state => (isComplete = state.Bonds.Values.All(bond => !HoldRules.IsBelieved(bond) || asked.Contains(bond.AssignmentId)))
                        ? decide(state) : Decision.Unchanged,
                    cancellation);
                if (isComplete)
                {
                    return decision;
                }
            }
            throw new GadUnavailableException("efectivo");
        }
        finally
        {
            _moving = false;
            // Not stored: calls that are on their way still are outdated by a newer revision.
            _timesAreOwn &= !_state.IsMoving;
            Arrange();
        }
    }

    /// <summary>Holds the plan's time of efectivos not asked yet. Returns a refusal when one of them is held by another operation then.</summary>
    private async Task<Decision?> Widened(OperationPlan plan, HashSet<string> asked)
    {
        var bonds = _state.Bonds.Values.Where(bond => HoldRules.IsBelieved(bond) && asked.Add(bond.AssignmentId)).ToArray();
        var state = _state;
        var answers = await Rounds.Each(bonds, with.Options.CallsMax, async bond =>
            await GrainFactory.GetGrain<IReservableGrain>(bond.EfectivoId).Retime(HoldRules.Both(Id, state, plan, bond, with.Now)));
        var busy = bonds.Zip(answers).FirstOrDefault(pair => pair.Second.Outcome == ReserveOutcome.HeldByOther);
        return busy.First is null ? null
            : Decision.Refused(OperationOutcome.PersonBusy, $"{busy.First.EfectivoId} is held by another operation at that time: {busy.Second.Rule}", "plannedStart", busy.First.EfectivoId);
    }

    /// <summary>
    /// Sends the held times again, because an earlier activation may have died while it moved them. Also sends times for holds that older versions made without
    /// one.
    /// </summary>
    private async Task OwnTimes()
    {
        if (!_timesAreOwn && !_moving && !_state.IsClosed && _state.Plan is not null)
        {
            if (_state.IsMoving || _state.HoldRevision == 0 && _state.Bonds.Values.Any(HoldRules.IsBelieved))
            {
                await Change(static _ => Decision.ByItself(new ReservationsPending(IsMoving: false)));
            }
            _timesAreOwn = true;
        }
    }

    /// <summary>Sets the held time to the time of the plan, and no more.</summary>
    private async Task<bool> SettleTime(StoredAssignment bond)
    {
        var answer = await GrainFactory.GetGrain<IReservableGrain>(bond.EfectivoId).Retime(HoldRules.Time(Id, _state, _state.Plan!, bond, with.Now));
        if (answer.Outcome != ReserveOutcome.Reserved)
        {
            await NotHeld(bond, answer);
        }
        await with.Faults.Reach(FaultPoints.HoldsSettled);
        return true;
    }

    /// <summary>
    /// Step 5: its time has come and it has agreed, so its grain holds it as on task. While another operation that runs over still has it, the call is
    /// repeated.
    /// </summary>
    private async Task<bool> Engage(StoredAssignment bond)
    {
        var answer = await GrainFactory.GetGrain<IReservableGrain>(bond.EfectivoId).Begin(bond.AssignmentId);
        if (answer.Outcome == ReserveOutcome.HeldByOther)
        {
            return false;
        }
        if (answer.Outcome != ReserveOutcome.Reserved)
        {
            await NotHeld(bond, answer);
        }
        await with.Faults.Reach(FaultPoints.AssignEngaged);
        return true;
    }

    /// <summary>Step 6: releases the efectivo.</summary>
    private async Task<bool> Release(StoredAssignment bond)
    {
        await GrainFactory.GetGrain<IReservableGrain>(bond.EfectivoId).Release(bond.AssignmentId);
        await with.Faults.Reach(FaultPoints.AssignReleased);
        return true;
    }

    private async Task NotHeld(StoredAssignment bond, ReserveAnswer answer)
    {
        LogNotHeld(with.Logger, Id, bond.EfectivoId);
        await Change(state => AssignmentRules.ByItself(
            state, bond, AssignmentStep.Released, answer.Outcome == ReserveOutcome.HeldByOther ? answer.Rule : "its grain does not hold it"));
    }
}
