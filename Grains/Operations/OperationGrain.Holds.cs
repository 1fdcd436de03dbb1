using GrupoGad.Efectivos;
using GrupoGad.Faults;

namespace GrupoGad.Operations;

/// <remarks>The time of its people: moved with its plan (see <see cref="HoldRules"/>), begun (step 5 of the exchange) and let go (6).</remarks>
public sealed partial class OperationGrain
{
    /// <summary>Rounds of asking those who came to be held while others were asked.</summary>
    private const int MoveRoundsMax = 5;

    /// <summary>A plan is being moved: no efectivo is notified that its old time alone is held.</summary>
    private bool _moving;

    /// <summary>The words of earlier activations about times are settled by this one.</summary>
    private bool _timesAreOwn;

    /// <summary>Stores a plan once everybody can be had at its time.</summary>
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

    /// <summary>Takes the plan's time of those who were not asked yet; a refusal when somebody is not to be had then.</summary>
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

    /// <summary>Words about times from before this activation, perhaps of one that died in between, are said again and for good. So are holds that older versions made without a time.</summary>
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

    /// <summary>It holds what the plan says, and no more.</summary>
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

    /// <summary>5 its time has come, and it has agreed: its grain holds it as on task. Not while another operation, that runs over, still has it: then it is asked again.</summary>
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

    /// <summary>6 nobody's any more.</summary>
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
