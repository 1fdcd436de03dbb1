using GrupoGad.Boards;
using GrupoGad.Commands;

namespace GrupoGad.Alarms;

/// <remarks>Sends to the board: a raised alarm every 3 s with a newer version, which makes screens ring again; an ended alarm until the board has it.</remarks>
public sealed partial class AlarmGrain
{
    /// <summary>A board whose silo is lost is activated elsewhere at once and must not wait for the next regular message.</summary>
    private static readonly TimeSpan _afterFailure = TimeSpan.FromMilliseconds(200);

    private AlarmState _face = new();
    private IGrainTimer? _telling;
    private Task _retry = Task.CompletedTask;
    private DateTime _toldAt;
    private bool _begun;
    private bool _isUnstored;
    private long _version;
    private long _shown;
    private long _told;

    /// <summary>Also while something is to be looked after: whether it is stored, and whether help is on its way.</summary>
    private TimeSpan Period => _face.Status == AlarmStatus.Raised || _owed.Count > 0 || _face.OperationId.Length > 0
        ? TimeSpan.FromMilliseconds(_with.Options.TellEveryMs)
        : TimeSpan.FromSeconds(_with.Options.ShowEveryS);

    /// <summary>Open, or over and the board does not know it yet.</summary>
    private bool OwesTelling => AlarmRules.IsOpen(_face) || _shown < _version;

    /// <summary>Runs once, when the stored state is known. An alarm that rings already goes on and is stored next.</summary>
    private void StartTelling()
    {
        if (_begun)
        {
            return;
        }
        _begun = true;
        var stored = _stored.Value;
        if (_owed.Count > 0)
        {
            _version = Math.Max(_version, stored.Version);
            return;
        }
        (_face, _version, _told) = (stored, stored.Version, stored.Told);
        // No board shows an alarm that ended long ago.
        _shown = _face.CancelledAt is { } ended && ended < _with.Now.AddSeconds(-_with.Boards.KeepClosedS) ? _version : 0;
        if (OwesTelling)
        {
            // The activation before may have sent something newer than it stored.
            NextVersion();
        }
        GoOn(TimeSpan.Zero);
    }

    /// <summary>Rings before it is stored.</summary>
    private void Ring(AlarmState unstored)
    {
        if (unstored.Status == AlarmStatus.Raised)
        {
            _told = _face.AlarmId == unstored.AlarmId ? _told : 0;
            Show(unstored);
        }
    }

    /// <summary>Screens receive this state from now on.</summary>
    private void Show(AlarmState face)
    {
        var rang = _face.Status == AlarmStatus.Raised && face.Status == AlarmStatus.Raised
            && (_face.AlarmId, _face.Point, _face.PressedAgain, _isUnstored) == (face.AlarmId, face.Point, face.PressedAgain, _owed.Count > 0);
        var changed = (_face.AlarmId, _face.Status, _isUnstored) != (face.AlarmId, face.Status, _owed.Count > 0);
        if (_face.OperationId != face.OperationId)
        {
            _helpers = [];
        }
        (_face, _isUnstored) = (face, _owed.Count > 0);
        if (changed)
        {
            _ = GrainFactory.GetGrain<IInboxOwnGrain>(Id).Changed(OwnPart.Alarm);
        }
        if (!rang)
        {
            // The version is newer than that of the alarm that rang meanwhile, because of two with one version the board keeps the first.
            NextVersion();
            Tell();
        }
        GoOn(Period);
    }

    /// <summary>Sends as long as there is something to send, and keeps this activation alive for it.</summary>
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
        if ((_owed.Count > 0 || !_begun) && _retry.IsCompleted)
        {
            _retry = StoreOwed();
        }
        if (_looking.IsCompleted)
        {
            _looking = LookForHelp();
        }
        if (_face.Status == AlarmStatus.Raised || _shown < _version || _with.Now >= _toldAt.AddSeconds(_with.Options.ShowEveryS))
        {
            Tell();
        }
        return Task.CompletedTask;
    }

    /// <summary>Stands in the queue as any call. When it fails, the next turn tries again.</summary>
    private async Task StoreOwed()
    {
        try
        {
            await this.AsReference<IAlarmGrain>().Wake();
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
        _toldAt = _with.Now;
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
            LogNotShown(_with.Logger, Id, _afterFailure.TotalSeconds, exception);
            if (_shown < item.Version)
            {
                GoOn(_afterFailure);
            }
        }
    }

    /// <summary>Milliseconds of the clock, so that it goes on growing in the next activation, which does not know the last version sent by this one.</summary>
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
        Unstored = _owed.Count > 0,
        PressedAgain = _face.PressedAgain,
        PressedAt = _face.PressedAt,
        OperationId = _face.OperationId,
        Helpers = _helpers,
    };
}
