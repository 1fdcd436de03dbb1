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
                Answer(live, reports, await Carry(live, reports, lane));
            }
        }
        catch (Exception failure)
        {
            // Outage or bug: the senders must hear of it, and the next batch must go on.
            LogGaveUp(failure, live.Count);
            live.ForEach(submission => submission.TrySetException(new GadUnavailableException("cluster")));
        }
    }

    /// <summary>What is left of its time, which began when it came in; never below zero.</summary>
    internal TimeSpan Left(Submission submission) =>
        TimeSpan.FromTicks(Math.Max(0, (TimeSpan.FromSeconds(_options.GiveUpAfterS) - clock.GetElapsedTime(submission.EnteredAt)).Ticks));

    private bool IsInTime(Submission submission) => IsInTime(submission, "queue");

    private bool IsInTime(Submission submission, string part)
    {
        var inTime = Left(submission) > TimeSpan.Zero;
        if (!inTime)
        {
            submission.TrySetException(new GadUnavailableException(part));
        }
        return inTime;
    }

    private async Task<IngestReceipt> Carry(List<Submission> batch, ImmutableArray<PositionReport> reports, int lane)
    {
        var start = clock.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                link.Require();
                var worker = grains.GetGrain<IIngestGrain>(lane);
                // No token goes along: a call given up here may still do its work there, and the retry finds that out by the ids.
                var untilLoss = link.UntilLoss;
                var receipt = await Wait(worker.Report(reports).AsTask(), batch, untilLoss);
                instruments.Batch(reports.Length, clock.GetElapsedTime(start));
                return receipt.Outcomes.Length == reports.Length
                    ? receipt
                    : throw new InvalidOperationException("a receipt must hold one outcome a report");
            }
            catch (Exception failure) when ((FailureAnswers.IsOutage(failure) || failure is OperationCanceledException) && AnyInTime(batch))
            {
                instruments.Retried();
                LogRetrying(failure.GetType().Name, attempt);
                await Task.Delay(Backoff.Pause(attempt), clock);
            }
        }
    }

    /// <summary>One attempt. Whose time is over meanwhile is told so, while the call goes on for the others.</summary>
    /// <exception cref="TimeoutException">The attempt took too long, or nobody waits for it any more.</exception>
    private async Task<IngestReceipt> Wait(Task<IngestReceipt> call, List<Submission> batch, CancellationToken untilLoss)
    {
        var (start, limit) = (clock.GetTimestamp(), TimeSpan.FromSeconds(_options.AttemptS));
        while (true)
        {
            var next = batch.Where(submission => !submission.Task.IsCompleted).Select(Left).Append(limit - clock.GetElapsedTime(start)).Min();
            try
            {
                return await call.WaitAsync(next > TimeSpan.Zero ? next : TimeSpan.Zero, clock, untilLoss);
            }
            catch (TimeoutException) when (!call.IsCompleted && clock.GetElapsedTime(start) < limit && AnyInTime(batch))
            {
            }
        }
    }

    /// <summary>Answers those whose time is over.</summary>
    private bool AnyInTime(List<Submission> batch) => batch.FindAll(submission => IsInTime(submission, "cluster")).Count > 0;

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
