using NpgsqlTypes;

namespace GrupoGad.Silo.PostGis.Replica;

/// <summary>How far a replica is behind: the age of the newest place of the primary's log that it has replayed.</summary>
/// <remarks>
/// By this silo's clock alone. The replica's own answer (time of its last replayed transaction) grows while the primary rests, and is small while
/// the connection between the two is broken. Not thread-safe.
/// </remarks>
internal sealed class ReplicaLag(TimeProvider clock)
{
    /// <summary>Looks that are remembered: an hour of them at one a second.</summary>
    private const int MarksMax = 3_600;

    private readonly Queue<(NpgsqlLogSequenceNumber Written, long At)> _marks = new();
    private long? _replayed;

    /// <summary>The primary's log had come so far, at this instant of <see cref="TimeProvider.GetTimestamp"/> or later.</summary>
    public void Written(NpgsqlLogSequenceNumber place, long at)
    {
        if (_marks.Count == MarksMax)
        {
            _marks.Dequeue();
        }
        _marks.Enqueue((place, at));
    }

    /// <summary>The replica has replayed the log so far.</summary>
    public void Replayed(NpgsqlLogSequenceNumber place)
    {
        while (_marks.TryPeek(out var mark) && mark.Written <= place)
        {
            _replayed = _marks.Dequeue().At;
        }
    }

    /// <summary>Null: it has never been seen to catch up.</summary>
    public TimeSpan? Now => _replayed is { } at ? clock.GetElapsedTime(at) : null;
}
