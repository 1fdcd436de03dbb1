using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Ingest;
using GrupoGad.WebFrontend.Hosting;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>Carries one batch to an ingest worker, again and again with the same ids until it is answered or its time is over.</summary>
public sealed partial class BatchSender(
    IGrainFactory grains,
    ClusterLink link,
    IOptions<IngestOptions> options,
    IngestInstruments instruments,
    TimeProvider clock,
    ILogger<BatchSender> logger)
{
    private readonly IngestOptions _options = options.Value;

    /// <summary>As the last receipt told.</summary>
    public bool Degraded { get; private set; }

    /// <summary>Answers every submission of the batch; throws nothing.</summary>
    internal async Task Send(List<Submission> batch, int lane)
    {
        var live = batch.FindAll(IsInTime);
        try
        {
            var reports = Join(live);
            if (!reports.IsEmpty)
            {
                Answer(live, reports, await Carry(reports, lane));
            }
        }
        catch (Exception failure)
        {
            // Outage or bug: the senders must hear of it, and the next batch must go on.
            LogGaveUp(failure, live.Count);
            live.ForEach(submission => submission.TrySetException(new GadUnavailableException("cluster")));
        }
    }

    private bool IsInTime(Submission submission)
    {
        var inTime = clock.GetElapsedTime(submission.EnteredAt) < TimeSpan.FromSeconds(_options.GiveUpAfterS);
        if (!inTime)
        {
            submission.TrySetException(new GadUnavailableException("queue"));
        }
        return inTime;
    }

    private async Task<IngestReceipt> Carry(ImmutableArray<PositionReport> reports, int lane)
    {
        var start = clock.GetTimestamp();
        var giveUpAfter = TimeSpan.FromSeconds(_options.GiveUpAfterS);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                link.Require();
                var worker = grains.GetGrain<IIngestGrain>(lane);
                // No token goes along: a call given up here may still do its work there, and the retry finds that out by the ids.
                var untilLoss = link.UntilLoss;
                var receipt = await worker.Report(reports).AsTask().WaitAsync(TimeSpan.FromSeconds(_options.AttemptS), clock, untilLoss);
                instruments.Batch(reports.Length, clock.GetElapsedTime(start));
                return receipt.Outcomes.Length == reports.Length
                    ? receipt
                    : throw new InvalidOperationException("a receipt must hold one outcome a report");
            }
            catch (Exception failure) when ((FailureAnswers.IsOutage(failure) || failure is OperationCanceledException) && clock.GetElapsedTime(start) < giveUpAfter)
            {
                instruments.Retried();
                LogRetrying(failure.GetType().Name, attempt);
                await Task.Delay(Backoff.Pause(attempt), clock);
            }
        }
    }

    private void Answer(List<Submission> batch, ImmutableArray<PositionReport> reports, IngestReceipt receipt)
    {
        Degraded = receipt.Degraded;
        instruments.Judged(reports, receipt.Outcomes);
        var start = 0;
        foreach (var submission in batch)
        {
            var length = submission.Reports.Length;
            submission.TrySetResult(batch.Count == 1 ? receipt : receipt with { Outcomes = receipt.Outcomes.Slice(start, length) });
            start += length;
        }
    }

    private static ImmutableArray<PositionReport> Join(List<Submission> batch)
    {
        if (batch.Count == 1)
        {
            return batch[0].Reports;
        }
        var joined = ImmutableArray.CreateBuilder<PositionReport>(batch.Sum(submission => submission.Reports.Length));
        batch.ForEach(submission => joined.AddRange(submission.Reports));
        return joined.MoveToImmutable();
    }

    [LoggerMessage(3020, LogLevel.Warning, "Ingest call failed ({Failure}), attempt {Attempt}; sending it again with the same ids")]
    private partial void LogRetrying(string failure, int attempt);

    [LoggerMessage(3021, LogLevel.Error, "Gave up on a batch; {Submissions} senders are told to send again")]
    private partial void LogGaveUp(Exception failure, int submissions);
}
