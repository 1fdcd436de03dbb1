using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.Geo;
using GrupoGad.Operations;

namespace GrupoGad.History;

[GenerateSerializer, Immutable, Alias(Aliases.SnapshotQuery)]
public sealed record SnapshotQuery
{
    [Id(0)] public required GeoBounds Bounds { get; init; }

    /// <summary>UTC.</summary>
    [Id(1)] public required DateTime At { get; init; }
}

/// <summary>An area as the live map showed it at one instant.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.PastPicture)]
public sealed record PastPicture
{
    /// <summary>Most efectivos of one picture.</summary>
    public const int EfectivosMax = 20_000;

    /// <summary>Most open operations of one picture.</summary>
    public const int OperationsMax = 5_000;

    /// <summary>Most fences of one picture.</summary>
    public const int FencesMax = 5_000;

    [Id(0)] public required HistoryVerdict Verdict { get; init; }

    /// <summary>By code.</summary>
    [Id(1)] public ImmutableArray<PastEfectivo> Efectivos { get; init; } = [];

    /// <summary>Those open then whose place touches the area, and those that had no place. By code.</summary>
    [Id(2)] public ImmutableArray<PastOperation> Operations { get; init; } = [];

    /// <summary>Those whose place touches the area, and those that moved with an efectivo. By code.</summary>
    [Id(3)] public ImmutableArray<PastFence> Fences { get; init; } = [];
}

/// <summary>Where an efectivo was shown, and how.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.PastEfectivo)]
public sealed record PastEfectivo
{
    [Id(0)] public required string EfectivoId { get; init; }

    [Id(1)] public required PastStanding Standing { get; init; }

    /// <summary>The newest fix of those received by then: what the live position was.</summary>
    [Id(2)] public required Fix Fix { get; init; }

    [Id(3)] public required DateTime ReceivedTime { get; init; }

    [Id(4)] public required ReportSource Source { get; init; }
}

/// <summary>State that a symbol shows beside its place.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.PastStanding)]
public sealed record PastStanding
{
    /// <summary>Nothing was kept of that time.</summary>
    public static readonly PastStanding Unknown = new();

    [Id(0)] public string DisplayName { get; init; } = "";

    [Id(1)] public string Unit { get; init; } = "";

    [Id(2)] public ImmutableArray<string> Skills { get; init; } = [];

    /// <summary>Null when it is not known: before this installation kept it.</summary>
    [Id(3)] public Availability? Availability { get; init; }
}

/// <summary>An operation as it stood.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.PastOperation)]
public sealed record PastOperation
{
    [Id(0)] public required string OperationId { get; init; }

    [Id(1)] public required string Title { get; init; }

    [Id(2)] public required OperationType Type { get; init; }

    [Id(3)] public required OperationPriority Priority { get; init; }

    [Id(4)] public required OperationStatus Status { get; init; }

    [Id(5)] public required DateTime PlannedStart { get; init; }

    [Id(6)] public required DateTime PlannedEnd { get; init; }

    [Id(7)] public string Commander { get; init; } = "";

    [Id(8)] public GeoPoint? Point { get; init; }

    /// <summary>Corners of the outer ring, not closed; empty: none.</summary>
    [Id(9)] public ImmutableArray<GeoPoint> Area { get; init; } = [];

    /// <summary>People with an open assignment, by code.</summary>
    [Id(10)] public ImmutableArray<PastPerson> People { get; init; } = [];
}

/// <param name="At">When it came to that step, UTC.</param>
[GenerateSerializer, Immutable, Alias(Aliases.PastPerson)]
public readonly record struct PastPerson(
    [property: Id(0)] string EfectivoId, [property: Id(1)] AssignmentStep Step, [property: Id(2)] DateTime At);

/// <summary>A fence as it was.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.PastFence)]
public sealed record PastFence
{
    [Id(0)] public required string FenceId { get; init; }

    [Id(1)] public required FencePlan Plan { get; init; }

    /// <summary>It watched, as far as its owner was concerned.</summary>
    [Id(2)] public bool Active { get; init; }
}
