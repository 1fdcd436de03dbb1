using System.Collections.Immutable;
using GrupoGad.Boards;
using GrupoGad.Storage;
using Orleans.Concurrency;

namespace GrupoGad.Operations;

/// <inheritdoc cref="IOperationGrain"/>
/// <remarks>
/// Calls interleave while they wait for others; what reads, decides and writes the state is one after the other, behind <see cref="_gate"/>.
/// Nothing that holds the gate waits for anything but the store, so there is no circle to wait in.
/// </remarks>
[Reentrant]
public sealed partial class OperationGrain(
    [PersistentState("operation", StorageNames.Grains)] IPersistentState<OperationState> stored, OperationDependencies with)
    : Grain, IOperationGrain, IBookedOperationGrain, IRemindable, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>As the store has it, but for marks of work done since.</summary>
    private OperationState _state = new();

    private string Id => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = stored.State;
        Arrange();
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_unmarked && reason.ReasonCode != DeactivationReasonCode.ApplicationRequested)
        {
            await Mark();
        }
    }

    public async ValueTask<OperationAnswer> Move(OperationMove move, bool force, OperationRequest request, CancellationToken cancellation) =>
        await UntilAnew(MoveOn(move, force, request, cancellation));

    private async Task<OperationAnswer> MoveOn(OperationMove move, bool force, OperationRequest request, CancellationToken cancellation)
    {
        if (!(await Change(state => OperationRules.StopFilling(state, move, force, request), cancellation)).Events.IsEmpty)
        {
            // Judged there; the version since is its own doing.
            request = request with { Expected = default };
        }
        var unanswered = move == OperationMove.Complete && !_state.IsClosed ? await Unanswered(cancellation) : [];
        if (force && unanswered.Length > 0)
        {
            var first = OperationRules.Move(_state, move, force, request);
            if (first.Outcome != OperationOutcome.Done)
            {
                return Answer(OperationRules.What(move), first);
            }
            unanswered = await Waive(unanswered, request, cancellation);
            // The version was judged above. The waivers since then are this call's own and must not make it stale.
            request = request with { Expected = default };
        }
        var decision = move == OperationMove.Reopen
            ? await Reopen(request, cancellation)
            : await Change(state => OperationRules.Move(state, move, force && unanswered.IsEmpty, request, unanswered.Length), cancellation);
        if (decision.Outcome == OperationOutcome.Done && _state.IsClosed)
        {
            await with.Faults.Reach(Faults.FaultPoints.CloseStored);
        }
        return Answer(OperationRules.What(move), decision);
    }

    public async ValueTask<OperationAnswer> Step(
        string efectivoId, string assignmentId, AssignmentStep step, OperationRequest request, CancellationToken cancellation)
    {
        var decision = AssignmentRules.Step(_state, efectivoId, assignmentId, step, request);
        if (decision.Outcome == OperationOutcome.Done && HoldRules.BeginsEarly(_state, efectivoId, step, with.Now) is { } early
            && await GrainFactory.GetGrain<Efectivos.IReservableGrain>(efectivoId).Begin(early.AssignmentId, cancellation) is { Outcome: Efectivos.ReserveOutcome.HeldByOther } held)
        {
            return Answer("step", Decision.Refused(OperationOutcome.PersonBusy, held.Rule, "efectivoId", efectivoId));
        }
        decision = await Change(state => AssignmentRules.Step(state, efectivoId, assignmentId, step, request), cancellation);
        if (decision.Outcome == OperationOutcome.Done)
        {
            await with.Faults.Reach(Faults.FaultPoints.StepStored);
        }
        return Answer("step", decision);
    }

    public ValueTask<OperationView?> Describe(CancellationToken cancellation)
    {
        Forget();
        return ValueTask.FromResult(View());
    }

    public ValueTask<TimelinePage> Timeline(long after, int limit, CancellationToken cancellation) => limit is < 1 or > 500
        ? throw new ArgumentOutOfRangeException(nameof(limit), limit, "The limit is 1..500.")
        : with.Timeline.Read(Id, after, limit, cancellation);

    public ValueTask Wake(CancellationToken cancellation)
    {
        _catchUp = true;
        Show();
        SettleIn(TimeSpan.Zero);
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        _gate.Dispose();
        _planning.Dispose();
        _anew.Dispose();
    }

    /// <summary>Decides on the state and stores the decision. When the write fails, the activation ends and its successor reads the stored state.</summary>
    private async Task<Decision> Change(Func<OperationState, Decision> decide, CancellationToken cancellation = default)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            var decision = decide(_state);
            if (decision.Events.Length > 0)
            {
                await Store(OperationRules.Apply(_state, decision, with.Now));
                Tell(decision);
            }
            return decision;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Behind the gate. Not cancelled: a write whose caller has gone is as good as any.</summary>
    private async Task Store(OperationState next)
    {
        if (_anew.IsCancellationRequested)
        {
            throw new GadUnavailableException("postgis");
        }
        stored.State = next;
        try
        {
            await stored.WriteStateAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            // Written or not: the next activation reads it.
            stored.State = _state;
            BeginAnew();
            LogNotStored(with.Logger, Id, exception);
            throw new GadUnavailableException("postgis");
        }
        (_state, _unmarked) = (next, false);
    }

    private void Tell(Decision decision)
    {
        foreach (var entry in _state.Entries)
        {
            LogHappened(with.Logger, Id, entry.What, decision.Actor);
        }
        if (_state.Entries.Length > 0)
        {
            Show();
        }
        TellFences(decision);
        Arrange();
    }

    /// <summary>
    /// Ends an activation that has no plan, so that an invented code keeps no activation. An operation that is being planned stays, because its commander's
    /// diary may ask it.
    /// </summary>
    private void Forget()
    {
        if (_state.Version == 0 && _wanted.Count == 0)
        {
            DeactivateOnIdle();
        }
    }

    /// <summary>Puts it on the board; no caller waits for that.</summary>
    private void Show()
    {
        if (_state.Plan is not null)
        {
            _ = Put([OperationViews.Item(Id, _state)]);
        }
    }

    private async Task Put(ImmutableArray<BoardItem> items)
    {
        try
        {
            await GrainFactory.GetGrain<IBoardGrain>(BoardShards.Of(Id)).Put(items);
        }
        catch (Exception exception)
        {
            LogBoardAway(with.Logger, Id, exception);
        }
    }

    private OperationView? View() => OperationViews.View(Id, _state, with.Now);

    private OperationAnswer Answer(string kind, Decision decision)
    {
        with.Instruments.Requested(kind, decision.Outcome);
        return decision.Answer(View());
    }
}
