using System.Collections.Immutable;
using System.Diagnostics;
using GrupoGad.Efectivos;
using GrupoGad.Ingest;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>The reports that one endpoint handed in, and the answer it waits for.</summary>
/// <remarks>The answer runs its continuations elsewhere, so that a slow endpoint does not hold up the batch it shared.</remarks>
internal sealed class Submission(ImmutableArray<PositionReport> reports, long enteredAt)
    : TaskCompletionSource<IngestReceipt>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public ImmutableArray<PositionReport> Reports { get; } = reports;

    /// <summary>Of the endpoint's request; default when nobody follows it.</summary>
    public ActivityContext Trace { get; } = Spans.Here;

    /// <summary>Timestamp of the clock when it entered the queue.</summary>
    public long EnteredAt { get; } = enteredAt;
}
