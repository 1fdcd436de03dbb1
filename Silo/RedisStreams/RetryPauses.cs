using Orleans.Runtime.Providers;

namespace GrupoGad.Silo.RedisStreams;

/// <summary>
/// Pauses between tries that double from the first to the longest, each cut by up to half at random so that many do not come at once.
/// Orleans' own start at 1 s for a delivery and at 10 s for a read.
/// </summary>
internal sealed class RetryPauses(TimeSpan first, TimeSpan longest) : IMessageDeliveryBackoffProvider, IQueueReaderBackoffProvider
{
    public RetryPauses(RedisStreamsOptions options)
        : this(TimeSpan.FromMilliseconds(options.RetryFirstMs), TimeSpan.FromMilliseconds(options.RetryMaxMs))
    {
    }

    /// <param name="attempt">Tries made before, from 0.</param>
    public TimeSpan Next(int attempt)
    {
        var doubled = first * Math.Pow(2, Math.Clamp(attempt, 0, 30));
        var pause = doubled < longest ? doubled : longest;
        return pause * (0.5 + Random.Shared.NextDouble() / 2);
    }
}
