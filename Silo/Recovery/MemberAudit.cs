using GrupoGad.Cells;

namespace GrupoGad.Silo.Recovery;

/// <summary>Has every cell of the cluster ask for those it has not heard of, and tell its counts anew.</summary>
internal sealed partial class MemberAudit(IGrainFactory grains, ILogger<MemberAudit> logger)
{
    /// <param name="since">Whoever told its cell anything later is not asked.</param>
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
                    // The cell is gone, and began or will begin empty.
                    Interlocked.Increment(ref failed);
                    LogOneFailed(logger, exception);
                }
            });
        LogCalled(logger, live.Count, coarse.Count, failed);
    }

    private async Task<List<GrainId>> Active<TCell>(CancellationToken cancellation)
        where TCell : IGrainWithStringKey
    {
        // Of this key only the type is of interest.
        var type = grains.GetGrain<TCell>("0").GetGrainId().Type;
        return await grains.GetGrain<IManagementGrain>(0).GetActiveGrains(type).AsTask().WaitAsync(cancellation);
    }

    [LoggerMessage(1203, LogLevel.Information, "{Live} cells and {Coarse} coarser ones called the roll ({Failed} failed)")]
    private static partial void LogCalled(ILogger logger, int live, int coarse, int failed);

    [LoggerMessage(1204, LogLevel.Debug, "A cell could not call the roll")]
    private static partial void LogOneFailed(ILogger logger, Exception exception);
}
