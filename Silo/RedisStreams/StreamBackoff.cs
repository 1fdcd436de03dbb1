using GrupoGad.Retries;
using Orleans.Runtime.Providers;

namespace GrupoGad.Silo.RedisStreams;

/// <summary>
/// The pauses between deliveries and reads of a stream, in the form that Orleans asks for. Its own begin at 1 s for a delivery and at 10 s for a read.
/// </summary>
internal sealed class StreamBackoff(Backoff pauses) : IMessageDeliveryBackoffProvider, IQueueReaderBackoffProvider
{
    public TimeSpan Next(int attempt) => pauses.Pause(attempt);
}
