using System.Diagnostics.Metrics;
using GrupoGad.Silo.RedisStreams;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Streams;

namespace GrupoGad.Silo.Tests.RedisStreams;

/// <summary>The provider without a silo: one queue, whose owner the test plays.</summary>
internal sealed class OneQueue : IAsyncDisposable
{
    private const string Service = "gad-test";

    private static readonly StreamId _stream = StreamId.Create("numbers", "0");

    private readonly ServiceProvider _services;
    private readonly IQueueAdapter _adapter;
    private readonly QueueId _queue;

    private OneQueue(ServiceProvider services, IQueueAdapter adapter, QueueId queue, QueueKeys keys, Readings readings) =>
        (_services, _adapter, _queue, Keys, Readings) = (services, adapter, queue, keys, readings);

    public QueueKeys Keys { get; }

    public Readings Readings { get; }

    public string Stream => Keys.Stream!;

    public static async Task<OneQueue> Open(PrivateRedis redis, Action<RedisStreamsOptions>? change = null, string login = "")
    {
        // Patient: on a busy machine Redis may answer late, and a test that takes it away says how long that may take.
        var options = new RedisStreamsOptions { Queues = 1, CheckpointEveryMs = 10, IdleReadEveryMs = 20, OperationTimeoutMs = 10_000 };
        // Each test has keys of its own.
        options.KeyPrefix = $"test-{Guid.NewGuid():N}";
        change?.Invoke(options);
        var services = new ServiceCollection();
        services.AddLogging().AddMetrics().AddSerializer();
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(options));
        services.Configure<Orleans.Configuration.ClusterOptions>(cluster => cluster.ServiceId = Service);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<StreamsInstruments>();
        services.AddSingleton(new StreamConnection(redis.Address + login, options));
        var provider = services.BuildServiceProvider();
        var factory = new RedisQueueAdapterFactory(provider, "numbers");
        var queue = factory.GetStreamQueueMapper().GetAllQueues().Single();
        return new OneQueue(provider, await factory.CreateAdapter(TestContext.Current.CancellationToken), queue,
            QueueKeys.Of(options.KeyPrefix, Service, "numbers", queue), new Readings(provider.GetRequiredService<IMeterFactory>()));
    }

    /// <summary>A silo takes the queue.</summary>
    public Owner Take(int pageMax = 100) => new(_adapter.CreateReceiver(_queue), pageMax);

    public async Task Append(params IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
        {
            await AppendTogether([number]);
        }
    }

    /// <summary>One entry of several events, with what travels beside the call.</summary>
    public Task AppendTogether<T>(T[] events, params (string Name, object Value)[] context) =>
        _adapter.QueueMessageBatchAsync(_stream, events, token: null!, context.ToDictionary(item => item.Name, item => item.Value));

    public ValueTask DisposeAsync()
    {
        Readings.Dispose();
        return _services.DisposeAsync();
    }
}
