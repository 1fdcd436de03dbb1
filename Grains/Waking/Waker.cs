using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace GrupoGad.Waking;

/// <summary>Calls many grains, a bounded number at once, and again those that could not be reached.</summary>
public sealed partial class Waker(ILogger<Waker> logger)
{
    /// <summary>Calls under way at once: enough to keep a silo busy, few enough not to drown it.</summary>
    public const int CallsMax = 256;

    /// <summary>How often one is called, a second apart. Whoever is still away after that must come by itself.</summary>
    private const int TriesMax = 15;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Ends when all are called, or given up.</summary>
    /// <param name="kind">In words, plural, for the log.</param>
    /// <returns>How many there were, and how many of them were given up.</returns>
    public async Task<(int Called, int Away)> Run(
        string kind, IAsyncEnumerable<string> keys, Func<string, CancellationToken, ValueTask> call, CancellationToken cancellation)
    {
        var (called, away) = await Pass(kind, keys, call, cancellation);
        for (var tries = 1; !away.IsEmpty && tries < TriesMax; tries++)
        {
            await Task.Delay(Pause, cancellation);
            (_, away) = await Pass(kind, away.ToAsyncEnumerable(), call, cancellation);
        }
        if (!away.IsEmpty)
        {
            LogGivenUp(logger, away.Count, kind);
        }
        return (called, away.Count);
    }

    private async Task<(int Called, ConcurrentBag<string> Away)> Pass(
        string kind, IAsyncEnumerable<string> keys, Func<string, CancellationToken, ValueTask> call, CancellationToken cancellation)
    {
        var (called, away) = (0, new ConcurrentBag<string>());
        await Parallel.ForEachAsync(
            keys,
            new ParallelOptions { MaxDegreeOfParallelism = CallsMax, CancellationToken = cancellation },
            async (key, token) =>
            {
                Interlocked.Increment(ref called);
                try
                {
                    await call(key, token);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // One must not keep the others away.
                    away.Add(key);
                    LogAway(logger, kind, key, exception);
                }
            });
        return (called, away);
    }

    [LoggerMessage(1202, LogLevel.Warning, "{Count} {Kind} could not be woken; their next call brings them back")]
    private static partial void LogGivenUp(ILogger logger, int count, string kind);

    [LoggerMessage(1003, LogLevel.Debug, "One of the {Kind}, {Key}, could not be woken yet; it is called again")]
    private static partial void LogAway(ILogger logger, string kind, string key, Exception exception);
}
