using GrupoGad.Commands;
using GrupoGad.Efectivos;
using GrupoGad.Storage;

namespace GrupoGad.Alarms;

/// <inheritdoc cref="IWelfareGrain"/>
public sealed partial class WelfareGrain : Grain, IWelfareGrain
{
    public const string StateName = "welfare";

    /// <summary>Until a look that failed is tried again.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private readonly AlarmDependencies _with;
    private readonly DurableState<WelfareState> _stored;
    private IGrainTimer? _clock;

    public WelfareGrain([PersistentState(StateName, StorageNames.Grains)] IPersistentState<WelfareState> stored, AlarmDependencies with)
    {
        _with = with;
        _stored = new DurableState<WelfareState>(stored, exception => LogNotStored(with.Logger, Id, exception));
    }

    private string Id => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        GoOn();
        return Task.CompletedTask;
    }

    public async ValueTask<bool> Set(TimeSpan every, string actor, CancellationToken cancellation) => (await Put(every, actor, default, cancellation)).Outcome == AlarmOutcome.Done;

    public async ValueTask<WelfareAnswer> Put(TimeSpan every, string actor, Expected expected, CancellationToken cancellation)
    {
        if (!WelfareRules.IsInRange(every) || await GrainFactory.GetGrain<IEfectivoGrain>(Id).Describe(cancellation) is null)
        {
            return new WelfareAnswer(WelfareRules.IsInRange(every) ? AlarmOutcome.UnknownEfectivo : AlarmOutcome.Invalid, null);
        }
        await _stored.Settle(cancellation);
        if (WelfareRules.RefusesVersion(_stored.Value, every, expected.OfThisCall()))
        {
            return new WelfareAnswer(AlarmOutcome.Stale, View());
        }
        if (await Store(WelfareRules.Set(_stored.Value, every, actor, _with.Now), cancellation))
        {
            LogSet(_with.Logger, Id, every, actor);
        }
        return new WelfareAnswer(AlarmOutcome.Done, View());
    }

    public async ValueTask<WelfareView> CheckIn(CancellationToken cancellation)
    {
        await _stored.Settle(cancellation);
        if (_stored.Value.DueAt is not null)
        {
            await Store(WelfareRules.CheckIn(_stored.Value, _with.Now), cancellation);
        }
        return View();
    }

    public ValueTask<WelfareView> Describe(CancellationToken cancellation)
    {
        if (_stored.Value.DueAt is null && _stored.Value.OwedAlarm.Length == 0)
        {
            // No clock runs, so a question about any code must not keep an activation.
            DeactivateOnIdle();
        }
        return ValueTask.FromResult(View());
    }

    public ValueTask Wake(CancellationToken cancellation)
    {
        GoOn();
        return ValueTask.CompletedTask;
    }

    private async Task Look()
    {
        try
        {
            await _stored.Settle(default);
            var missed = _stored.Value.Missed;
            await Store(WelfareRules.Look(_stored.Value, await IsOffDuty(), _with.Now), default);
            if (_stored.Value.Missed > missed)
            {
                _with.Instruments.Missed();
                LogMissed(_with.Logger, Id, _stored.Value.Missed);
            }
            await RaiseOwed();
            GoOn();
        }
        catch (Exception exception)
        {
            LogLookFailed(_with.Logger, Id, Retry.TotalSeconds, exception);
            _clock!.Change(Retry, Timeout.InfiniteTimeSpan);
        }
    }

    private async ValueTask<bool> IsOffDuty() =>
        _stored.Value.DueAt <= _with.Now
        && await GrainFactory.GetGrain<IEfectivoGrain>(Id).Describe() is { Availability: Availability.OffDuty };

    /// <summary>Stored as pending before it is raised, and as raised after. A failure in between raises the same alarm again, which changes nothing.</summary>
    private async Task RaiseOwed()
    {
        if (_stored.Value is not { OwedAlarm.Length: > 0 } state)
        {
            return;
        }
        var answer = await GrainFactory.GetGrain<IAlarmGrain>(Id).Raise(new RaiseAlarm
        {
            AlarmId = state.OwedAlarm, Kind = AlarmKind.CheckIn, At = state.OwedAt, Actor = AlarmRules.SystemActor,
        });
        if (answer.Outcome == AlarmOutcome.RingsUnstored)
        {
            // It would be lost with its silo: it stays pending until it is stored.
            throw new GadUnavailableException("postgis");
        }
        await Store(WelfareRules.AlarmRaised(state), default);
    }

    /// <summary>True when something changed.</summary>
    private async Task<bool> Store(WelfareState next, CancellationToken cancellation)
    {
        if (next == _stored.Value)
        {
            return false;
        }
        var told = View();
        await _stored.Store(next, cancellation);
        if (View() != told)
        {
            _ = GrainFactory.GetGrain<IInboxOwnGrain>(Id).Changed(OwnPart.CheckIn);
        }
        GoOn();
        return true;
    }

    /// <summary>Waits for the next due, and stays alive until then.</summary>
    private void GoOn()
    {
        var state = _stored.Value;
        if (state.DueAt is null && state.OwedAlarm.Length == 0)
        {
            _clock?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }
        var wait = state.OwedAlarm.Length > 0 || state.DueAt <= _with.Now ? TimeSpan.Zero : state.DueAt!.Value - _with.Now;
        _clock ??= this.RegisterGrainTimer(Look, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        _clock.Change(wait, Timeout.InfiniteTimeSpan);
        DelayDeactivation(wait + TimeSpan.FromHours(1));
    }

    private WelfareView View() => new() { Every = _stored.Value.Every, DueAt = _stored.Value.DueAt, Missed = _stored.Value.Missed, SetBy = _stored.Value.Actor, Version = _stored.Value.Version };
}
