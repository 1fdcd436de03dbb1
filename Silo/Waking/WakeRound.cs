using System.Collections.Concurrent;
using GrupoGad.Storage;

namespace GrupoGad.Silo.Waking;

/// <summary>Wakes all grains of one kind that owe something; tries again those that could not be reached.</summary>
internal sealed partial class WakeRound(IOwedWork work, IGrainFactory grains, ILogger logger)
{
    /// <summary>Grain calls under way at once: enough to keep a silo busy, few enough not to drown it.</summary>
    public const int CallsMax = 256;

    /// <summary>How often one that could not be woken is tried, a second apart: then its own next call must do.</summary>
    private const int TriesMax = 10;

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    public async Task Run(string cause, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        var (count, away) = await Pass(work.Keys(cancellation), cancellation);
        for (var tries = 1; !away.IsEmpty && tries < TriesMax; tries++)
        {
            await Task.Delay(_pause, cancellation);
            (_, away) = await Pass(away.ToAsyncEnumerable(), cancellation);
        }
        LogWoken(logger, count - away.Count, work.Kind, cause, TimeProvider.System.GetElapsedTime(started).TotalSeconds);
    }

    /// <returns>How many there were, and those that could not be reached.</returns>
    private async Task<(int Count, ConcurrentBag<string> Away)> Pass(IAsyncEnumerable<string> keys, CancellationToken cancellation)
    {
        var (count, away) = (0, new ConcurrentBag<string>());
        await Parallel.ForEachAsync(
            keys,
            new ParallelOptions { MaxDegreeOfParallelism = CallsMax, CancellationToken = cancellation },
            async (key, token) =>
            {
                Interlocked.Increment(ref count);
                try
                {
                    await work.Wake(grains, key, token);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // One must not keep the others away.
                    LogOneFailed(logger, work.Kind, key, exception);
                    away.Add(key);
                }
            });
        return (count, away);
    }

    [LoggerMessage(1200, LogLevel.Information, "{Count} {Kind} woken ({Cause}) in {Seconds:F1} s")]
    private static partial void LogWoken(ILogger logger, int count, string kind, string cause, double seconds);

    [LoggerMessage(1202, LogLevel.Warning, "One of the {Kind}, {Key}, could not be woken")]
    private static partial void LogOneFailed(ILogger logger, string kind, string key, Exception exception);
}
