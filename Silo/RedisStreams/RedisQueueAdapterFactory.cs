using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Streams;
using StackExchange.Redis;

namespace GrupoGad.Silo.RedisStreams;

/// <summary>Puts the parts of the provider together for Orleans.</summary>
internal sealed class RedisQueueAdapterFactory : IQueueAdapterFactory
{
    private readonly string _name;
    private readonly IServiceProvider _services;
    private readonly RedisStreamsOptions _options;
    private readonly string _serviceId;
    private readonly HashRingBasedStreamQueueMapper _queues;
    private readonly QueueCaches _caches;
    private readonly StreamsInstruments _instruments;
    private readonly ConcurrentDictionary<QueueId, QueueKeys> _keys = new();

    public RedisQueueAdapterFactory(IServiceProvider services, string name)
    {
        (_services, _name) = (services, name);
        _options = services.GetRequiredService<IOptions<RedisStreamsOptions>>().Value;
        _serviceId = services.GetRequiredService<IOptions<Orleans.Configuration.ClusterOptions>>().Value.ServiceId;
        _queues = new HashRingBasedStreamQueueMapper(new HashRingStreamQueueMapperOptions { TotalQueueCount = _options.Queues }, name);
        _instruments = services.GetRequiredService<StreamsInstruments>();
        _caches = new QueueCaches(_options.CacheEntriesMax, services.GetRequiredService<ILogger<QueueCaches>>());
        _instruments.Watch(() => _caches.Entries);
    }

    Task<IQueueAdapter> IQueueAdapterFactory.CreateAdapter() => CreateAdapter(CancellationToken.None);

    public async Task<IQueueAdapter> CreateAdapter(CancellationToken cancellationToken)
    {
        var redis = await _services.GetRequiredService<StreamConnection>().Open().WaitAsync(cancellationToken);
        var serializer = _services.GetRequiredService<Serializer<StreamBatch>>();
        return new RedisQueueAdapter(_name, redis, _queues, KeysOf, queue => Receiver(queue, redis, serializer), _options, serializer, _instruments,
            _services.GetRequiredService<ILogger<RedisQueueAdapter>>());
    }

    public IQueueAdapterCache GetQueueAdapterCache() => _caches;

    public IStreamQueueMapper GetStreamQueueMapper() => _queues;

    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) =>
        Task.FromResult<IStreamFailureHandler>(new DeliveryFailures(_instruments, _services.GetRequiredService<ILogger<DeliveryFailures>>()));

    private QueueKeys KeysOf(QueueId queue) => _keys.GetOrAdd(queue, id => QueueKeys.Of(_options.KeyPrefix, _serviceId, _name, id));

    private RedisQueueReceiver Receiver(QueueId queue, IConnectionMultiplexer redis, Serializer<StreamBatch> serializer) =>
        new(queue, redis, KeysOf(queue), _options, _caches, serializer, _instruments, _services.GetRequiredService<TimeProvider>(),
            _services.GetRequiredService<ILogger<RedisQueueReceiver>>());
}
