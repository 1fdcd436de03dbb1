using System.Collections.Immutable;
using System.Globalization;
using GrupoGad.Geo;
using GrupoGad.Operations;
using GrupoGad.Texts;

namespace GrupoGad.Alarms;

/// <summary>Rules for the begin, the quieting and the end of an alarm. Pure.</summary>
internal static class AlarmRules
{
    public const int IdLengthMin = 8;
    public const int IdLengthMax = 64;
    public const int ReasonLengthMax = 500;

    /// <summary>Ids remembered of one efectivo. A client repeats for minutes, in which no person presses 32 times.</summary>
    public const int KnownIdsMax = 32;

    /// <summary>How long after the end a client that sends no time may still repeat its call.</summary>
    private static readonly TimeSpan RepeatedFor = TimeSpan.FromMinutes(10);

    /// <summary>Helpers that are listed by name.</summary>
    public const int HelpersMax = 8;

    /// <summary>Acts by itself; an alarm is quieted and ended by people only.</summary>
    public const string SystemActor = "system";

    /// <summary>Not cancelled: screens show it.</summary>
    public static bool IsOpen(AlarmState state) => state.Status is AlarmStatus.Raised or AlarmStatus.Acknowledged;

    /// <summary>Whether the efectivo need not be asked for: it has an open alarm, or this very one is known.</summary>
    public static bool IsKnown(AlarmState state, RaiseAlarm alarm) => IsOpen(state) || state.KnownIds.Contains(Anew(state, alarm).AlarmId);

    /// <summary>
    /// A panic is more than a missed check-in, and people may have stopped looking at that: it takes the check-in's place as an alarm of its own, which rings.
    /// </summary>
    public static bool TakesOver(AlarmState state, RaiseAlarm alarm) =>
        IsOpen(state) && state.Kind == AlarmKind.CheckIn && alarm.Kind == AlarmKind.Panic && !state.KnownIds.Contains(alarm.AlarmId);

    /// <summary>The rule that a request breaks by its form; null: none.</summary>
    public static string? Refuses(RaiseAlarm alarm) =>
        alarm.AlarmId is not { Length: >= IdLengthMin and <= IdLengthMax } ? $"alarmId: {IdLengthMin} to {IdLengthMax} characters"
        : Enum.IsDefined(alarm.Kind) ? null
        : "kind: Panic or CheckIn";

    /// <summary>True for a real place; a device without a place sends 0,0.</summary>
    public static bool IsPlace(GeoPoint? point) => point is { IsMeant: true };

    /// <summary>
    /// A broken or missing place must not hold a panic up: it is raised without one. A panic pressed again rings again, even at those who saw the former
    /// one: it is the same person, again.
    /// </summary>
    public static AlarmDecision Raise(AlarmState state, RaiseAlarm alarm, DateTime now)
    {
        if (Refuses(alarm) is { } rule)
        {
            return new AlarmDecision(AlarmOutcome.Invalid, rule);
        }
        alarm = Anew(state, alarm);
        var at = alarm.At < now ? alarm.At : now;
        if (!IsKnown(state, alarm) || TakesOver(state, alarm))
        {
            return new AlarmDecision(AlarmOutcome.Done, Happened: new AlarmEvent.Raised(alarm with { At = at, Point = Valid(alarm) }, now));
        }
        var moves = IsOpen(state) && Valid(alarm) is { } point && point != state.Point && at >= state.PointAt;
        var isNew = !state.KnownIds.Contains(alarm.AlarmId);
        var pressed = isNew && alarm.Kind == AlarmKind.Panic;
        return new AlarmDecision(pressed && state.Status == AlarmStatus.Acknowledged ? AlarmOutcome.Done : AlarmOutcome.Unchanged,
            Happened: moves || isNew
                ? new AlarmEvent.RaisedAgain(alarm.AlarmId, moves ? alarm.Point : state.Point, moves ? at : state.PointAt, pressed ? now : null)
                : null);
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

    /// <summary>An operation's people are to help: the caller for help is notified of those of them who are on their way.</summary>
    public static AlarmDecision Help(AlarmState state, string operationId, string actor, DateTime now) =>
        state.AlarmId.Length == 0 ? new AlarmDecision(AlarmOutcome.NoAlarm)
        : !IsPerson(actor) ? new AlarmDecision(AlarmOutcome.Invalid, "actor: a person")
        : !IsOpen(state) ? new AlarmDecision(AlarmOutcome.Invalid, "status: an open alarm; this one is cancelled")
        : state.OperationId == operationId ? new AlarmDecision(AlarmOutcome.Unchanged)
        : new AlarmDecision(AlarmOutcome.Done, Happened: new AlarmEvent.Helped(operationId, actor, now));

    /// <summary>Efectivos that are on their way to the alarm, or there; at most <see cref="HelpersMax"/>.</summary>
    public static ImmutableArray<string> Helpers(ImmutableArray<Assignment> people, string caller) =>
        [.. people.Where(bond => bond.Step is AssignmentStep.EnRoute or AssignmentStep.OnScene && bond.EfectivoId != caller).Select(bond => bond.EfectivoId).Take(HelpersMax)];

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
        AlarmEvent.RaisedAgain again => Pressed(state, again.PressedAt) with
        {
            Point = again.Point, PointAt = again.PointAt, KnownIds = Remember(state, again.AlarmId),
        },
        AlarmEvent.Helped helped => state with { OperationId = helped.OperationId, HelpedBy = helped.Actor, HelpedAt = helped.At },
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

    /// <summary>A call that was made after the end of the alarm whose id it has is no retry of that alarm. It gets an id of its own and rings.</summary>
    private static RaiseAlarm Anew(AlarmState state, RaiseAlarm alarm) =>
        state is { Status: AlarmStatus.Cancelled, CancelledAt: { } end } && alarm.Kind == AlarmKind.Panic && state.KnownIds.Contains(alarm.AlarmId) && alarm.At > (alarm.IsAtSaid ? end : end + RepeatedFor)
            ? alarm with { AlarmId = alarm.AlarmId[..Math.Min(alarm.AlarmId.Length, IdLengthMax - 16)] + alarm.At.ToString("'-'yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture) }
            : alarm;

    private static GeoPoint? Valid(RaiseAlarm alarm) => IsPlace(alarm.Point) ? alarm.Point : null;

    private static AlarmState Pressed(AlarmState state, DateTime? at) =>
        at is null ? state : state with { Status = AlarmStatus.Raised, PressedAgain = state.PressedAgain + 1, PressedAt = at };

    private static ImmutableArray<string> Remember(AlarmState state, string alarmId)
    {
        var ids = state.KnownIds.Remove(alarmId).Add(alarmId);
        return ids.Length > KnownIdsMax ? ids[^KnownIdsMax..] : ids;
    }
}
