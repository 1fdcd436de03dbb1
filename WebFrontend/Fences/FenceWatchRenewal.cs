using GrupoGad.Boards;
using GrupoGad.Fences;
using GrupoGad.WebFrontend.Hosting;

namespace GrupoGad.WebFrontend.Fences;

/// <summary>Watches the fence feeds for this gateway from start to end, with or without viewers. They are few, and quiet when nothing happens.</summary>
internal sealed partial class FenceWatchRenewal(IGrainFactory grains, FenceWatcher watcher, ClusterLink link, TimeProvider clock, ILogger<FenceWatchRenewal> logger)
    : BackgroundService
{
    /// <summary>Watches expire after 45 s.</summary>
    private static readonly TimeSpan Renew = TimeSpan.FromSeconds(12);

    /// <summary>After a call that failed. When a silo is lost, whose feeds forgot who watched them, no pause is waited out.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            using var until = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, link.UntilLoss);
            var worked = await WatchAll(stoppingToken);
            await Task.Delay(worked ? Renew : Retry, clock, until.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        // Before the cluster's client goes: an observer that is called while it does ends the process.
        await Each(shard => grains.GetGrain<IFenceFeedGrain>(shard).Unwatch(watcher.Reference), CancellationToken.None);
    }

    private async Task<bool> WatchAll(CancellationToken stopping)
    {
        try
        {
            return await Each(shard => grains.GetGrain<IFenceFeedGrain>(shard).Watch(watcher.Reference), stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<bool> Each(Func<int, ValueTask> call, CancellationToken stopping)
    {
        var worked = true;
        for (var shard = 0; shard < BoardShards.Count; shard++)
        {
            try
            {
                await call(shard).AsTask().WaitAsync(TimeSpan.FromSeconds(3), stopping);
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                worked = false;
                LogAway(shard, exception.GetType().Name);
            }
        }
        return worked;
    }

    [LoggerMessage(3400, LogLevel.Debug, "Feed {Shard} of fence events could not be watched ({Failure}); it is tried again")]
    private partial void LogAway(int shard, string failure);
}
