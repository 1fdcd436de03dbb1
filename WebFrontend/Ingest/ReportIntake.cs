using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Ingest;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>Gathers the reports of all endpoints for a few milliseconds and hands them to the silos in batches, at its own pace.</summary>
/// <remarks>In lanes: one worker in the silo for each, called in order, so that a sender's reports do not overtake each other.</remarks>
public sealed class ReportIntake : BackgroundService, IReportIntake
{
    private readonly IngestOptions _options;
    private readonly BatchSender _sender;
    private readonly IngestInstruments _instruments;
    private readonly TimeProvider _clock;
    private readonly IngestLane[] _lanes;

    public ReportIntake(IOptions<IngestOptions> options, BatchSender sender, IngestInstruments instruments, TimeProvider clock)
    {
        (_options, _sender, _instruments, _clock) = (options.Value, sender, instruments, clock);
        _lanes = [.. Enumerable.Range(0, _options.Lanes).Select(number => new IngestLane(number, _options, sender, clock))];
        instruments.Watch(() => _lanes.Sum(lane => lane.Queue.Depth));
    }

    public bool Degraded => _sender.Degraded;

    public async ValueTask<Task<IngestReceipt>> Enter(
        ImmutableArray<PositionReport> reports, int lane, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reports.Length, IngestLimits.BatchMax);
        if (reports.IsEmpty)
        {
            return Task.FromResult(new IngestReceipt { Outcomes = [], Degraded = Degraded });
        }
        var submission = new Submission(reports, _clock.GetTimestamp());
        var queue = _lanes[(uint)lane % (uint)_lanes.Length].Queue;
        if (!await queue.Enter(submission, TimeSpan.FromSeconds(_options.GiveUpAfterS), cancellation))
        {
            _instruments.Overflowed(reports.Length);
            throw new GadUnavailableException("queue");
        }
        // Who stops waiting does not stop the report: it is on its way and will be judged.
        return submission.Task.WaitAsync(cancellation);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        Array.ForEach(_lanes, lane => lane.Queue.Close());
        // Not base.StopAsync, which would cancel: what was taken in is carried to its end.
        await (ExecuteTask ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_lanes.Select(lane => lane.Run()));

    public override void Dispose()
    {
        Array.ForEach(_lanes, lane => lane.Dispose());
        base.Dispose();
    }
}
