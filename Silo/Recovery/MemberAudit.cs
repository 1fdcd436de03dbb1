using GrupoGad.Cells;

namespace GrupoGad.Silo.Recovery;

/// <summary>Has every cell of the cluster verify the members that have not reported, and send its counts again.</summary>
internal sealed partial class MemberAudit(IGrainFactory grains, ILogger<MemberAudit> logger)
{
    /// <param name="since">Members that reported to their cell after this instant are not asked.</param>
    /// <param name="callsMax">Cells called at once.</param>
    public async Task Run(DateTimeOffset since, int callsMax, CancellationToken cancellation)
    {
        var sinceMs = since.ToUnixTimeMilliseconds();
        var live = await Active<ICellGrain>(cancellation);
        var coarse = await Active<ICountCellGrain>(cancellation);
        var calls = live.Select(id => grains.GetGrain<ICellGrain>(id)).Select(cell => (Func<ValueTask>)(() => cell.CallRoll(sinceMs)))
            .Concat(coarse.Select(id => grains.GetGrain<ICountCellGrain>(id)).Select(cell => (Func<ValueTask>)(() => cell.CallRoll(sinceMs))));
        var failed = 0;
        await Parallel.ForEachAsync(
            calls,
            new ParallelOptions { MaxDegreeOfParallelism = callsMax, CancellationToken = cancellation },
            async (call, _) =>
            {
                try
                {
                    await call();
                }
                catch (Exception exception)
                {
                    // The activation of the cell has ended. Its next activation starts empty.
                    Interlocked.Increment(ref failed);
                    LogOneFailed(logger, exception);
                }
            });
        LogCalled(logger, live.Count, coarse.Count, failed);
    }

    private async Task<List<GrainId>> Active<TCell>(CancellationToken cancellation)
        where TCell : IGrainWithStringKey
    {
        // The key is arbitrary; only the grain type is used.
        var type = grains.GetGrain<TCell>("0").GetGrainId().Type;
        return await grains.GetGrain<IManagementGrain>(0).GetActiveGrains(type).AsTask().WaitAsync(cancellation);
    }

    [LoggerMessage(1203, LogLevel.Information, "{Live} cells and {Coarse} coarser ones called the roll ({Failed} failed)")]
    private static partial void LogCalled(ILogger logger, int live, int coarse, int failed);

    [LoggerMessage(1204, LogLevel.Debug, "A cell could not call the roll")]
    private static partial void LogOneFailed(ILogger logger, Exception exception);
}
