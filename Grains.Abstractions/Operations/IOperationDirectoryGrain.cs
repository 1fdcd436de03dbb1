using System.Collections.Immutable;

namespace GrupoGad.Operations;

/// <summary>Finds operations among the stored ones. Stateless. Key: any.</summary>
[Alias(Aliases.OperationDirectoryGrain)]
public interface IOperationDirectoryGrain : IGrainWithIntegerKey
{
    [ResponseTimeout("00:00:10"), Alias(nameof(Find))]
    ValueTask<OperationPage> Find(OperationQuery query, CancellationToken cancellation = default);
}

[GenerateSerializer, Immutable, Alias(Aliases.OperationQuery)]
public sealed record OperationQuery
{
    /// <summary>Empty: any.</summary>
    [Id(0)] public ImmutableArray<OperationStatus> Statuses { get; init; } = [];

    /// <summary>Part of the code or title, whatever its case; empty: any.</summary>
    [Id(1)] public string Text { get; init; } = "";

    /// <summary>Efectivo that is or was assigned; empty: any.</summary>
    [Id(2)] public string EfectivoId { get; init; } = "";

    /// <summary>Where the page before ended: the code of its last one; empty: from the start. By code.</summary>
    [Id(3)] public string After { get; init; } = "";

    /// <summary>1–500.</summary>
    [Id(4)] public required int Limit { get; init; }

    /// <summary>Those whose point or area touches it; null: anywhere, and nowhere.</summary>
    [Id(5)] public Geo.GeoBounds? Bounds { get; init; }

    /// <summary>Those planned to end at or after it, UTC; null: any.</summary>
    [Id(6)] public DateTime? From { get; init; }

    /// <summary>Those planned to start at or before it, UTC; null: any.</summary>
    [Id(7)] public DateTime? To { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.OperationPage)]
public sealed record OperationPage
{
    [Id(0)] public required ImmutableArray<OperationSummary> Operations { get; init; }

    /// <summary>The next page's <see cref="OperationQuery.After"/>; empty at the end.</summary>
    [Id(1)] public string Next { get; init; } = "";
}

/// <summary>An operation in one line: for lists and boards.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.OperationSummary)]
public sealed record OperationSummary
{
    [Id(0)] public required string OperationId { get; init; }

    [Id(1)] public required string Title { get; init; }

    [Id(2)] public required OperationType Type { get; init; }

    [Id(3)] public required OperationPriority Priority { get; init; }

    [Id(4)] public required OperationStatus Status { get; init; }

    [Id(5)] public required DateTime PlannedStart { get; init; }

    [Id(6)] public required DateTime PlannedEnd { get; init; }

    [Id(7)] public string Commander { get; init; } = "";

    [Id(8)] public Geo.GeoPoint? Point { get; init; }

    /// <summary>Open assignments, by step.</summary>
    [Id(9)] public ImmutableArray<Assignment> People { get; init; } = [];

    [Id(10)] public required long Version { get; init; }
}
