using GrupoGad.Cells;
using GrupoGad.WebFrontend.Live.Broadcast;

namespace GrupoGad.WebFrontend.Live.Replicas;

/// <summary>Calls of the gateway to its cells.</summary>
internal sealed class CellCalls(IGrainFactory grains, GatewayWatcher watcher, LiveInbox inbox, WatchCalls calls, LiveInstruments instruments)
{
    /// <summary>Watches, or renews; and where the replica lacks something, fetches all of it.</summary>
    /// <param name="done">Called on the broadcaster with true when the call worked.</param>
    public void Watch(WatchedCell cell, Action<WatchedCell, bool> done)
    {
        Func<Task> call = cell switch
        {
            CellReplica replica => () => WatchLive(replica),
            CountReplica replica => () => WatchCounts(replica),
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

    private async Task WatchLive(CellReplica replica)
    {
        var grain = grains.GetGrain<ICellWatchGrain>(replica.Key);
        var told = await grain.Watch(watcher.Reference);
        if (await calls.OnBroadcaster(() => replica.WantsSnapshot |= !replica.Known || replica.Lacks(told)))
        {
            instruments.Snapshot();
            var snapshot = await grain.Snapshot();
            inbox.Do(() => replica.WantsSnapshot = !replica.Take(snapshot with { Snapshot = true }));
        }
    }

    private async Task WatchCounts(CountReplica replica)
    {
        var counts = await grains.GetGrain<ICountCellGrain>(replica.Key).Watch(watcher.Reference);
        inbox.Do(() => replica.Take(counts));
    }
}
