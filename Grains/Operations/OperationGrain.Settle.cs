using GrupoGad.Retries;

namespace GrupoGad.Operations;

/// <remarks>
/// The grain executes pending effects round by round until none is left. Each call is safe to repeat, so a crash at any point costs a repetition and
/// nothing else. Executed effects are marked with the next write.
/// </remarks>
public sealed partial class OperationGrain
{
    private static readonly TimeSpan _timerMax = TimeSpan.FromHours(1);

    private IGrainTimer? _timer;
    private DateTime? _dueAt;
    private bool _settling, _unmarked;
    private DateTime _markAt;
    private int _failures;

    private Backoff Retries => new(TimeSpan.FromMilliseconds(with.Options.RetryFirstMs), TimeSpan.FromSeconds(with.Options.RetryMaxS));

    /// <summary>One round. At most one is under way.</summary>
    private async Task Settle(CancellationToken cancellation)
    {
        _dueAt = null;
        if (_settling)
        {
            SettleIn(TimeSpan.FromMilliseconds(with.Options.RetryFirstMs));
            return;
        }
        _settling = true;
        var (settled, pause) = (false, Retries.Pause(_failures));
        try
        {
            settled = await UntilAnew(Round());
        }
        catch (Exception exception)
        {
            LogSettleFailed(with.Logger, Id, (int)pause.TotalMilliseconds, exception);
        }
        finally
        {
            _settling = false;
        }
        if (settled)
        {
            _failures = 0;
            Arrange();
            return;
        }
        with.Instruments.Retried();
        LogOwed(with.Logger, Id, (int)pause.TotalMilliseconds);
        SettleIn(pause);
        _failures++;
    }

    private async Task<bool> Round()
    {
        // One that fails must not hold up the others: all of them are tried.
        await OwnTimes();
        var settled = await Reserve();
        settled &= await CatchUp();
        settled &= await Fill();
        settled &= await Pay(PendingEffects.Propose, Propose);
        settled &= await Pay(PendingEffects.Answer, PassOn);
        settled &= await Pay(PendingEffects.Hold, SettleTime, _ => !_moving);
        settled &= await Pay(PendingEffects.Engage, Engage, bond => HoldRules.Begins(_state, bond, with.Now));
        settled &= await Pay(PendingEffects.Withdraw, Withdraw);
        settled &= await Pay(PendingEffects.Release, Release);
        settled &= await Pay(PendingEffects.Dismiss, Dismiss);
        settled &= await EndCommands();
        settled &= await FreeBookings();
        settled &= await Remind();
        if (_unmarked && with.Now >= _markAt)
        {
            await Mark();
        }
        return settled;
    }

    /// <summary>Pays one kind of debt of all bonds that owe it, some at once. False when some could not be paid.</summary>
    private async Task<bool> Pay(PendingEffects debt, Func<StoredAssignment, Task<bool>> pay, Func<StoredAssignment, bool>? ofWhom = null)
    {
        var owing = _state.Bonds.Values.Where(bond => (bond.Owed & debt) != 0 && ofWhom?.Invoke(bond) != false).ToArray();
        if (owing.Length == 0)
        {
            return true;
        }
        var paid = await Rounds.Each(owing, with.Options.CallsMax, async bond =>
        {
            try
            {
                return await pay(bond);
            }
            catch (Exception exception)
            {
                LogCallFailed(with.Logger, Id, bond.EfectivoId, exception);
                return false;
            }
        });
        await Remember(owing.Where((_, i) => paid[i]).Select(bond => new EffectExecuted(bond.EfectivoId, bond.AssignmentId, debt)));
        return Array.TrueForAll(paid, done => done);
    }

    private async Task<bool> FreeBookings()
    {
        foreach (var booking in _state.Unbooked)
        {
            await GrainFactory.GetGrain<ICommanderGrain>(booking.Commander).Free(booking.Token);
            await Remember([new BookingFreed(booking.Token)]);
        }
        return true;
    }

    /// <summary>Marks work as done here, and in the store with the next write.</summary>
    private async Task Remember(IEnumerable<OperationEvent> done)
    {
        await _gate.WaitAsync();
        try
        {
            _state = OperationRules.Apply(_state, Decision.ByItself(done), with.Now);
            (_unmarked, _markAt) = (true, with.Now.AddSeconds(with.Options.MarkAfterS));
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task Mark()
    {
        await _gate.WaitAsync();
        try
        {
            await Store(_state with { Entries = [] });
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Sees to it that a round comes when there is something to do.</summary>
    private void Arrange()
    {
        if (NextDue() is { } due)
        {
            SettleIn(due - with.Now);
        }
    }

    private DateTime? NextDue()
    {
        var now = with.Now;
        if (_catchUp || _state.OwesEnd || _state.Unbooked.Length > 0 || _state.Notice.Length > 0 || _state.RemindAt is { } remindAt && _reminderSetFor != remindAt
            || _state.Bonds.Values.Any(bond => DueOf(bond, now) != PendingEffects.None && !_asking.Contains(bond.AssignmentId)))
        {
            return now;
        }
        DateTime? next = _unmarked ? _markAt : null;
        Sooner(_state.RemindAt);
        Sooner(AssignmentRules.Missing(_state) > 0 ? _fillAfter : null);
        foreach (var bond in _state.Bonds.Values)
        {
            Sooner(bond.Step == AssignmentStep.Proposed ? bond.Until + _answerGrace : null);
            Sooner((bond.Owed & PendingEffects.Engage) != 0 ? _state.Plan?.PlannedStart : null);
        }
        return next;

        void Sooner(DateTime? time) => next = time < next || next is null ? time ?? next : next;
    }

    /// <summary>The pending effects whose time has come.</summary>
    private PendingEffects DueOf(StoredAssignment bond, DateTime now) =>
        bond.Owed & ~(_moving ? PendingEffects.Hold : PendingEffects.None) & ~(HoldRules.Begins(_state, bond, now) ? PendingEffects.None : PendingEffects.Engage);

    private void SettleIn(TimeSpan delay)
    {
        delay = delay < TimeSpan.Zero ? TimeSpan.Zero : delay > _timerMax ? _timerMax : delay;
        var at = with.Now + delay;
        if (_dueAt <= at)
        {
            return;
        }
        _dueAt = at;
        _timer ??= this.RegisterGrainTimer(Settle, new GrainTimerCreationOptions
        {
            DueTime = Timeout.InfiniteTimeSpan, Period = Timeout.InfiniteTimeSpan, Interleave = true, KeepAlive = true,
        });
        _timer.Change(delay, Timeout.InfiniteTimeSpan);
    }
}
