using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Identity;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>What a door received as one batch.</summary>
/// <param name="Reports">1–<see cref="ReportDesk.BatchMax"/>, oldest first.</param>
/// <param name="BatchId">Repeated in the answer; 0: none.</param>
public readonly record struct ReportBatch(
    IReadOnlyList<Wire.PositionReport> Reports, Caller Caller, ReportSource Source, ReportIds Ids, ulong BatchId = 0);

/// <summary>The same desk behind every door: reads the reports, hands in the readable ones, and answers for all.</summary>
public sealed class ReportDesk(IReportIntake intake, IngestInstruments instruments, TimeProvider clock)
{
    /// <summary>Reports a client may put into one batch.</summary>
    public const int BatchMax = 500;

    /// <summary>Answers when every accepted report is durable.</summary>
    /// <exception cref="GadUnavailableException">Outcome unknown: send the same batch again.</exception>
    public async ValueTask<Wire.PositionAck> Take(ReportBatch batch, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch.Reports.Count, BatchMax);
        var ack = new Wire.PositionAck { BatchId = batch.BatchId };
        var (readable, places) = Read(batch, ack);
        var receipt = await intake.Submit(readable, cancellation);
        for (var i = 0; i < readable.Length; i++)
        {
            ack.Add(places[i], receipt.Outcomes[i], readable[i]);
        }
        return ack;
    }

    private (ImmutableArray<PositionReport> Readable, List<int> Places) Read(in ReportBatch batch, Wire.PositionAck ack)
    {
        var readable = ImmutableArray.CreateBuilder<PositionReport>(batch.Reports.Count);
        var places = new List<int>(batch.Reports.Count);
        var now = clock.GetUtcNow().UtcDateTime;
        for (var i = 0; i < batch.Reports.Count; i++)
        {
            if (ReportReading.TryRead(batch.Reports[i], batch.Caller.OwnEfectivo, batch.Source, batch.Ids[i], now, out var report, out var refusal))
            {
                readable.Add(report);
                places.Add(i);
                continue;
            }
            instruments.Refused(batch.Source, refusal.Outcome);
            ack.Add(i, refusal);
        }
        return (readable.DrainToImmutable(), places);
    }
}
