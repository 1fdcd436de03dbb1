using GrupoGad.Silo.RedisStreams;
using Orleans.Streams;

namespace GrupoGad.Silo.Hosting;

internal static class StreamSetup
{
    private static readonly string[] _providers = [StreamNames.CriticalCommands, StreamNames.Commands];

    /// <summary>
    /// Command notices: over Redis Streams, or in this process when nothing is to be kept. The same names in both, so grains see no difference.
    /// </summary>
    public static ISiloBuilder UseGadStreams(this ISiloBuilder silo, IConfiguration configuration)
    {
        foreach (var provider in _providers)
        {
            _ = configuration.Mode() == GadMode.Memory
                ? silo.AddMemoryStreams(provider, InMemory)
                : silo.AddGadRedisStreams(provider, configuration.RequiredConnection("Redis"), configuration);
        }
        return silo;
    }

    private static void InMemory(ISiloMemoryStreamConfigurator streams)
    {
        streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
        // The default of 100 ms would be most of a command's way.
        streams.ConfigurePullingAgent(agent => agent.Configure(pulling => pulling.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(10)));
    }
}
