using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Ingest;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>Gathers the reports of all doors for a few milliseconds and hands them to the silos in batches, at its own pace.</summary>
public sealed class ReportIntake : BackgroundService, IReportIntake
{
    private readonly IngestOptions _options;
    private readonly BatchSender _sender;
    private readonly IngestInstruments _instruments;
    private readonly TimeProvider _clock;
    private readonly SubmissionQueue _queue;
    private readonly SemaphoreSlim _slots;

    public ReportIntake(IOptions<IngestOptions> options, BatchSender sender, IngestInstruments instruments, TimeProvider clock)
    {
        (_options, _sender, _instruments, _clock) = (options.Value, sender, instruments, clock);
        _queue = new SubmissionQueue(_options.QueueMax);
        _slots = new SemaphoreSlim(_options.InFlightMax);
        instruments.Watch(() => _queue.Depth);
    }

    public bool Degraded => _sender.Degraded;

    public async ValueTask<IngestReceipt> Submit(ImmutableArray<PositionReport> reports, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reports.Length, IngestLimits.BatchMax);
        if (reports.IsEmpty)
        {
            return new IngestReceipt { Outcomes = [], Degraded = Degraded };
        }
        var submission = new Submission(reports, _clock.GetTimestamp());
        if (!_queue.TryEnter(submission))
        {
            _instruments.Overflowed(reports.Length);
            throw new GadUnavailableException("queue");
        }
        // Who stops waiting does not stop the report: it is on its way and will be judged.
        return await submission.Task.WaitAsync(cancellation);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Close();
        // Not base.StopAsync, which would cancel: what was taken in is carried to its end.
        await (ExecuteTask ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void Dispose()
    {
        _slots.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _queue.WaitForOne())
        {
            await _slots.WaitAsync(CancellationToken.None);
            var batch = await Collect();
            _ = Send(batch);
        }
        for (var slot = 0; slot < _options.InFlightMax; slot++)
        {
            await _slots.WaitAsync(CancellationToken.None);
        }
    }

    private async ValueTask<List<Submission>> Collect()
    {
        var (batch, reports) = (new List<Submission>(), 0);
        _queue.Drain(batch, ref reports);
        if (reports < _options.CollectReports && _options.CollectMs > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(_options.CollectMs), _clock, CancellationToken.None);
            _queue.Drain(batch, ref reports);
        }
        return batch;
    }

    private async Task Send(List<Submission> batch)
    {
        try
        {
            await _sender.Send(batch);
        }
        finally
        {
            _slots.Release();
        }
    }
}
