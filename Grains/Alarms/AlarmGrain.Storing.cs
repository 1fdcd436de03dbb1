namespace GrupoGad.Alarms;

/// <remarks>Each decision is made on the stored state, after every call that rings unstored has been carried into it.</remarks>
public sealed partial class AlarmGrain
{
    /// <summary>Ring already, and could not be stored yet, oldest first; at most <see cref="AlarmRules.KnownIdsMax"/>.</summary>
    private readonly List<RaiseAlarm> _owed = [];
    private Task _settling = Task.CompletedTask;

    /// <summary>Catches up with the store before a decision; alarms that ring unstored come first.</summary>
    private Task Settle() => _settling = _settling.IsCompleted ? CatchUp() : _settling;

    /// <summary>For a call that needs the stored state. It holds the turn no longer than a panic behind it can wait; the reading goes on.</summary>
    /// <exception cref="GadUnavailableException">The store is away, or hangs.</exception>
    private Task Settled() => Bounded(Settle());

    private async Task Bounded(Task work)
    {
        if (!await _with.InTime(work, _with.Options.AnswerWithinMs) && !work.IsCompleted)
        {
            throw new GadUnavailableException("postgis");
        }
        await work;
    }

    private async Task<T> Bounded<T>(Task<T> work)
    {
        await Bounded((Task)work);
        return await work;
    }

    private async Task CatchUp()
    {
        await _stored.Settle(CancellationToken.None);
        StartTelling();
        while (_owed.Count > 0)
        {
            await Carry(AlarmRules.Raise(_stored.Value, _owed[0], _with.Now), _owed[0]);
        }
    }

    private void Owe(RaiseAlarm alarm)
    {
        _owed.RemoveAll(owed => owed.AlarmId == alarm.AlarmId);
        if (_owed.Count == AlarmRules.KnownIdsMax)
        {
            // Any of the later ones: the first is the alarm, they are presses of it.
            _owed.RemoveAt(1);
        }
        _owed.Add(alarm);
    }

    private AlarmAnswer Unstored()
    {
        if (!_isUnstored)
        {
            Show(_face);
        }
        return new AlarmAnswer { Outcome = AlarmOutcome.RingsUnstored, Alarm = Summary() };
    }

    /// <param name="owed">The call that rings already, if the decision is about one.</param>
    private async Task<AlarmAnswer> Carry(AlarmDecision decision, RaiseAlarm? owed = null)
    {
        if (decision.Happened is { } happened)
        {
            await Store(happened);
        }
        if (owed is not null)
        {
            _owed.Remove(owed);
        }
        return Answer(decision);
    }

    private async Task Store(AlarmEvent happened)
    {
        await _stored.Store(AlarmRules.Apply(_stored.Value, happened) with { Version = NextVersion(), Told = _told }, CancellationToken.None);
        Note(happened);
    }

    private AlarmAnswer Answer(AlarmDecision decision)
    {
        if (_owed.Count == 0 && (_face != _stored.Value || _isUnstored))
        {
            Show(_stored.Value);
        }
        return new AlarmAnswer { Outcome = decision.Outcome, Rule = decision.Rule, Alarm = Summary() };
    }

    private void Note(AlarmEvent happened)
    {
        var state = _stored.Value;
        switch (happened)
        {
            case AlarmEvent.Raised raised:
                _with.Instruments.Raised(state.Kind);
                LogRaised(_with.Logger, state.AlarmId, state.Kind, Id, raised.Alarm.Actor);
                break;
            case AlarmEvent.RaisedAgain { PressedAt: not null }:
                LogPressedAgain(_with.Logger, state.AlarmId, Id, state.PressedAgain);
                break;
            case AlarmEvent.Helped helped:
                LogHelped(_with.Logger, state.AlarmId, Id, helped.OperationId, helped.Actor);
                break;
            case AlarmEvent.Acknowledged acknowledged:
                _with.Instruments.Acknowledged(acknowledged.At - (state.PressedAt ?? state.RaisedAt));
                LogChanged(_with.Logger, state.AlarmId, Id, state.Status, acknowledged.Actor);
                break;
            case AlarmEvent.Cancelled cancelled:
                LogChanged(_with.Logger, state.AlarmId, Id, state.Status, cancelled.Actor);
                break;
        }
    }
}
