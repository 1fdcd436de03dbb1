using System.Collections.Immutable;
using GrupoGad.Efectivos;

namespace GrupoGad.Ingest;

/// <summary>
/// A stateless worker in a silo that takes a gateway's reports in one call and hands each to its efectivo. Key: the gateway's lane; one lane keeps its order.
/// </summary>
[Alias(Aliases.IngestGrain)]
public interface IIngestGrain : IGrainWithIntegerKey
{
    /// <summary>Answers after every accepted report of the batch is durable.</summary>
    /// <param name="batch">1–<see cref="IngestLimits.BatchMax"/> reports; those of one efectivo in the order they are to be judged.</param>
    /// <exception cref="GadUnavailableException">Nothing is known of the batch: send it again as it is.</exception>
    [Once, ResponseTimeout("00:00:30"), Alias(nameof(Report))]
    ValueTask<IngestReceipt> Report(ImmutableArray<PositionReport> batch, CancellationToken cancellation = default);
}

/// <summary>Outcome of a batch.</summary>
[GenerateSerializer, Immutable, Alias(Aliases.IngestReceipt)]
public sealed record IngestReceipt
{
    /// <summary>One outcome a report, in the order of the batch.</summary>
    [Id(0)] public required ImmutableArray<ReportOutcome> Outcomes { get; init; }

    /// <summary>The journal writes to its spill file: PostGIS is away and history lags.</summary>
    [Id(1)] public bool Degraded { get; init; }
}

public static class IngestLimits
{
    /// <summary>Reports in one grain call; larger calls would hold up the calls behind them on the connection and the worker's turn.</summary>
    public const int BatchMax = 1_000;
}
