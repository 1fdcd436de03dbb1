using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace GrupoGad.Efectivos;

/// <summary>Calls efectivos back into their cells, and again those that could not be reached or whose cell could not take them.</summary>
public sealed partial class Recall(IGrainFactory grains, ILogger<Recall> logger)
{
    /// <summary>Calls under way at once: enough to keep a silo busy, few enough not to drown it.</summary>
    public const int CallsMax = 256;

    /// <summary>How often one is called, a second apart. Whoever is still away after that comes with its own report.</summary>
    private const int TriesMax = 15;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Ends when all are back, or given up.</summary>
    /// <param name="back">Told each that is back.</param>
    /// <returns>How many there were, and how many of them were given up.</returns>
    public async Task<(int Called, int Away)> Run(IAsyncEnumerable<string> efectivos, Action<string> back, CancellationToken cancellation)
    {
        var (called, away) = await Pass(efectivos, back, cancellation);
        for (var tries = 1; !away.IsEmpty && tries < TriesMax; tries++)
        {
            await Task.Delay(Pause, cancellation);
            (_, away) = await Pass(away.ToAsyncEnumerable(), back, cancellation);
        }
        return (called, away.Count);
    }

    /// <summary>As <see cref="Run"/>, for an activation that ends: the calls must outlive it.</summary>
    public void Start(string[] efectivos) => _ = Task.Run(() => Run(efectivos.ToAsyncEnumerable(), static _ => { }, CancellationToken.None));

    private async Task<(int Called, ConcurrentBag<string> Away)> Pass(
        IAsyncEnumerable<string> efectivos, Action<string> back, CancellationToken cancellation)
    {
        var (called, away) = (0, new ConcurrentBag<string>());
        await Parallel.ForEachAsync(
            efectivos,
            new ParallelOptions { MaxDegreeOfParallelism = CallsMax, CancellationToken = cancellation },
            async (id, token) =>
            {
                Interlocked.Increment(ref called);
                try
                {
                    await grains.GetGrain<IEfectivoGrain>(id).Rejoin(token);
                    back(id);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // One efectivo must not keep the others away.
                    away.Add(id);
                    LogAway(logger, id, exception);
                }
            });
        return (called, away);
    }

    [LoggerMessage(1003, LogLevel.Debug, "Efectivo {EfectivoId} could not rejoin its cell yet; it is called again")]
    private static partial void LogAway(ILogger logger, string efectivoId, Exception exception);
}
