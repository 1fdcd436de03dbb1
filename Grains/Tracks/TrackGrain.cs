using Orleans.Concurrency;

namespace GrupoGad.Tracks;

/// <inheritdoc cref="ITrackGrain"/>
[StatelessWorker, Reentrant]
public sealed class TrackGrain(ITrackHistory history) : Grain, ITrackGrain
{
    public ValueTask<TrackPage> Read(TrackQuery query, CancellationToken cancellation) => history.Read(query, cancellation);
}
