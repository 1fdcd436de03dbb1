using System.Collections.Immutable;
using GrupoGad.Operations;

namespace GrupoGad.Analytics;

/// <summary>How long closed operations took.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.Durations)]
public sealed record Durations
{
    /// <summary>Null: not counted yet.</summary>
    [Id(0)] public DateTime? AsOf { get; init; }

    /// <summary>By type, then priority; only those that have a closed operation.</summary>
    [Id(1)] public required ImmutableArray<DurationRow> Rows { get; init; }
}

[GenerateSerializer, Immutable, Alias(Aliases.DurationRow)]
public sealed record DurationRow
{
    [Id(0)] public required OperationType Type { get; init; }

    [Id(1)] public required OperationPriority Priority { get; init; }

    [Id(2)] public required int Completed { get; init; }

    [Id(3)] public required int Cancelled { get; init; }

    /// <summary>Completed after their planned end.</summary>
    [Id(4)] public required int Late { get; init; }

    /// <summary>Seconds from start to end without pauses: least, p25, p50, p75, p95, greatest. Empty when none was completed.</summary>
    [Id(5)] public required ImmutableArray<double> WorkedS { get; init; }

    /// <summary>Of all completed ones, seconds without pauses.</summary>
    [Id(6)] public required double TotalS { get; init; }

    /// <summary>Of all completed ones, seconds.</summary>
    [Id(7)] public required double PausedS { get; init; }
}
