using System.Globalization;
using GrupoGad.Boards;

namespace GrupoGad.WebFrontend.Live.Replicas;

/// <summary>The watch of one shard of the boards, which fills the one replica.</summary>
internal sealed class BoardShard : IWatched
{
    private readonly BoardReplica _board;
    private readonly BatchOrder<BoardBatch> _order;

    public BoardShard(int shard, BoardReplica board)
    {
        (Shard, _board, Key) = (shard, board, shard.ToString(CultureInfo.InvariantCulture));
        _order = new(Apply, batch => board.Replace(shard, batch.Items));
    }

    public int Shard { get; }

    public string Key { get; }

    public ulong Number => (ulong)Shard;

    public WatchState Watch { get; } = new();

    public bool IsLookedAt => _board.Viewers.Count > 0;

    /// <summary>Its snapshot has been taken in.</summary>
    public bool IsNumbered { get; private set; }

    /// <summary>True when the answer of the grain's <c>Watch</c> shows that the replica lacks something.</summary>
    public bool Lacks(long told) => !IsNumbered || told != _order.Sequence;

    /// <summary>Takes a batch in. False when a snapshot is needed to go on.</summary>
    public bool Take(BoardBatch batch)
    {
        var isWaiting = !IsNumbered || Watch.WantsSnapshot;
        var complete = _order.Take(batch, batch.Sequence, batch.Snapshot, isWaiting);
        if (!batch.Snapshot && (isWaiting || !complete))
        {
            // Its items have versions of their own and need no order. An alarm that rings does not wait for a snapshot that may take seconds to come.
            Show(batch);
        }
        if (batch.Snapshot)
        {
            (IsNumbered, Watch.WantsSnapshot) = (true, !complete);
        }
        return complete;
    }

    private void Apply(BoardBatch batch)
    {
        foreach (var key in batch.Removed)
        {
            _board.Remove(key);
        }
        Show(batch);
    }

    private void Show(BoardBatch batch)
    {
        foreach (var item in batch.Items)
        {
            _board.Put(Shard, item);
        }
    }
}
