using System.Globalization;
using Grpc.Core;
using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Authorization;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Ingest.Grpc;

/// <summary>The gRPC endpoint: batches in a stream, one summary at its end.</summary>
/// <remarks>
/// A report that is refused costs only itself. The summary counts it, and quotes the first malformed ones word by word. A report
/// for another than the sender may report for ends the call, after its batch's good reports are durable.
/// </remarks>
[Authorize(Policies.CanReport)]
public sealed class PositionsService(ReportSubmission desk) : Wire.Positions.PositionsBase
{
    /// <summary>Trailer of a call that ends early: reports of it that are stored.</summary>
    public const string AcceptedTrailer = "gad-accepted";

    private const int FirstRefusedMax = 20;

    public override async Task<Wire.ReportSummary> Report(IAsyncStreamReader<Wire.PositionBatch> requestStream, ServerCallContext context)
    {
        var caller = Caller.From(context.GetHttpContext().User);
        var summary = new Wire.ReportSummary();
        try
        {
            await foreach (var batch in requestStream.ReadAllAsync(context.CancellationToken))
            {
                Add(summary, batch, await Take(batch, caller, context.CancellationToken));
            }
            return summary;
        }
        catch (Exception failure) when (FailureAnswers.IsOutage(failure))
        {
            throw RichStatus.Unavailable(failure);
        }
        finally
        {
            context.ResponseTrailers.Add(AcceptedTrailer, summary.Accepted.ToString(CultureInfo.InvariantCulture));
        }
    }

    private async ValueTask<Wire.PositionAck> Take(Wire.PositionBatch batch, Caller caller, CancellationToken cancellation)
    {
        if (batch.Reports.Count > ReportSubmission.BatchMax)
        {
            var many = new Refusal("reports", null, $"at most {ReportSubmission.BatchMax} reports a batch");
            throw RichStatus.BadRequest(many.Limited(RefusalCodes.TooMany, null, ReportSubmission.BatchMax));
        }
        var ids = ReportIds.Of(caller.Subject, batch.BatchId);
        return await desk.Take(new ReportBatch(batch.Reports, caller, ReportSource.Grpc, ids, batch.BatchId), cancellation);
    }

    private static void Add(Wire.ReportSummary summary, Wire.PositionBatch batch, Wire.PositionAck ack)
    {
        summary.Sent += (ulong)batch.Reports.Count;
        summary.Accepted += ack.Accepted;
        foreach (var refusal in ack.Refused)
        {
            var outcome = (ReportOutcome)refusal.Outcome;
            if (outcome == ReportOutcome.Forbidden)
            {
                throw RichStatus.BadRequest(refusal);
            }
            if (outcome is ReportOutcome.Malformed or ReportOutcome.OutOfRange && summary.FirstRefused.Count < FirstRefusedMax)
            {
                summary.FirstRefused.Add(refusal);
            }
            var name = WireNames.Of(refusal.Outcome);
            summary.Refused[name] = summary.Refused.GetValueOrDefault(name) + 1;
        }
        foreach (var field in ack.LeftOut)
        {
            summary.LeftOut[field.Field] = summary.LeftOut.GetValueOrDefault(field.Field) + 1;
        }
    }
}
