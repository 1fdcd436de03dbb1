using GrupoGad.Geo;

namespace GrupoGad.Alarms;

/// <summary>Event of an alarm. Only these events change its state.</summary>
internal abstract record AlarmEvent
{
    /// <summary>A new one; an open one of missed check-ins gave way to it.</summary>
    public sealed record Raised(RaiseAlarm Alarm, DateTime At) : AlarmEvent;

    /// <summary>Raised again while it was open: the id is known from now on, and the place may be a newer one.</summary>
    /// <param name="PressedAt">Time when the button was pressed again, which rings even at those who saw the alarm; null: a retry, or no panic.</param>
    public sealed record RaisedAgain(string AlarmId, GeoPoint? Point, DateTime PointAt, DateTime? PressedAt) : AlarmEvent;

    /// <summary>An operation is to help.</summary>
    public sealed record Helped(string OperationId, string Actor, DateTime At) : AlarmEvent;

    public sealed record Acknowledged(string Actor, DateTime At) : AlarmEvent;

    public sealed record Cancelled(string Actor, string Reason, DateTime At) : AlarmEvent;
}

/// <summary>Decision on a request: an answer, and the event if anything happened.</summary>
internal readonly record struct AlarmDecision(AlarmOutcome Outcome, string Rule = "", AlarmEvent? Happened = null);
