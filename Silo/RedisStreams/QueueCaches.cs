using System.Collections.Concurrent;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace GrupoGad.Silo.RedisStreams;

/// <summary>The entries of each owned queue that wait for their grains. A full one stops the reading; nothing grows beyond it.</summary>
internal sealed class QueueCaches(int entriesMax, ILogger logger) : IQueueAdapterCache
{
    private readonly ConcurrentDictionary<QueueId, SimpleQueueCache> _caches = new();

    /// <summary>Entries in all of them.</summary>
    public long Entries => _caches.Values.Sum(cache => cache.Size);

    public IQueueCache CreateQueueCache(QueueId queueId) => _caches[queueId] = new SimpleQueueCache(entriesMax, logger);

    /// <summary>The queue has another owner now.</summary>
    public void Forget(QueueId queueId) => _caches.TryRemove(queueId, out _);
}
