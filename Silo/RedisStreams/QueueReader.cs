using StackExchange.Redis;

namespace GrupoGad.Silo.RedisStreams;

/// <summary>Reads a queue onward from a place. Uses no consumer group, because Orleans gives a queue one owner and this product saves the checkpoint.</summary>
internal sealed class QueueReader(IDatabase redis, QueueKeys keys)
{
    /// <summary>The last entry that was handed on; the next page begins behind it.</summary>
    public EntryId Position { get; set; }

    /// <summary>The next entries, oldest first; none at the end. <see cref="Position"/> stays; the caller moves it after handing the entries on.</summary>
    public Task<StreamEntry[]> NextPage(int count, CancellationToken cancellation) =>
        redis.StreamReadAsync(keys.Stream, Position.ToString(), count).WaitAsync(cancellation);

    /// <summary>Oldest entry that the queue still has; Zero when it has none.</summary>
    public Task<EntryId> First(CancellationToken cancellation) => End(Order.Ascending, cancellation);

    /// <summary>Newest entry; Zero when the queue has none.</summary>
    public Task<EntryId> Last(CancellationToken cancellation) => End(Order.Descending, cancellation);

    private async Task<EntryId> End(Order order, CancellationToken cancellation)
    {
        var entries = await redis.StreamRangeAsync(keys.Stream, count: 1, messageOrder: order).WaitAsync(cancellation);
        return entries.Length == 0 ? EntryId.Zero : EntryId.Parse(entries[0].Id);
    }
}
