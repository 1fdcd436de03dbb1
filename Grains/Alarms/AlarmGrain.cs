using GrupoGad.Efectivos;
using GrupoGad.Storage;

namespace GrupoGad.Alarms;

/// <inheritdoc cref="IAlarmGrain"/>
/// <remarks>A panic rings before it is stored and also when it cannot be: then its caller hears that it is not durable, and the grain goes on trying.</remarks>
public sealed partial class AlarmGrain : Grain, IAlarmGrain
{
    public const string StateName = "alarm";

    private readonly AlarmDependencies _with;
    private readonly DurableState<AlarmState> _stored;

    /// <summary>Rings already, and could not be stored yet; null: nothing.</summary>
    private RaiseAlarm? _owed;

    public AlarmGrain([PersistentState(StateName, StorageNames.Grains)] IPersistentState<AlarmState> stored, AlarmDependencies with)
    {
        _with = with;
        _stored = new DurableState<AlarmState>(stored, exception => LogNotStored(with.Logger, Id, exception));
    }

    private string Id => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        StartTelling();
        return Task.CompletedTask;
    }

    public async ValueTask<AlarmAnswer> Raise(RaiseAlarm alarm, CancellationToken cancellation)
    {
        await Settle(alarm.AlarmId, cancellation);
        if (!AlarmRules.IsKnown(_stored.Value, alarm.AlarmId))
        {
            if (await GrainFactory.GetGrain<IEfectivoGrain>(Id).Describe(cancellation) is not { } efectivo)
            {
                DeactivateOnIdle();
                return new AlarmAnswer { Outcome = AlarmOutcome.UnknownEfectivo, Rule = "an efectivo that is registered" };
            }
            alarm = alarm.Point is { IsValid: true } ? alarm : alarm with { Point = efectivo.Fix?.Point };
        }
        else if (AlarmRules.TakesOver(_stored.Value, alarm) && alarm.Point is not { IsValid: true })
        {
            // Known already: nobody need be asked before it rings.
            alarm = alarm with { Point = _stored.Value.Point };
        }
        var decision = AlarmRules.Raise(_stored.Value, alarm, _with.Now);
        if (decision.Happened is AlarmEvent.Raised raised)
        {
            RingAtOnce(AlarmRules.Apply(_stored.Value, raised));
            _owed = alarm;
        }
        var answer = await Carry(decision, cancellation);
        _owed = null;
        return answer;
    }

    public async ValueTask<AlarmAnswer> Acknowledge(string actor, CancellationToken cancellation)
    {
        await Settle("", cancellation);
        return await Carry(AlarmRules.Acknowledge(_stored.Value, actor, _with.Now), cancellation);
    }

    public async ValueTask<AlarmAnswer> Cancel(string actor, string reason, CancellationToken cancellation)
    {
        await Settle("", cancellation);
        return await Carry(AlarmRules.Cancel(_stored.Value, actor, reason, _with.Now), cancellation);
    }

    public ValueTask<AlarmSummary?> Describe(CancellationToken cancellation)
    {
        if (!OwesTelling)
        {
            // Nothing to tell: do not keep an activation for whoever is asked about.
            DeactivateOnIdle();
        }
        return ValueTask.FromResult(Summary());
    }

    public async ValueTask Wake(CancellationToken cancellation)
    {
        if (!OwesTelling)
        {
            // Whoever wakes it has read an alarm in the table: an activation that knows of none may be out of date.
            await _stored.ReadAgain(cancellation);
            if (_stored.Value.AlarmId != _face.AlarmId || _stored.Value.Version > _version)
            {
                StartTelling();
            }
            return;
        }
        // At once: a board that died with its silo starts empty.
        GoOn(TimeSpan.Zero);
    }

    /// <summary>Catches up with the disk before a decision: what rings unstored comes first.</summary>
    private async ValueTask Settle(string alarmId, CancellationToken cancellation)
    {
        await _stored.Settle(cancellation);
        if (_owed is { } owed && owed.AlarmId != alarmId)
        {
            await Carry(AlarmRules.Raise(_stored.Value, owed, _with.Now), cancellation);
            _owed = null;
        }
    }

    private async ValueTask<AlarmAnswer> Carry(AlarmDecision decision, CancellationToken cancellation)
    {
        if (decision.Happened is { } happened)
        {
            await _stored.Store(AlarmRules.Apply(_stored.Value, happened) with { Version = NextVersion(), Told = _told }, cancellation);
            Note(happened);
        }
        if (_face != _stored.Value)
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
            case AlarmEvent.Acknowledged acknowledged:
                _with.Instruments.Acknowledged(acknowledged.At - state.RaisedAt);
                LogChanged(_with.Logger, state.AlarmId, Id, state.Status, acknowledged.Actor);
                break;
            case AlarmEvent.Cancelled cancelled:
                LogChanged(_with.Logger, state.AlarmId, Id, state.Status, cancelled.Actor);
                break;
        }
    }
}
