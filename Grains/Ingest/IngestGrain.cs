using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GrupoGad.Efectivos;
using GrupoGad.Tracks;
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
        // All are started before any is awaited: they share the journal's flushes. One call an efectivo, which keeps its reports in order.
        var outcomes = new ReportOutcome[batch.Length];
        var pending = Enumerable.Range(0, batch.Length).GroupBy(i => batch[i].EfectivoId, StringComparer.Ordinal)
            .Select(own => Report(own.Key, batch, [.. own], outcomes, cancellation)).ToArray();
        Exception? failure = null;
        foreach (var call in pending)
        {
            try
            {
                await call;
            }
            catch (Exception exception)
            {
                // The rest is awaited all the same, so that no failure goes unseen. The whole batch is then sent again, which changes nothing for stored
                // reports.
                failure = exception;
            }
        }
        return failure is null
            ? new IngestReceipt { Outcomes = ImmutableCollectionsMarshal.AsImmutableArray(outcomes), Degraded = journal.Degraded }
            : throw (failure as GadUnavailableException ?? new GadUnavailableException(GadUnavailableException.PartOf(failure)));
    }

    /// <param name="own">Places of the efectivo's reports in the batch.</param>
    private async Task Report(
        string efectivoId, ImmutableArray<PositionReport> batch, int[] own, ReportOutcome[] outcomes, CancellationToken cancellation)
    {
        var efectivo = GrainFactory.GetGrain<IEfectivoGrain>(efectivoId);
        if (own is [var only])
        {
            outcomes[only] = await efectivo.Report(batch[only], cancellation);
            return;
        }
        var answers = await efectivo.ReportInOrder([.. own.Select(i => batch[i])], cancellation);
        for (var i = 0; i < own.Length; i++)
        {
            outcomes[own[i]] = answers[i];
        }
    }
}
