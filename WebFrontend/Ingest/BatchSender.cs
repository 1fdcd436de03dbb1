using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Ingest;
using GrupoGad.Retries;
using GrupoGad.WebFrontend.Hosting;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>Carries one batch to an ingest worker, again and again with the same ids until it is answered or its time is over.</summary>
public sealed partial class BatchSender(
    IGrainFactory grains,
    IOptions<IngestOptions> options,
    IngestInstruments instruments,
    TimeProvider clock,
    ILogger<BatchSender> logger)
{
    private static readonly Backoff _retries = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(3));

    private readonly IngestOptions _options = options.Value;

    /// <summary>As the last receipt reported.</summary>
    public bool Degraded { get; private set; }

    /// <summary>Answers every submission of the batch; throws nothing. Each is given back when its own time is over, counted from its arrival.</summary>
    internal async Task Send(List<Submission> batch, int lane)
    {
        using var span = Spans.Share("positions batch", batch, static submission => submission.Trace);
        var start = clock.GetTimestamp();
        var away = "queue";
        for (var attempt = 0; InTime(batch, away) is { Count: > 0 } live; attempt++)
        {
            try
            {
                if (Join(live) is { IsEmpty: false } reports && await Carry(reports, lane, live) is { } receipt)
                {
                    instruments.Batch(reports.Length, clock.GetElapsedTime(start));
                    Answer(live, reports, receipt);
                }
                return;
            }
            catch (Exception failure) when (FailureAnswers.IsOutage(failure))
            {
                away = GadUnavailableException.PartOf(failure);
                instruments.Retried();
                LogRetrying(failure.GetType().Name, attempt);
                var (pause, left) = (_retries.Pause(attempt), Left(live));
                await Task.Delay(pause < left ? pause : left, clock);
            }
            catch (Exception failure)
            {
                // A bug. The senders must receive the failure, and the next batch must go on.
                LogGaveUp(failure, live.Count);
                live.ForEach(submission => submission.TrySetException(new GadUnavailableException("cluster")));
                return;
            }
        }
    }

    /// <summary>One call, awaited as long as anybody waits for it. Null: nobody does any more.</summary>
    /// <remarks>No token goes along: a call given up here may still do its work there, and a repetition finds that out by the ids.</remarks>
    private async Task<IngestReceipt?> Carry(ImmutableArray<PositionReport> reports, int lane, List<Submission> batch)
    {
        var call = grains.GetGrain<IIngestGrain>(lane).Report(reports).AsTask();
        for (var waiting = batch; waiting.Count > 0; waiting = InTime(waiting, "cluster"))
        {
            try
            {
                var receipt = await call.WaitAsync(Left(waiting), clock);
                return receipt.Outcomes.Length == reports.Length
                    ? receipt
                    : throw new InvalidOperationException("a receipt must hold one outcome a report");
            }
            catch (TimeoutException) when (!call.IsCompleted)
            {
                // Of the oldest; the others go on waiting.
            }
        }
        return null;
    }

    /// <summary>Those whose time is not over; the others are given back.</summary>
    private List<Submission> InTime(List<Submission> batch, string part) => batch.FindAll(submission =>
    {
        var inTime = Left(submission) > TimeSpan.Zero;
        if (!inTime && submission.TrySetException(new GadUnavailableException(part)))
        {
            instruments.GivenBack(submission.Reports.Length);
        }
        return inTime;
    });

    private TimeSpan Left(List<Submission> batch)
    {
        var least = batch.Min(Left);
        return least > TimeSpan.Zero ? least : TimeSpan.Zero;
    }

    private TimeSpan Left(Submission submission) => TimeSpan.FromSeconds(_options.GiveUpAfterS) - clock.GetElapsedTime(submission.EnteredAt);

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
