using GrupoGad.Boards;
using GrupoGad.Commands;

namespace GrupoGad.Alarms;

/// <remarks>Tells the board: a raised alarm every 3 s with a newer version, which makes screens ring again; what is over until the board has it.</remarks>
public sealed partial class AlarmGrain
{
    private AlarmState _face = new();
    private IGrainTimer? _telling;
    private Task _retry = Task.CompletedTask;
    private long _version;
    private long _shown;
    private long _told;

    private TimeSpan Period => _face.Status == AlarmStatus.Raised
        ? TimeSpan.FromMilliseconds(_with.Options.TellEveryMs)
        : TimeSpan.FromSeconds(_with.Options.ShowEveryS);

    /// <summary>Open, or over and the board does not know it yet.</summary>
    private bool OwesTelling => AlarmRules.IsOpen(_face) || _shown < _version;

    private void StartTelling()
    {
        _face = _stored.Value;
        (_version, _told) = (_face.Version, _face.Told);
        // What ended long ago is shown by nobody.
        _shown = _face.CancelledAt is { } ended && ended < _with.Now.AddSeconds(-_with.Boards.KeepClosedS) ? _version : 0;
        if (OwesTelling)
        {
            // The activation before may have told something newer than it stored.
            NextVersion();
        }
        GoOn(TimeSpan.Zero);
    }

    private void RingAtOnce(AlarmState unstored)
    {
        if (_face.AlarmId != unstored.AlarmId)
        {
            _told = 0;
            NextVersion();
            Show(unstored);
        }
    }

    /// <summary>From now on screens are told this.</summary>
    private void Show(AlarmState face)
    {
        var rang = _face.Status == AlarmStatus.Raised && face.Status == AlarmStatus.Raised && _face.AlarmId == face.AlarmId && _face.Point == face.Point;
        var changed = (_face.AlarmId, _face.Status) != (face.AlarmId, face.Status);
        _face = face;
        if (changed)
        {
            _ = GrainFactory.GetGrain<IInboxOwnGrain>(Id).Changed(OwnPart.Alarm);
        }
        if (!rang)
        {
            // Newer than what rang while it was being stored: of two with one version the board keeps the first.
            NextVersion();
            Tell();
        }
        GoOn(Period);
    }

    /// <summary>Tells as long as there is something to tell, and keeps this activation alive for it.</summary>
    private void GoOn(TimeSpan first)
    {
        if (!OwesTelling)
        {
            return;
        }
        // Interleaved: a write that hangs must not silence it.
        _telling ??= this.RegisterGrainTimer(TellAgain, new GrainTimerCreationOptions(first, Period) { KeepAlive = true, Interleave = true });
        _telling.Change(first, Period);
    }

    private Task TellAgain()
    {
        if (!OwesTelling)
        {
            _telling?.Dispose();
            _telling = null;
            return Task.CompletedTask;
        }
        if (_owed is { } owed && _retry.IsCompleted)
        {
            _retry = StoreOwed(owed);
        }
        Tell();
        return Task.CompletedTask;
    }

    /// <summary>Stands in the queue as any call. When it fails, the next turn tries again.</summary>
    private async Task StoreOwed(RaiseAlarm owed)
    {
        try
        {
            await this.AsReference<IAlarmGrain>().Raise(owed);
        }
        catch (Exception exception)
        {
            LogNotStored(_with.Logger, Id, exception);
        }
    }

    private void Tell()
    {
        if (_face.Status == AlarmStatus.Raised)
        {
            _told++;
            NextVersion();
        }
        _with.Instruments.Told();
        _ = Put(new BoardItem { Alarm = Summary() });
    }

    private async Task Put(BoardItem item)
    {
        try
        {
            await GrainFactory.GetGrain<IBoardGrain>(BoardShards.Of(Id)).Put([item]);
            _shown = Math.Max(_shown, item.Version);
        }
        catch (Exception exception)
        {
            LogNotShown(_with.Logger, Id, Period.TotalSeconds, exception);
        }
    }

    /// <summary>Milliseconds of the clock, so that it goes on growing in the next activation, which does not know what this one told last.</summary>
    private long NextVersion() => _version = Math.Max(_version + 1, new DateTimeOffset(_with.Now).ToUnixTimeMilliseconds());

    private AlarmSummary? Summary() => _face.AlarmId.Length == 0 ? null : new AlarmSummary
    {
        AlarmId = _face.AlarmId,
        EfectivoId = Id,
        Kind = _face.Kind,
        Status = _face.Status,
        RaisedAt = _face.RaisedAt,
        Point = _face.Point,
        Actor = _face.Status == AlarmStatus.Cancelled ? _face.CancelledBy : _face.AcknowledgedBy,
        Told = _told,
        Version = _version,
    };
}
