using GrupoGad.Protocol.V1;

namespace GrupoGad.LoadGenerator.Clients;

/// <summary>The batches a client has sent and knows no answer to. They outlive a connection and are sent again under the same id.</summary>
public sealed class Outstanding(int windowMax)
{
    private readonly SortedList<ulong, PositionBatch> _batches = [];
    private readonly SemaphoreSlim _room = new(windowMax);
    private readonly Lock _gate = new();

    /// <summary>Waits until another batch may be sent.</summary>
    public Task Room(CancellationToken cancellation) => _room.WaitAsync(cancellation);

    /// <summary>Gives back room that was not used.</summary>
    public void Free() => _room.Release();

    public void Add(PositionBatch batch)
    {
        lock (_gate)
        {
            _batches.Add(batch.BatchId, batch);
        }
    }

    /// <summary>The answered batch; null for a second answer.</summary>
    public PositionBatch? Settle(ulong batchId)
    {
        PositionBatch? batch;
        lock (_gate)
        {
            if (!_batches.Remove(batchId, out batch))
            {
                return null;
            }
        }
        _room.Release();
        return batch;
    }

    public PositionBatch? Find(ulong batchId)
    {
        lock (_gate)
        {
            return _batches.GetValueOrDefault(batchId);
        }
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<PositionBatch> All()
    {
        lock (_gate)
        {
            return [.. _batches.Values];
        }
    }

    /// <summary>Completes when every batch is answered.</summary>
    public async Task Empty(CancellationToken cancellation)
    {
        var taken = 0;
        try
        {
            for (; taken < windowMax; taken++)
            {
                await _room.WaitAsync(cancellation);
            }
        }
        finally
        {
            // Also when the line drops half-way: the next connection needs the room.
            if (taken > 0)
            {
                _room.Release(taken);
            }
        }
    }
}
