using StackExchange.Redis;

namespace GrupoGad.Silo.RedisStreams;

internal static class RedisErrors
{
    /// <summary>Redis is away, does not answer in time, or refuses. The driver's time-outs are a kind of <see cref="TimeoutException"/>.</summary>
    public static bool IsAway(Exception exception) => exception is RedisException or TimeoutException;
}
