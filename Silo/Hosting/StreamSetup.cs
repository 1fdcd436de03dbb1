using GrupoGad.Silo.RedisStreams;
using Orleans.Streams;

namespace GrupoGad.Silo.Hosting;

internal static class StreamSetup
{
    /// <summary>Command notices: over Redis Streams, or in this process when nothing is to be kept. The same name in both, so grains see no difference.</summary>
    public static ISiloBuilder UseGadStreams(this ISiloBuilder silo, IConfiguration configuration) =>
        configuration.Mode() == GadMode.Memory
            ? silo.AddMemoryStreams(StreamNames.Commands, streams =>
            {
                streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
                // The default of 100 ms would be most of a command's way.
                streams.ConfigurePullingAgent(agent => agent.Configure(pulling => pulling.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(10)));
            })
            : silo.AddGadRedisStreams(StreamNames.Commands, configuration.RequiredConnection("Redis"), configuration);
}
