using System.Globalization;
using Grpc.Core;
using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Authorization;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Ingest.Grpc;

/// <summary>The gRPC door: batches in a stream, one summary at its end.</summary>
/// <remarks>
/// What the sender can only have got wrong by a mistake of its own (a malformed, impossible or forbidden report) ends the call with the
/// place named, after its batch's good reports are durable; what a grain refuses is counted in the summary.
/// </remarks>
[Authorize(Policies.CanReport)]
public sealed class PositionsService(ReportDesk desk) : Wire.Positions.PositionsBase
{
    /// <summary>Trailer of a call that ends early: reports of it that are stored.</summary>
    public const string AcceptedTrailer = "gad-accepted";

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
            throw RichStatus.Unavailable();
        }
        finally
        {
            context.ResponseTrailers.Add(AcceptedTrailer, summary.Accepted.ToString(CultureInfo.InvariantCulture));
        }
    }

    private async ValueTask<Wire.PositionAck> Take(Wire.PositionBatch batch, Caller caller, CancellationToken cancellation)
    {
        if (batch.Reports.Count > ReportDesk.BatchMax)
        {
            throw RichStatus.BadRequest(StatusCode.InvalidArgument, "reports", $"at most {ReportDesk.BatchMax} reports a batch");
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
            if (Outcomes.IsSendersMistake((ReportOutcome)refusal.Outcome))
            {
                throw RichStatus.BadRequest(refusal);
            }
            var name = WireNames.Of(refusal.Outcome);
            summary.Refused[name] = summary.Refused.GetValueOrDefault(name) + 1;
        }
    }
}
