using System.Collections.Immutable;
using GrupoGad.Commands;
using GrupoGad.Faults;

namespace GrupoGad.Operations;

/// <remarks>The commander's time: booked before the plan is stored, given back afterwards. See <see cref="CommanderGrain"/>.</remarks>
public sealed partial class OperationGrain
{
    /// <summary>Bookings asked for by calls that have not stored their plan yet.</summary>
    private readonly HashSet<string> _wanted = [];

    /// <summary>Admits one plan at a time, so that the next plan does not keep a booking that the former one has given back.</summary>
    private readonly SemaphoreSlim _planning = new(1, 1);

    public async ValueTask<OperationAnswer> Plan(OperationPlan plan, OperationRequest request, CancellationToken cancellation)
    {
        Decision Decide(OperationState state, Booking? booking) =>
            OperationRules.Plan(state, Id, plan, booking, request, with.Now, TimeSpan.FromMinutes(with.Options.RemindBeforeMin));

        var decision = Decide(_state, null);
        if (decision.Outcome == OperationOutcome.Done)
        {
            decision = await UntilAnew(Booked(plan, booking => Moved(plan, state => Decide(state, booking), cancellation), cancellation));
            await with.Faults.Reach(FaultPoints.PlanStored);
        }
        Forget();
        return Answer("plan", decision);
    }

    private async Task<Decision> Reopen(OperationRequest request, CancellationToken cancellation)
    {
        var decision = OperationRules.Move(_state, OperationMove.Reopen, false, request);
        return decision.Outcome != OperationOutcome.Done ? decision : await Booked(
            _state.Plan!, booking => Change(state => OperationRules.Move(state, OperationMove.Reopen, false, request, 0, booking), cancellation), cancellation);
    }

    public async ValueTask<bool> Needs(string token, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if (_wanted.Contains(token) || _state.Booking?.Token == token)
            {
                return true;
            }
            // The version grows, so the store rejects later writes of an older activation with that booking.
            await Store(_state with { Entries = [] });
            return false;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<Decision> Booked(OperationPlan plan, Func<Booking?, Task<Decision>> store, CancellationToken cancellation)
    {
        await _planning.WaitAsync(cancellation);
        try
        {
            return await Book(plan, store, cancellation);
        }
        finally
        {
            _planning.Release();
        }
    }

    private async Task<Decision> Book(OperationPlan plan, Func<Booking?, Task<Decision>> store, CancellationToken cancellation)
    {
        if (_state.Booking is { } known && known.Covers(plan))
        {
            return await store(known);
        }
        if (Booking.For(plan) is not { } booking)
        {
            return await store(null);
        }
        _wanted.Add(booking.Token);
        try
        {
            var diary = GrainFactory.GetGrain<ICommanderGrain>(plan.Commander);
            if (await diary.Book(Id, booking, cancellation) is { } other)
            {
                return Decision.Refused(OperationOutcome.CommanderBusy, $"the commander has operation {other} at that time", "commander", plan.Commander);
            }
            await with.Faults.Reach(FaultPoints.PlanBooked);
            var decision = await store(booking);
            if (decision.Outcome != OperationOutcome.Done)
            {
                await diary.Free(booking.Token, cancellation);
            }
            return decision;
        }
        finally
        {
            _wanted.Remove(booking.Token);
        }
    }

    /// <summary>Critical commands that hold up a completion. Its own proposals do not: they are taken back with their assignments.</summary>
    private async Task<ImmutableArray<string>> Unanswered(CancellationToken cancellation)
    {
        var own = _state.Bonds.Values.Select(bond => bond.AssignmentId).ToHashSet();
        return (await with.Commands.UnansweredCritical(Id, cancellation)).RemoveAll(own.Contains);
    }

    /// <summary>Waives the commands that a forced completion leaves unanswered, in the name of the actor that forces it.</summary>
    private async Task<ImmutableArray<string>> Waive(ImmutableArray<string> unanswered, OperationRequest request, CancellationToken cancellation)
    {
        while (unanswered.Length > 0)
        {
            await Rounds.Each(unanswered, with.Options.CallsMax, async id =>
                await GrainFactory.GetGrain<ICommandGrain>(id).Waive(request.Actor, request.Reason, cancellation));
            var left = await Unanswered(cancellation);
            if (left.Any(unanswered.Contains))
            {
                return left; // Waived, and unanswered still: not to be forced by asking again.
            }
            unanswered = left;
        }
        return [];
    }
}
