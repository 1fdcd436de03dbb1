using GrupoGad.Ingest;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>One queue of reports and the worker it goes to. Several calls may be under way; they are started in order.</summary>
internal sealed class IngestLane(int number, IngestOptions options, BatchSender sender, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.InFlightMax);

    public SubmissionQueue Queue { get; } = new(Math.Max(IngestLimits.BatchMax, options.QueueMax / options.Lanes), clock);

    /// <summary>Runs until the queue is closed and everything in it is answered.</summary>
    public async Task Run()
    {
        while (await Queue.WaitForOne())
        {
            await _slots.WaitAsync();
            _ = Send(await Collect());
        }
        for (var slot = 0; slot < options.InFlightMax; slot++)
        {
            await _slots.WaitAsync();
        }
    }

    public void Dispose() => _slots.Dispose();

    private async ValueTask<List<Submission>> Collect()
    {
        var (batch, reports) = (new List<Submission>(), 0);
        Queue.Drain(batch, ref reports);
        if (reports < options.CollectReports && options.CollectMs > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(options.CollectMs), clock);
            Queue.Drain(batch, ref reports);
        }
        return batch;
    }

    private async Task Send(List<Submission> batch)
    {
        try
        {
            await sender.Send(batch, number);
        }
        finally
        {
            _slots.Release();
        }
    }
}
