using GrupoGad.Efectivos;
using GrupoGad.Storage;

namespace GrupoGad.Alarms;

/// <inheritdoc cref="IAlarmGrain"/>
/// <remarks>
/// A panic rings before it is stored, and also when it cannot be stored or the stored state is unknown. Then its caller learns that it is not durable,
/// and the grain goes on trying. So Orleans does not read the state, because it would refuse to activate a grain whose storage is away.
/// </remarks>
public sealed partial class AlarmGrain : Grain, IAlarmGrain
{
    public const string StateName = "alarm";

    private readonly AlarmDependencies _with;
    private readonly DurableState<AlarmState> _stored;

    public AlarmGrain(AlarmDependencies with)
    {
        _with = with;
        _stored = new DurableState<AlarmState>(
            new UnreadState<AlarmState>(with.Storage, StateName, this.GetGrainId()), exception => LogNotStored(with.Logger, Id, exception), unread: true);
    }

    private string Id => this.GetPrimaryKeyString();

    public async ValueTask<AlarmAnswer> Raise(RaiseAlarm alarm, CancellationToken cancellation)
    {
        if (AlarmRules.Refuses(alarm) is { } rule)
        {
            return new AlarmAnswer { Outcome = AlarmOutcome.Invalid, Rule = rule };
        }
        var isSettled = await _with.InTime(Settle(), _with.Options.RingWithinMs);
        var known = isSettled ? _stored.Value : _face;
        if (!AlarmRules.IsKnown(known, alarm))
        {
            var asked = GrainFactory.GetGrain<IEfectivoGrain>(Id).Describe(CancellationToken.None).AsTask();
            var answered = await _with.InTime(asked, _with.Options.RingWithinMs);
            if (answered && await asked is null)
            {
                if (!OwesTelling)
                {
                    DeactivateOnIdle();
                }
                return new AlarmAnswer { Outcome = AlarmOutcome.UnknownEfectivo, Rule = "an efectivo that is registered" };
            }
            alarm = AlarmRules.IsPlace(alarm.Point) ? alarm : alarm with { Point = answered ? (await asked)?.Fix?.Point : null };
            isSettled |= _settling.IsCompletedSuccessfully;
            known = isSettled ? _stored.Value : _face;
        }
        else if (AlarmRules.TakesOver(known, alarm) && !AlarmRules.IsPlace(alarm.Point))
        {
            // The alarm is known already, so it rings without asking the efectivo's grain.
            alarm = alarm with { Point = known.Point };
        }
        var decision = AlarmRules.Raise(known, alarm, _with.Now);
        if (decision.Happened is not { } happened)
        {
            return _owed.Count > 0 ? Unstored() : await Carry(decision);
        }
        Ring(AlarmRules.Apply(known, happened));
        Owe(alarm);
        var carrying = isSettled ? Carry(decision, alarm) : null;
        return carrying is not null && await _with.InTime(carrying, _with.Options.AnswerWithinMs) ? await carrying : Unstored();
    }

    public async ValueTask<AlarmAnswer> Acknowledge(string actor, CancellationToken cancellation)
    {
        await Settled();
        return await Bounded(Carry(AlarmRules.Acknowledge(_stored.Value, actor, _with.Now)));
    }

    public async ValueTask<AlarmAnswer> Cancel(string actor, string reason, CancellationToken cancellation)
    {
        await Settled();
        return await Bounded(Carry(AlarmRules.Cancel(_stored.Value, actor, reason, _with.Now)));
    }

    public async ValueTask<AlarmSummary?> Describe(CancellationToken cancellation)
    {
        if (_face.AlarmId.Length == 0)
        {
            // An alarm that rings is known here. Only the storage can say that there is none.
            await Settled();
        }
        if (!OwesTelling)
        {
            // Nothing to send, so a question about any code must not keep an activation.
            DeactivateOnIdle();
        }
        return Summary();
    }

    public async ValueTask Wake(CancellationToken cancellation)
    {
        if (!OwesTelling)
        {
            // Recovery has read an alarm in the table, so an activation that knows of none may be out of date.
            await Settled();
            await Bounded(_stored.ReadAgain(CancellationToken.None).AsTask());
            if (_stored.Value.AlarmId != _face.AlarmId || _stored.Value.Version > _version)
            {
                _begun = false;
                StartTelling();
            }
            return;
        }
        if (_retry.IsCompleted)
        {
            // At once, because a board that died with its silo starts empty. Not while a retry of the write is under way: that alarm rings already.
            GoOn(TimeSpan.Zero);
        }
        await Settled();
        GoOn(TimeSpan.Zero);
    }
}
