namespace GrupoGad.Alarms;

/// <summary>An efectivo's alarms as one would tell them: a list, the last of which may be open.</summary>
internal sealed class AlarmModel
{
    private readonly List<Alarm> _alarms = [];
    private readonly HashSet<string> _ids = [];

    private sealed class Alarm
    {
        public required string Id;
        public required AlarmKind Kind;
        public required double Latitude;
        public required DateTime At;
        public string? AcknowledgedBy;
        public bool IsSeen;
        public string? CancelledBy;
        public DateTime CancelledAt;
    }

    private Alarm? Last => _alarms.LastOrDefault();

    private Alarm? Open => Last is { CancelledBy: null } open ? open : null;

    /// <param name="said">The client said when; else it may still repeat itself for ten minutes.</param>
    public AlarmOutcome Raise(string id, AlarmKind kind, DateTime at, double latitude, bool said)
    {
        if (_ids.Contains(id) && kind == AlarmKind.Panic && Last is { CancelledBy: not null } over && at > over.CancelledAt.AddMinutes(said ? 0 : 10))
        {
            id = $"{id}-{at:yyyyMMddTHHmmss}";
        }
        var isNew = _ids.Add(id);
        var isWorse = isNew && kind == AlarmKind.Panic && Open is { Kind: AlarmKind.CheckIn };
        if (Open is { } open && !isWorse)
        {
            if (at >= open.At && latitude != open.Latitude)
            {
                (open.At, open.Latitude) = (at, latitude);
            }
            var ringsAgain = isNew && kind == AlarmKind.Panic && open.IsSeen;
            open.IsSeen &= !ringsAgain;
            return ringsAgain ? AlarmOutcome.Done : AlarmOutcome.Unchanged;
        }
        if (!isNew)
        {
            return AlarmOutcome.Unchanged;
        }
        _alarms.Add(new Alarm { Id = id, Kind = kind, Latitude = latitude, At = at });
        return AlarmOutcome.Done;
    }

    /// <param name="person">Null: by itself.</param>
    public AlarmOutcome Acknowledge(string? person)
    {
        if (Last is not { } last)
        {
            return AlarmOutcome.NoAlarm;
        }
        if (person is null || last.CancelledBy is not null)
        {
            return AlarmOutcome.Invalid;
        }
        if (last.IsSeen)
        {
            return AlarmOutcome.Unchanged;
        }
        (last.AcknowledgedBy, last.IsSeen) = (person, true);
        return AlarmOutcome.Done;
    }

    public AlarmOutcome Cancel(string person, bool withReason, DateTime now)
    {
        if (Last is not { } last)
        {
            return AlarmOutcome.NoAlarm;
        }
        if (!withReason || !last.IsSeen)
        {
            return AlarmOutcome.Invalid;
        }
        if (last.CancelledBy is not null)
        {
            return AlarmOutcome.Unchanged;
        }
        (last.CancelledBy, last.CancelledAt) = (person, now);
        return AlarmOutcome.Done;
    }

    public void Agrees(AlarmState state)
    {
        var status = Last is null ? default : Last.CancelledBy is not null ? AlarmStatus.Cancelled : Last.IsSeen ? AlarmStatus.Acknowledged : AlarmStatus.Raised;
        Assert.Equal((Last?.Id ?? "", Last?.Kind ?? default, status), (state.AlarmId, state.Kind, state.Status));
        Assert.Equal((Last?.AcknowledgedBy ?? "", Last?.CancelledBy ?? ""), (state.AcknowledgedBy, state.CancelledBy));
        Assert.Equal((Last?.Latitude, Last?.At ?? default), (state.Point?.Latitude, state.PointAt));
    }
}
