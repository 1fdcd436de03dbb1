using GrupoGad.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Runtime.Providers;
using Orleans.Streams;

namespace GrupoGad.Silo.RedisStreams;

/// <summary>Orleans streams over Redis Streams, for grains with implicit subscriptions.</summary>
public static class RedisStreamsSetup
{
    /// <param name="name">The provider's name.</param>
    /// <param name="address">Connection string of Redis.</param>
    public static ISiloBuilder AddGadRedisStreams(this ISiloBuilder silo, string name, string address, IConfiguration configuration)
    {
        var services = silo.Services;
        services.AddOptions<RedisStreamsOptions>().Bind(configuration.GetSection(RedisStreamsOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddGadClock();
        services.TryAddSingleton<StreamsInstruments>();
        services.TryAddSingleton(provider => new StreamConnection(address, provider.GetRequiredService<IOptions<RedisStreamsOptions>>().Value));

        var streams = new SiloPersistentStreamConfigurator(name, configure => configure(services), (provider, named) => new RedisQueueAdapterFactory(provider, named));
        // Subscriptions are written into the grains' code: nothing to look up, nothing to store, nothing that a dead silo leaves behind.
        streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
        streams.ConfigurePullingAgent(agent => agent.Configure<IOptions<RedisStreamsOptions>>((pulling, ours) =>
        {
            pulling.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(ours.Value.PumpPauseMs);
            pulling.BatchContainerBatchSize = ours.Value.DeliveryBatchMax;
            pulling.MaxEventDeliveryTime = TimeSpan.FromSeconds(ours.Value.DeliverWithinS);
        }));
        streams.ConfigureBackoffProvider((provider, _) => (IMessageDeliveryBackoffProvider)Pauses(provider));
        streams.ConfigureBackoffProvider((provider, _) => (IQueueReaderBackoffProvider)Pauses(provider));
        // A queue that is held back says so at every look, hundreds of times a second; gad.streams.cached says it once.
        silo.ConfigureLogging(logging => logging.AddFilter($"Orleans.Streams.{name}", LogLevel.Warning));
        return silo;
    }

    private static StreamBackoff Pauses(IServiceProvider provider) => new(provider.GetRequiredService<IOptions<RedisStreamsOptions>>().Value.Retries);
}
