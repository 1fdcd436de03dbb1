namespace GrupoGad.Silo.PostGis.GrainStorage;

/// <summary>Writes that wait for their commit, first come, first served.</summary>
internal sealed class StateQueue(StatesOptions options)
{
    private readonly Queue<StateWrite> _waiting = new();
    private readonly Lock _lock = new();

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    public void Add(StateWrite write)
    {
        lock (_lock)
        {
            _waiting.Enqueue(write);
        }
    }

    /// <summary>
    /// The writes of the next commit. It holds at most one write a state, because each is checked against the version stored before it. Drops withdrawn writes.
    /// </summary>
    /// <param name="dropped">Number of dropped writes.</param>
    public List<StateWrite> Next(out int dropped)
    {
        var (batch, bytes) = (new List<StateWrite>(), 0L);
        var states = new HashSet<(string, string)>();
        dropped = 0;
        lock (_lock)
        {
            while (batch.Count < options.CommitWritesMax && _waiting.TryPeek(out var write)
                && (batch.Count == 0 || bytes + write.Bytes <= options.CommitBytesMax) && !states.Contains((write.Name, write.Key)))
            {
                _waiting.Dequeue();
                if (!write.Take())
                {
                    dropped++;
                    continue;
                }
                batch.Add(write);
                bytes += write.Bytes;
                states.Add((write.Name, write.Key));
            }
        }
        return batch;
    }
}
