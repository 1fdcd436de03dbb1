using GrupoGad.Tracks;

namespace GrupoGad.Storage;

/// <summary>Reads stored positions.</summary>
public interface ITrackHistory
{
    ValueTask<TrackPage> Read(TrackQuery query, CancellationToken cancellation);
}
