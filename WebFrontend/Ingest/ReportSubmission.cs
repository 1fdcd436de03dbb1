using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Ingest;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Identity;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>The reports that an endpoint received as one batch.</summary>
/// <param name="Reports">1–<see cref="ReportSubmission.BatchMax"/>, oldest first.</param>
/// <param name="BatchId">Repeated in the answer; 0: none.</param>
/// <param name="Sent">How each of them was written; null: the endpoint's protocol has no words of its own.</param>
public readonly record struct ReportBatch(
    IReadOnlyList<Wire.PositionReport> Reports, Caller Caller, ReportSource Source, ReportIds Ids, ulong BatchId = 0, IReadOnlyList<AsSent>? Sent = null)
{
    /// <summary>A refusal of one of them in its sender's words.</summary>
    public RefusedReport Quote(int index, RefusedReport report) => Sent?[index].Word(report.Refusal.Field) is { Length: > 0 } word
        ? report with { Refusal = report.Refusal with { Value = word } }
        : report;
}

/// <summary>The one submission behind every endpoint. It reads the reports, hands in the readable ones, and answers for all.</summary>
public sealed class ReportSubmission(IReportIntake intake, IngestInstruments instruments, IGrainFactory grains, TimeProvider clock)
{
    /// <summary>Reports a client may put into one batch.</summary>
    public const int BatchMax = 500;

    /// <summary>Answers when every accepted report is durable.</summary>
    /// <exception cref="GadUnavailableException">Outcome unknown: send the same batch again.</exception>
    public async ValueTask<Wire.PositionAck> Take(ReportBatch batch, CancellationToken cancellation = default) =>
        await await Enter(batch, cancellation);

    /// <summary>
    /// As <see cref="Take"/> in two steps, for a sender with several batches under way.
    /// The outer task ends when this batch has its place in the order.
    /// </summary>
    public async ValueTask<Task<Wire.PositionAck>> Enter(ReportBatch batch, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch.Reports.Count, BatchMax);
        var ack = new Wire.PositionAck { BatchId = batch.BatchId };
        var (readable, places) = Read(batch, ack);
        return Complete(batch, ack, readable, places, await intake.Enter(readable, Lane(batch), cancellation));
    }

    private static async Task<Wire.PositionAck> Complete(
        ReportBatch batch, Wire.PositionAck ack, ImmutableArray<PositionReport> readable, List<int> places, Task<IngestReceipt> receipt)
    {
        var outcomes = (await receipt).Outcomes;
        for (var i = 0; i < readable.Length; i++)
        {
            if (Outcomes.IsAccepted(outcomes[i]))
            {
                ack.Add(outcomes[i]);
                continue;
            }
            ack.Add(places[i], batch.Quote(places[i], Outcomes.Explain(outcomes[i], readable[i])));
        }
        return ack;
    }

    /// <summary>One order per sender. Phones share an endpoint and carry no token, so there the phone counts as the sender.</summary>
    private static int Lane(in ReportBatch batch) => string.GetHashCode(
        batch.Caller.OwnEfectivo ?? (batch.Source == ReportSource.OsmAnd && batch.Reports.Count > 0 ? batch.Reports[0].EfectivoId : batch.Caller.Subject),
        StringComparison.Ordinal);

    private (ImmutableArray<PositionReport> Readable, List<int> Places) Read(in ReportBatch batch, Wire.PositionAck ack)
    {
        var readable = ImmutableArray.CreateBuilder<PositionReport>(batch.Reports.Count);
        var places = new List<int>(batch.Reports.Count);
        var now = clock.GetUtcNow().UtcDateTime;
        var told = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < batch.Reports.Count; i++)
        {
            var sent = batch.Sent?[i] ?? new AsSent();
            var refused = sent.Fault;
            if (refused is null
                && ReportReading.TryRead(batch.Reports[i], batch.Caller.OwnEfectivo, batch.Source, batch.Ids[i], now, sent, out var report, out refused))
            {
                readable.Add(report);
                places.Add(i);
                ack.Add(i, sent.LeftOut);
                instruments.LeftOut(batch.Source, sent.LeftOut);
                continue;
            }
            instruments.Refused(batch.Source, refused.Outcome);
            refused = batch.Quote(i, refused);
            ack.Add(i, refused);
            Tell(batch, batch.Reports[i], refused, told);
        }
        return (readable.DrainToImmutable(), places);
    }

    /// <summary>Notifies the efectivo that its device is refused, once a batch and without waiting.</summary>
    private void Tell(in ReportBatch batch, Wire.PositionReport report, RefusedReport refused, HashSet<string> told)
    {
        var code = report.EfectivoId.Length == 0 && batch.Caller.OwnEfectivo is { } own ? own : report.EfectivoId;
        if (refused.Outcome != ReportOutcome.Forbidden && EfectivoCode.IsValid(code) && (batch.Caller.OwnEfectivo is null || batch.Caller.OwnEfectivo == code) && told.Add(code))
        {
            _ = grains.GetGrain<IEfectivoGrain>(code).NoteRefusal(new DeviceRefusal { Outcome = refused.Outcome, Field = refused.Refusal.Field, Value = refused.Refusal.Value ?? "" });
        }
    }
}
