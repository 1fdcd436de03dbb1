using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GrupoGad.Efectivos;
using GrupoGad.Storage;
using Orleans.Concurrency;

namespace GrupoGad.Ingest;

/// <inheritdoc cref="IIngestGrain"/>
/// <remarks>
/// Reentrant: a batch waits for the disk, and the next one must not wait for it. One activation a key and silo: batches of one lane are
/// started in the order they came, which two activations would mix up.
/// </remarks>
[StatelessWorker(1), Reentrant]
public sealed class IngestGrain(ITrackJournal journal) : Grain, IIngestGrain
{
    public async ValueTask<IngestReceipt> Report(ImmutableArray<PositionReport> batch, CancellationToken cancellation)
    {
        if (batch.Length > IngestLimits.BatchMax)
        {
            throw new ArgumentException($"A batch has at most {IngestLimits.BatchMax} reports, not {batch.Length}.", nameof(batch));
        }
        // All are started before any is awaited: they share the journal's flushes. Started in order, so each efectivo judges its own in order.
        var pending = new ValueTask<ReportOutcome>[batch.Length];
        for (var i = 0; i < batch.Length; i++)
        {
            pending[i] = GrainFactory.GetGrain<IEfectivoGrain>(batch[i].EfectivoId).Report(batch[i], cancellation);
        }
        var outcomes = new ReportOutcome[batch.Length];
        Exception? failure = null;
        for (var i = 0; i < pending.Length; i++)
        {
            try
            {
                outcomes[i] = await pending[i];
            }
            catch (Exception exception)
            {
                // The rest is awaited all the same, so that no failure goes unseen; then the whole batch is sent again, which changes nothing for what is stored.
                failure = exception;
            }
        }
        return failure is null
            ? new IngestReceipt { Outcomes = ImmutableCollectionsMarshal.AsImmutableArray(outcomes), Degraded = journal.Degraded }
            : throw (failure as GadUnavailableException ?? new GadUnavailableException("cluster"));
    }
}
