namespace GrupoGad.WebFrontend.Live.Replicas;

/// <summary>Puts the batches of one grain in order: an old one moves nothing, a gap asks for a snapshot, and what comes before that is there is held.</summary>
/// <param name="apply">Takes the next batch in.</param>
/// <param name="replace">Takes a snapshot in.</param>
internal sealed class BatchOrder<TBatch>(Action<TBatch> apply, Action<TBatch> replace)
{
    /// <summary>Batches kept while a snapshot is on its way. More than that: the snapshot is asked for again.</summary>
    public const int HeldMax = 64;

    private readonly List<(TBatch Batch, long Sequence)> _held = [];

    /// <summary>Of the last batch that is applied.</summary>
    public long Sequence { get; private set; }

    /// <summary>False when a snapshot is needed to go on.</summary>
    /// <param name="waiting">A snapshot is wanted already.</param>
    public bool Take(TBatch batch, long sequence, bool snapshot, bool waiting)
    {
        if (snapshot)
        {
            replace(batch);
            Sequence = sequence;
            var held = _held.ToArray();
            _held.Clear();
            return Array.TrueForAll(held, next => Take(next.Batch, next.Sequence, snapshot: false, waiting: false));
        }
        if (waiting)
        {
            Hold(batch, sequence);
            return true;
        }
        if (sequence <= Sequence)
        {
            return true;
        }
        if (sequence != Sequence + 1)
        {
            Hold(batch, sequence);
            return false;
        }
        apply(batch);
        Sequence = sequence;
        return true;
    }

    private void Hold(TBatch batch, long sequence)
    {
        if (_held.Count < HeldMax)
        {
            _held.Add((batch, sequence));
        }
    }
}
