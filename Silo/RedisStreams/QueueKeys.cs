using Orleans.Streams;
using StackExchange.Redis;

namespace GrupoGad.Silo.RedisStreams;

/// <summary>Where a queue lives in Redis. Part of the data format.</summary>
/// <param name="Stream">The entries; also the channel on which an append is called out.</param>
/// <param name="Checkpoint">Id up to which they were delivered.</param>
internal sealed record QueueKeys(RedisKey Stream, RedisKey Checkpoint)
{
    /// <summary>The one field of an entry: the serialized <see cref="StreamBatch"/>.</summary>
    public static RedisValue Payload { get; } = "b";

    public RedisChannel Channel => RedisChannel.Literal((string)Stream!);

    /// <summary>Braces: a Redis cluster keeps both keys on one node, so that one script may use both.</summary>
    public static QueueKeys Of(string prefix, string serviceId, string provider, QueueId queue)
    {
        var name = $"{prefix}:{{{serviceId}:{provider}:{queue.GetNumericId()}}}";
        return new QueueKeys(name, name + ":checkpoint");
    }
}
