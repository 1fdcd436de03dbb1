using System.Collections.Concurrent;
using GrupoGad.Retries;
using Microsoft.Extensions.Logging;

namespace GrupoGad.Recovery;

/// <summary>Calls many grains, a bounded number at once, and again those that could not be reached.</summary>
public sealed partial class RecoveryCalls(TimeProvider clock, ILogger<RecoveryCalls> logger) : IDisposable
{
    /// <summary>Calls under way at once: enough to keep a silo busy, few enough not to drown it.</summary>
    public const int CallsMax = 256;

    /// <summary>How often a grain is called, a second apart, while a caller waits for the end.</summary>
    private const int TriesMax = 15;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Between two calls of grains that no caller waits for any more.</summary>
    private static readonly Backoff Later = new(Pause * TriesMax, TimeSpan.FromMinutes(1));

    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Ends when all grains have answered, or the others have been called often enough, so that the caller does not wait for ever.</summary>
    /// <param name="kind">In words, plural, for the log.</param>
    /// <param name="triesMax">1: those that are away are called by the next round anyway.</param>
    /// <returns>How many there were, and those that could not be reached.</returns>
    public async Task<(int Called, IReadOnlyCollection<string> Away)> Run(
        string kind, IAsyncEnumerable<string> keys, Func<string, CancellationToken, ValueTask> call, CancellationToken cancellation, int triesMax = TriesMax)
    {
        var (called, away) = await Pass(kind, keys, call, cancellation);
        for (var tries = 1; away.Count > 0 && tries < triesMax; tries++)
        {
            await Task.Delay(Pause, clock, cancellation);
            (_, away) = await Pass(kind, away.ToAsyncEnumerable(), call, cancellation);
        }
        if (away.Count > 0)
        {
            LogStillAway(logger, away.Count, kind);
        }
        return (called, away);
    }

    /// <summary>Retries grains that could not be reached, with growing pauses, until all have answered or the silo stops. Throws nothing.</summary>
    /// <param name="away">Keys, as <see cref="Run"/> left them.</param>
    public async Task Insist(string kind, IReadOnlyCollection<string> away, Func<string, CancellationToken, ValueTask> call, CancellationToken cancellation)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stopping.Token);
            for (var tries = 0; away.Count > 0; tries++)
            {
                await Task.Delay(Later.Pause(tries), clock, either.Token);
                (_, away) = await Pass(kind, away.ToAsyncEnumerable(), call, either.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // Another round has them, or the silo stops.
        }
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task<(int Called, IReadOnlyCollection<string> Away)> Pass(
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
                catch (Exception exception) when (!cancellation.IsCancellationRequested)
                {
                    // One must not keep the others away, also one whose own call was cancelled somewhere on its way.
                    away.Add(key);
                    LogAway(logger, kind, key, exception);
                }
            });
        return (called, away);
    }

    [LoggerMessage(1202, LogLevel.Warning, "{Count} {Kind} could not be woken yet")]
    private static partial void LogStillAway(ILogger logger, int count, string kind);

    [LoggerMessage(1003, LogLevel.Debug, "One of the {Kind}, {Key}, could not be woken yet; it is called again")]
    private static partial void LogAway(ILogger logger, string kind, string key, Exception exception);
}
