using GrupoGad.Cells;
using GrupoGad.WebFrontend.Live.Pump;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Live.Mirrors;

/// <summary>The gateway's calls to its cells, a bounded number at once. Started by the pump; the answers come back through its inbox.</summary>
internal sealed partial class CellCalls(
    IGrainFactory grains, GatewayWatcher watcher, LiveInbox inbox, LiveInstruments instruments, IOptions<LiveOptions> options,
    ILogger<CellCalls> logger)
{
    /// <summary>A cell answers in milliseconds, but a call that was under way to a silo when it died is never answered; Orleans would give it up after half a minute.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _room = new(options.Value.CellCallsMax);

    /// <summary>Watches, or renews; and where the mirror lacks something, fetches all of it.</summary>
    /// <param name="done">Told on the pump whether it worked.</param>
    public void Watch(WatchedCell cell, Action<WatchedCell, bool> done) => _ = cell switch
    {
        CellMirror mirror => Call(cell, () => WatchLive(mirror), done),
        CountMirror mirror => Call(cell, () => WatchCounts(mirror), done),
        _ => throw new ArgumentException($"{cell.GetType()} cannot be watched.", nameof(cell)),
    };

    public void Unwatch(WatchedCell cell, Action<WatchedCell, bool> done) => _ = Call(
        cell,
        () => cell is CellMirror
            ? grains.GetGrain<ICellWatchGrain>(cell.Key).Unwatch(watcher.Reference).AsTask()
            : grains.GetGrain<ICountCellGrain>(cell.Key).Unwatch(watcher.Reference).AsTask(),
        done);

    private async Task WatchLive(CellMirror mirror)
    {
        var grain = grains.GetGrain<ICellWatchGrain>(mirror.Key);
        var told = await grain.Watch(watcher.Reference);
        if (await OnPump(() => mirror.WantsSnapshot |= !mirror.Known || mirror.Lacks(told)))
        {
            instruments.Snapshot();
            var snapshot = await grain.Snapshot();
            inbox.Do(() => mirror.WantsSnapshot = !mirror.Take(snapshot with { Snapshot = true }));
        }
    }

    private async Task WatchCounts(CountMirror mirror)
    {
        var counts = await grains.GetGrain<ICountCellGrain>(mirror.Key).Watch(watcher.Reference);
        inbox.Do(() => mirror.Take(counts));
    }

    private async Task Call(WatchedCell cell, Func<Task> call, Action<WatchedCell, bool> done)
    {
        await _room.WaitAsync();
        var worked = false;
        try
        {
            await call().WaitAsync(_patience);
            worked = true;
        }
        catch (Exception exception)
        {
            // Whatever it was, the mirror is kept and the call is made again: sessions keep what they have.
            LogCallFailed(logger, exception);
        }
        finally
        {
            _room.Release();
            inbox.Do(() => done(cell, worked));
        }
    }

    private Task<bool> OnPump(Func<bool> ask)
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        inbox.Do(() => answer.SetResult(ask()));
        return answer.Task;
    }
}
