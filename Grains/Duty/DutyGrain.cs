using GrupoGad.Efectivos;
using GrupoGad.Storage;

namespace GrupoGad.Duty;

/// <inheritdoc cref="IDutyGrain"/>
public sealed partial class DutyGrain([PersistentState("duty", StorageNames.Grains)] IPersistentState<DutyState> stored, DutyDependencies with) : Grain, IDutyGrain
{
    /// <summary>As the store has it; <c>stored</c> is ahead of it while a write is under way, and calls that only read interleave.</summary>
    private DutyState _state = new();

    private string Id => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = stored.State;
        return Task.CompletedTask;
    }

    public ValueTask<DutyAnswer> Plan(ShiftPlan plan, DutyRequest request, CancellationToken cancellation) =>
        Change("shifts", request, (state, asked) => ShiftRules.Plan(state, plan, asked, with.Now, with.Options.MinRest), cancellation);

    public async ValueTask<DutyAnswer> Check(ShiftPlan plan, DutyRequest request, CancellationToken cancellation) =>
        await Stranger(cancellation) ?? Answer(ShiftRules.Plan(_state, plan, request, with.Now, with.Options.MinRest));

    public ValueTask<DutyAnswer> AddLeave(string leaveId, LeavePlan plan, DutyRequest request, CancellationToken cancellation) =>
        Change("leave", request, (state, asked) => LeaveRules.Add(state, leaveId, plan, asked, with.Now), cancellation);

    public ValueTask<DutyAnswer> CancelLeave(string leaveId, DutyRequest request, CancellationToken cancellation) =>
        Change("leave cancelled", request, (state, asked) => LeaveRules.Cancel(state, leaveId, asked, with.Now), cancellation);

    public ValueTask<DutyView> View(DateTime from, DateTime to, CancellationToken cancellation)
    {
        Forget();
        return ValueTask.FromResult(new DutyView
        {
            Shifts = _state.Shifts.RemoveAll(shift => shift.End <= from || shift.Start >= to),
            Leaves = _state.Leaves.RemoveAll(leave => leave.End <= from || leave.Start >= to),
            Version = _state.Version,
        });
    }

    private async ValueTask<DutyAnswer> Change(string what, DutyRequest request, Func<DutyState, DutyRequest, DutyDecision> decide, CancellationToken cancellation)
    {
        var answer = await Stranger(cancellation);
        if (answer is null)
        {
            var decision = decide(_state, request with { Expected = request.Expected.OfThisCall() });
            if (decision.Next is { } next)
            {
                await Store(next);
                LogChanged(with.Logger, Id, what, request.Actor);
            }
            answer = Answer(decision);
        }
        with.Instruments.Requested(answer.Outcome);
        return answer;
    }

    /// <summary>The answer to a request about an unknown efectivo; null: it is registered. An efectivo with a stored duty is registered.</summary>
    private async ValueTask<DutyAnswer?> Stranger(CancellationToken cancellation)
    {
        if (_state.Version > 0 || await GrainFactory.GetGrain<IEfectivoGrain>(Id).Describe(cancellation) is not null)
        {
            return null;
        }
        Forget();
        return new() { Outcome = DutyOutcome.UnknownEfectivo, Faults = [new(DutyOutcome.UnknownEfectivo, null, "id", Id, "an efectivo that is registered")] };
    }

    private DutyAnswer Answer(DutyDecision decision) => new()
    {
        Outcome = decision.Outcome, Faults = decision.Faults, View = new DutyView { Shifts = _state.Shifts, Leaves = _state.Leaves, Version = _state.Version },
    };

    /// <summary>Not cancelled: a write whose caller has gone is as good as any.</summary>
    private async Task Store(DutyState next)
    {
        stored.State = next;
        try
        {
            await stored.WriteStateAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            // Written or not: the next activation reads it.
            stored.State = _state;
            DeactivateOnIdle();
            LogNotStored(with.Logger, Id, exception);
            throw new GadUnavailableException("postgis");
        }
        _state = next;
    }

    /// <summary>Ends an activation without stored state, so that an invented code keeps no activation.</summary>
    private void Forget()
    {
        if (_state.Version == 0)
        {
            DeactivateOnIdle();
        }
    }
}
