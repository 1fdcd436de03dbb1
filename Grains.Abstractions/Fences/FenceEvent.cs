using System.Collections.Immutable;
using GrupoGad.Geo;

namespace GrupoGad.Fences;

/// <summary>Event at a fence. Durable before any notice of it is sent, and published once.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.FenceEvent)]
public sealed record FenceEvent
{
    [Id(0)] public required string FenceId { get; init; }

    /// <summary>The fence's name at the time.</summary>
    [Id(1)] public required string FenceName { get; init; }

    [Id(2)] public required FenceEventKind Kind { get; init; }

    /// <summary>The efectivo that caused it. Of void and crowd: the one that tipped the count, or empty.</summary>
    [Id(3)] public required string EfectivoId { get; init; }

    /// <summary>Device time of the fix that shows it, UTC; of a change by a person or a clock: the server's time.</summary>
    [Id(4)] public required DateTime At { get; init; }

    /// <summary>When the server found it, UTC.</summary>
    [Id(5)] public required DateTime KnownAt { get; init; }

    /// <summary>Where; null when it is not about one place.</summary>
    [Id(6)] public GeoPoint? Point { get; init; }

    /// <summary>Known much later than it happened (<c>FenceOptions.LateAfter</c>): a device reported its past.</summary>
    [Id(7)] public bool Late { get; init; }

    [Id(8)] public FenceCause Cause { get; init; } = FenceCause.Moved;

    /// <summary>Inside now who meet the filter; void and crowd only.</summary>
    [Id(9)] public int? Inside { get; init; }

    /// <summary>m/s; speed only.</summary>
    [Id(10)] public double? SpeedMps { get; init; }

    /// <summary>Time inside so far; exit and dwell only.</summary>
    [Id(11)] public TimeSpan? Stay { get; init; }

    /// <summary>The operation that owns the fence; empty: none.</summary>
    [Id(12)] public string OperationId { get; init; } = "";

    /// <summary>Grows in the order in which events became visible to readers; 0 until it is durable.</summary>
    [Id(13)] public long Number { get; init; }

    /// <summary>Same event, same id, in every process and every time it is found.</summary>
    public string EventId => $"{FenceId}:{EfectivoId}:{(int)Kind}:{new DateTimeOffset(At, TimeSpan.Zero).ToUnixTimeMilliseconds()}";
}

/// <summary>Numbers are stored and sent: append only.</summary>
public enum FenceCause
{
    Moved = 1,

    /// <summary>The fence was made or changed around it.</summary>
    FenceChanged = 2,

    /// <summary>The fence was taken away. No command follows from it.</summary>
    FenceRemoved = 3,

    /// <summary>Its availability or profile came to meet the filter, or no longer does.</summary>
    SubjectChanged = 4,

    /// <summary>The fence began or ceased to watch.</summary>
    Schedule = 5,
}

/// <summary>Which events are asked for; each condition narrows. Newest first.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.FenceEventQuery)]
public sealed record FenceEventQuery
{
    [Id(0)] public string FenceId { get; init; } = "";

    [Id(1)] public string EfectivoId { get; init; } = "";

    [Id(2)] public string OperationId { get; init; } = "";

    /// <summary>Empty: any.</summary>
    [Id(3)] public ImmutableArray<FenceEventKind> Kinds { get; init; } = [];

    /// <summary>By <see cref="FenceEvent.At"/>, inclusive.</summary>
    [Id(4)] public DateTime? From { get; init; }

    /// <summary>By <see cref="FenceEvent.At"/>, exclusive.</summary>
    [Id(5)] public DateTime? To { get; init; }

    /// <summary>Events of a smaller number only; null: from the newest.</summary>
    [Id(6)] public long? Before { get; init; }

    /// <summary>1–1,000.</summary>
    [Id(7)] public required int Limit { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.FenceEventPage)]
public sealed record FenceEventPage
{
    [Id(0)] public required ImmutableArray<FenceEvent> Events { get; init; }

    /// <summary>The next page's <see cref="FenceEventQuery.Before"/>; null at the end. Of <c>After</c>: the number to go on from.</summary>
    [Id(1)] public long? Next { get; init; }
}
