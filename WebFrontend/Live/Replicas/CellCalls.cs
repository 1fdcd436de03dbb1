using GrupoGad.Cells;
using GrupoGad.WebFrontend.Live.Broadcast;

namespace GrupoGad.WebFrontend.Live.Replicas;

/// <summary>What the gateway asks of its cells.</summary>
internal sealed class CellCalls(IGrainFactory grains, GatewayWatcher watcher, LiveInbox inbox, WatchCalls calls, LiveInstruments instruments)
{
    /// <summary>Watches, or renews; and where the mirror lacks something, fetches all of it.</summary>
    /// <param name="done">Told on the pump whether it worked.</param>
    public void Watch(WatchedCell cell, Action<WatchedCell, bool> done)
    {
        Func<Task> call = cell switch
        {
            CellReplica mirror => () => WatchLive(mirror),
            CountReplica mirror => () => WatchCounts(mirror),
            _ => throw new ArgumentException($"{cell.GetType()} cannot be watched.", nameof(cell)),
        };
        calls.Start(cell, call, done);
    }

    public void Unwatch(WatchedCell cell, Action<WatchedCell, bool> done) => calls.Start(
        cell,
        () => cell is CellReplica
            ? grains.GetGrain<ICellWatchGrain>(cell.Key).Unwatch(watcher.Reference).AsTask()
            : grains.GetGrain<ICountCellGrain>(cell.Key).Unwatch(watcher.Reference).AsTask(),
        done);

    private async Task WatchLive(CellReplica mirror)
    {
        var grain = grains.GetGrain<ICellWatchGrain>(mirror.Key);
        var told = await grain.Watch(watcher.Reference);
        if (await calls.OnBroadcaster(() => mirror.WantsSnapshot |= !mirror.Known || mirror.Lacks(told)))
        {
            instruments.Snapshot();
            var snapshot = await grain.Snapshot();
            inbox.Do(() => mirror.WantsSnapshot = !mirror.Take(snapshot with { Snapshot = true }));
        }
    }

    private async Task WatchCounts(CountReplica mirror)
    {
        var counts = await grains.GetGrain<ICountCellGrain>(mirror.Key).Watch(watcher.Reference);
        inbox.Do(() => mirror.Take(counts));
    }
}
