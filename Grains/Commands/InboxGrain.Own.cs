using GrupoGad.Alarms;
using GrupoGad.Efectivos;
using GrupoGad.Retries;

namespace GrupoGad.Commands;

/// <remarks>
/// State of the efectivo that its client receives. The inbox keeps none of it: it reads a part when a session comes, when a grain
/// reports a change, and again while it could not be sent.
/// </remarks>
public sealed partial class InboxGrain
{
    private static readonly OwnPart[] OwnParts = Enum.GetValues<OwnPart>();

    /// <summary>Storage that is away is not asked by every inbox every second.</summary>
    private static readonly Backoff OwnRetries = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    private readonly OwnTurns _own = new();
    private IGrainTimer? _ownRetry;
    private int _ownFailures;

    public ValueTask Changed(OwnPart part)
    {
        _ = TellOwn(part);
        return ValueTask.CompletedTask;
    }

    private void TellAllOwn()
    {
        foreach (var part in OwnParts)
        {
            // Each for itself: a grain that is slow to answer holds up nothing else, and the attach least of all.
            _ = TellOwn(part);
        }
    }

    private async Task TellOwn(OwnPart part)
    {
        if (!_own.Begin(part))
        {
            return;
        }
        do
        {
            try
            {
                await TellSessions(part);
            }
            catch (Exception exception)
            {
                LogOwnNotTold(Id, part, exception);
                _own.Fail(part);
                _ownRetry ??= this.RegisterGrainTimer(TellOwed, new GrainTimerCreationOptions(OwnRetries.Pause(_ownFailures), Timeout.InfiniteTimeSpan) { Interleave = true });
                return;
            }
        }
        while (_own.EndOrAgain(part));
        _ownFailures = 0;
    }

    private async Task TellSessions(OwnPart part)
    {
        if (_sessions.Live(with.Now).Length == 0)
        {
            return;
        }
        var state = await Ask(part);
        foreach (var session in _sessions.Live(with.Now))
        {
            await Reach(session, door => door.OnOwn(session.SessionId, state));
        }
    }

    private async Task<OwnState> Ask(OwnPart part)
    {
        var state = new OwnState { Part = part };
        return part switch
        {
            OwnPart.Alarm => state with { Alarm = await GrainFactory.GetGrain<IAlarmGrain>(Id).Describe() },
            OwnPart.CheckIn => state with { CheckIn = await GrainFactory.GetGrain<IWelfareGrain>(Id).Describe() },
            _ => state with { Availability = (await GrainFactory.GetGrain<IEfectivoGrain>(Id).Describe())?.Availability },
        };
    }

    private Task TellOwed()
    {
        _ownRetry?.Dispose();
        _ownRetry = null;
        _ownFailures++;
        foreach (var part in _own.TakeOwed())
        {
            _ = TellOwn(part);
        }
        return Task.CompletedTask;
    }
}
