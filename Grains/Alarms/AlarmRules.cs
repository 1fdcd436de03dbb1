using System.Collections.Immutable;
using GrupoGad.Geo;
using GrupoGad.Texts;

namespace GrupoGad.Alarms;

/// <summary>When an alarm begins, who may quiet it, and how it ends. Pure.</summary>
internal static class AlarmRules
{
    public const int IdLengthMin = 8;
    public const int IdLengthMax = 64;
    public const int ReasonLengthMax = 500;

    /// <summary>Ids remembered of one efectivo. A client repeats for minutes; nobody presses 32 times in them.</summary>
    public const int KnownIdsMax = 32;

    /// <summary>Acts by itself; an alarm is quieted and ended by people only.</summary>
    public const string SystemActor = "system";

    /// <summary>Not cancelled: screens show it.</summary>
    public static bool IsOpen(AlarmState state) => state.Status is AlarmStatus.Raised or AlarmStatus.Acknowledged;

    /// <summary>Whether the efectivo need not be asked for: it has an open alarm, or this very one is known.</summary>
    public static bool IsKnown(AlarmState state, string alarmId) => IsOpen(state) || state.KnownIds.Contains(alarmId);

    /// <summary>
    /// A panic is more than a missed check-in, and people may have stopped looking at that: it takes the check-in's place as an alarm of its own, which rings.
    /// </summary>
    public static bool TakesOver(AlarmState state, RaiseAlarm alarm) =>
        IsOpen(state) && state.Kind == AlarmKind.CheckIn && alarm.Kind == AlarmKind.Panic && !state.KnownIds.Contains(alarm.AlarmId);

    /// <summary>A broken or missing place must not hold a panic up: it is raised without one.</summary>
    public static AlarmDecision Raise(AlarmState state, RaiseAlarm alarm, DateTime now)
    {
        if (alarm.AlarmId is not { Length: >= IdLengthMin and <= IdLengthMax })
        {
            return new AlarmDecision(AlarmOutcome.Invalid, $"alarmId: {IdLengthMin} to {IdLengthMax} characters");
        }
        if (!Enum.IsDefined(alarm.Kind))
        {
            return new AlarmDecision(AlarmOutcome.Invalid, "kind: Panic or CheckIn");
        }
        var at = alarm.At < now ? alarm.At : now;
        if (!IsKnown(state, alarm.AlarmId) || TakesOver(state, alarm))
        {
            return new AlarmDecision(AlarmOutcome.Done, Happened: new AlarmEvent.Raised(alarm with { At = at, Point = Valid(alarm) }, now));
        }
        var moves = IsOpen(state) && Valid(alarm) is { } point && point != state.Point && at >= state.PointAt;
        var news = moves || !state.KnownIds.Contains(alarm.AlarmId);
        return new AlarmDecision(AlarmOutcome.Unchanged,
            Happened: news ? new AlarmEvent.RaisedAgain(alarm.AlarmId, moves ? alarm.Point : state.Point, moves ? at : state.PointAt) : null);
    }

    public static AlarmDecision Acknowledge(AlarmState state, string actor, DateTime now)
    {
        if (state.AlarmId.Length == 0)
        {
            return new AlarmDecision(AlarmOutcome.NoAlarm);
        }
        if (!IsPerson(actor))
        {
            return new AlarmDecision(AlarmOutcome.Invalid, "actor: a person");
        }
        return state.Status switch
        {
            AlarmStatus.Raised => new AlarmDecision(AlarmOutcome.Done, Happened: new AlarmEvent.Acknowledged(actor, now)),
            AlarmStatus.Acknowledged => new AlarmDecision(AlarmOutcome.Unchanged),
            _ => new AlarmDecision(AlarmOutcome.Invalid, "status: an open alarm; this one is cancelled"),
        };
    }

    public static AlarmDecision Cancel(AlarmState state, string actor, string reason, DateTime now)
    {
        if (state.AlarmId.Length == 0)
        {
            return new AlarmDecision(AlarmOutcome.NoAlarm);
        }
        if (!IsPerson(actor))
        {
            return new AlarmDecision(AlarmOutcome.Invalid, "actor: a person");
        }
        if (string.IsNullOrWhiteSpace(reason) || TextLength.Exceeds(reason, ReasonLengthMax))
        {
            return new AlarmDecision(AlarmOutcome.Invalid, TextLength.Rule($"reason: 1 to {ReasonLengthMax} characters", reason));
        }
        return state.Status switch
        {
            AlarmStatus.Acknowledged => new AlarmDecision(AlarmOutcome.Done, Happened: new AlarmEvent.Cancelled(actor, reason, now)),
            AlarmStatus.Raised => new AlarmDecision(AlarmOutcome.Invalid, "status: acknowledged before it is cancelled"),
            _ => new AlarmDecision(AlarmOutcome.Unchanged),
        };
    }

    public static AlarmState Apply(AlarmState state, AlarmEvent happened) => happened switch
    {
        AlarmEvent.Raised raised => new AlarmState
        {
            AlarmId = raised.Alarm.AlarmId,
            Kind = raised.Alarm.Kind,
            Status = AlarmStatus.Raised,
            RaisedAt = raised.Alarm.At,
            RaisedBy = raised.Alarm.Actor,
            Point = raised.Alarm.Point,
            PointAt = raised.Alarm.At,
            KnownIds = Remember(state, raised.Alarm.AlarmId),
            Version = state.Version,
        },
        AlarmEvent.RaisedAgain again => state with { Point = again.Point, PointAt = again.PointAt, KnownIds = Remember(state, again.AlarmId) },
        AlarmEvent.Acknowledged acknowledged => state with
        {
            Status = AlarmStatus.Acknowledged, AcknowledgedBy = acknowledged.Actor, AcknowledgedAt = acknowledged.At,
        },
        AlarmEvent.Cancelled cancelled => state with
        {
            Status = AlarmStatus.Cancelled, CancelledBy = cancelled.Actor, CancelledAt = cancelled.At, CancelReason = cancelled.Reason,
        },
        _ => throw new InvalidOperationException($"an event of no known kind: {happened}"),
    };

    private static bool IsPerson(string actor) => !string.IsNullOrEmpty(actor) && actor != SystemActor;

    private static GeoPoint? Valid(RaiseAlarm alarm) => alarm.Point is { IsValid: true } point ? point : null;

    private static ImmutableArray<string> Remember(AlarmState state, string alarmId)
    {
        var ids = state.KnownIds.Remove(alarmId).Add(alarmId);
        return ids.Length > KnownIdsMax ? ids[^KnownIdsMax..] : ids;
    }
}
