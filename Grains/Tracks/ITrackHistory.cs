namespace GrupoGad.Tracks;

/// <summary>Reads stored positions.</summary>
public interface ITrackHistory
{
    ValueTask<TrackPage> Read(TrackQuery query, CancellationToken cancellation);
}
