using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Alarms;

/// <summary>Stored state of an efectivo's alarm: the open one, or the last. Those before it are rows of the table <c>alarms</c>.</summary>
[GenerateSerializer, Immutable, Alias("gad.state.alarm")]
public sealed record AlarmState
{
    /// <summary>Empty: there never was one.</summary>
    [Id(0)] public string AlarmId { get; init; } = "";

    [Id(1)] public AlarmKind Kind { get; init; }

    [Id(2)] public AlarmStatus Status { get; init; }

    /// <summary>By the clock of the caller that raised it, never ahead of the server's, UTC.</summary>
    [Id(3)] public DateTime RaisedAt { get; init; }

    /// <summary>Subject of a token, or <c>system</c>.</summary>
    [Id(4)] public string RaisedBy { get; init; } = "";

    /// <summary>The newest place that was reported; null unknown.</summary>
    [Id(5)] public GeoPoint? Point { get; init; }

    /// <summary>When it was there, UTC.</summary>
    [Id(6)] public DateTime PointAt { get; init; }

    [Id(7)] public string AcknowledgedBy { get; init; } = "";

    [Id(8)] public DateTime? AcknowledgedAt { get; init; }

    [Id(9)] public string CancelledBy { get; init; } = "";

    [Id(10)] public DateTime? CancelledAt { get; init; }

    [Id(11)] public string CancelReason { get; init; } = "";

    /// <summary>Ids that were taken, newest last, at most <see cref="AlarmRules.KnownIdsMax"/>: a retry after the end raises no second alarm.</summary>
    [Id(12)] public ImmutableArray<string> KnownIds { get; init; } = [];

    /// <summary>Of the last thing stored; what is shown is never older.</summary>
    [Id(13)] public long Version { get; init; }

    /// <summary>Number of times it had been sent when it was stored.</summary>
    [Id(14)] public long Told { get; init; }

    /// <summary>Number of times the button was pressed again while the alarm was open.</summary>
    [Id(15)] public int PressedAgain { get; init; }

    /// <summary>The last time it was, UTC. It has rung since then.</summary>
    [Id(16)] public DateTime? PressedAt { get; init; }

    /// <summary>The operation that is to help; empty: none.</summary>
    [Id(17)] public string OperationId { get; init; } = "";

    [Id(18)] public string HelpedBy { get; init; } = "";

    [Id(19)] public DateTime? HelpedAt { get; init; }
}
