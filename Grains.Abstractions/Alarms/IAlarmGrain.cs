using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Alarms;

/// <summary>Alarm of an efectivo in danger, or of one that does not answer. Sent to the screens every 3 s until a person acknowledges and cancels it.</summary>
/// <remarks>
/// Key: the efectivo's code; at most one open alarm each. Durable before the answer, but for a raised one while the storage is away: that rings and says so.
/// </remarks>
[Alias(Aliases.AlarmGrain)]
public interface IAlarmGrain : IGrainWithStringKey
{
    /// <summary>
    /// The same id again changes nothing but the place. A panic with a new id rings again while an acknowledged one is open. A new panic while an
    /// alarm of missed check-ins is open, acknowledged or not, takes its place and rings.
    /// </summary>
    [Urgent, Alias(nameof(Raise))]
    ValueTask<AlarmAnswer> Raise(RaiseAlarm alarm, CancellationToken cancellation = default);

    /// <summary>Stores that a person has seen it. Screens stop ringing and go on showing it.</summary>
    [Alias(nameof(Acknowledge))]
    ValueTask<AlarmAnswer> Acknowledge(string actor, CancellationToken cancellation = default);

    /// <summary>Assigns the people of this operation as helpers; the efectivo is notified of those on their way. A repeat sets another operation.</summary>
    [Alias(nameof(Help))]
    ValueTask<AlarmAnswer> Help(string operationId, string actor, CancellationToken cancellation = default);

    /// <summary>Ends it at a person's request. It must be acknowledged first, and needs a reason of 1–500 characters.</summary>
    [Alias(nameof(Cancel))]
    ValueTask<AlarmAnswer> Cancel(string actor, string reason, CancellationToken cancellation = default);

    /// <summary>The open alarm, or the last one; null when there never was one.</summary>
    [Alias(nameof(Describe))]
    ValueTask<AlarmSummary?> Describe(CancellationToken cancellation = default);

    /// <summary>Activates the alarm, which goes on notifying the board. Called after a start and after a silo's death.</summary>
    [Alias(nameof(Wake))]
    ValueTask Wake(CancellationToken cancellation = default);
}

/// <summary>Numbers are stored and sent: append only.</summary>
public enum AlarmKind
{
    Panic = 1,

    /// <summary>Two check-ins in a row were missed.</summary>
    CheckIn = 2,
}

/// <summary>Numbers are stored and sent: append only.</summary>
public enum AlarmStatus
{
    Raised = 1,
    Acknowledged = 2,
    Cancelled = 3,
}

[GenerateSerializer, Immutable, Alias(Aliases.RaiseAlarm)]
public sealed record RaiseAlarm
{
    /// <summary>Made by the client, the same on a retry. 8–64 characters.</summary>
    [Id(0)] public required string AlarmId { get; init; }

    [Id(1)] public required AlarmKind Kind { get; init; }

    /// <summary>Null: the efectivo's last position counts.</summary>
    [Id(2)] public GeoPoint? Point { get; init; }

    /// <summary>By the client's clock, UTC.</summary>
    [Id(3)] public required DateTime At { get; init; }

    /// <summary>Subject of the caller's token, or <c>system</c>.</summary>
    [Id(4)] public required string Actor { get; init; }

    /// <summary>The client said <see cref="At"/> itself: a retry says it again.</summary>
    [Id(5)] public bool IsAtSaid { get; init; }
}

/// <summary>An alarm as screens show it.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.AlarmSummary)]
public sealed record AlarmSummary
{
    [Id(0)] public required string AlarmId { get; init; }

    [Id(1)] public required string EfectivoId { get; init; }

    [Id(2)] public required AlarmKind Kind { get; init; }

    [Id(3)] public required AlarmStatus Status { get; init; }

    [Id(4)] public required DateTime RaisedAt { get; init; }

    [Id(5)] public GeoPoint? Point { get; init; }

    /// <summary>The person who acknowledged it, then the person who cancelled it; empty: none.</summary>
    [Id(6)] public string Actor { get; init; } = "";

    /// <summary>Number of times it was sent to the screens.</summary>
    [Id(7)] public long Told { get; init; }

    [Id(8)] public required long Version { get; init; }

    /// <summary>It rings and could not be stored yet. It would be lost with its silo, so the caller that raised it must repeat the call.</summary>
    [Id(9)] public bool Unstored { get; init; }

    /// <summary>Number of times the button was pressed again while the alarm was open.</summary>
    [Id(10)] public int PressedAgain { get; init; }

    /// <summary>The last time it was, UTC.</summary>
    [Id(11)] public DateTime? PressedAt { get; init; }

    /// <summary>The operation that is to help; empty: none.</summary>
    [Id(12)] public string OperationId { get; init; } = "";

    /// <summary>Codes of those of its people who are on their way or there.</summary>
    [Id(13)] public ImmutableArray<string> Helpers { get; init; } = [];
}

public enum AlarmOutcome
{
    Done = 1,
    Unchanged = 2,
    UnknownEfectivo = 3,
    NoAlarm = 4,

    /// <summary>A value or the alarm's status breaks a rule.</summary>
    Invalid = 5,

    /// <summary>It rings on every screen and could not be stored yet; that goes on by itself.</summary>
    RingsUnstored = 6,

    /// <summary>Of help: no such operation.</summary>
    UnknownOperation = 7,

    /// <summary>Of check-ins: another has changed them since they were read.</summary>
    Stale = 8,
}

[GenerateSerializer, Immutable, Alias(Aliases.AlarmAnswer)]
public sealed record AlarmAnswer
{
    [Id(0)] public required AlarmOutcome Outcome { get; init; }

    [Id(1)] public string Rule { get; init; } = "";

    [Id(2)] public AlarmSummary? Alarm { get; init; }
}
