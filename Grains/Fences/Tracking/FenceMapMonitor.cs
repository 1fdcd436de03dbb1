using GrupoGad.Tracks;
using Microsoft.Extensions.Logging;

namespace GrupoGad.Fences;

/// <summary>Keeps this silo's map of fences up to date: all of them before the silo takes calls, then every change as it is announced.</summary>
public sealed partial class FenceMapMonitor(
    FenceMap map, IFenceCatalogue catalogue, ITrackJournal tracks, IFenceJournal journal, FenceInstruments instruments, TimeProvider clock,
    ILogger<FenceMapMonitor> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private const int PageMax = 5_000;

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Longest wait of efectivos for fixes and judgements that a former process spilled. It takes longer only when PostGIS rejects them, which an error
    /// reports.
    /// </summary>
    private static readonly TimeSpan _spillMax = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _reading = new(1, 1);
    private Task _run = Task.CompletedTask;

    public FenceMap Map => map;

    /// <summary>One stage before grains come to life.</summary>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(FenceMapMonitor), ServiceLifecycleStage.ApplicationServices - 1, Start, Stop);

    /// <summary>Ends when the map holds all changes up to a revision.</summary>
    /// <exception cref="GadUnavailableException">They cannot be read now.</exception>
    public async ValueTask CatchUp(long revision, CancellationToken cancellation = default)
    {
        while (map.Revision < revision)
        {
            var before = map.Revision;
            await Read(revision, cancellation);
            if (map.Revision == before)
            {
                throw new GadUnavailableException("fences");
            }
        }
    }

    /// <summary>Ends when the map holds everything that was stored when this was called.</summary>
    public async ValueTask CatchUp(CancellationToken cancellation = default) => await CatchUp(await catalogue.Revision(cancellation), cancellation);

    public void Dispose()
    {
        _stopping.Dispose();
        _reading.Dispose();
    }

    private async Task Start(CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        await CatchUp(cancellation);
        LogLoaded(logger, map.Count, map.Revision, clock.GetElapsedTime(started).TotalSeconds);
        _run = Task.Run(Follow, CancellationToken.None);
        await Whole(cancellation);
    }

    /// <summary>
    /// Ends when all fixes accepted before this start are stored. An efectivo activated before that would have an old place, and would judge its next fix from
    /// there.
    /// </summary>
    private async Task Whole(CancellationToken cancellation)
    {
        var isStored = await Task.WhenAll(FixesStored(cancellation), journal.Recover(_spillMax, cancellation).AsTask());
        if (isStored.Contains(false))
        {
            LogNotWhole(logger, _spillMax.TotalSeconds);
        }
    }

    private async Task<bool> FixesStored(CancellationToken cancellation)
    {
        var since = clock.GetTimestamp();
        while (tracks.Degraded)
        {
            if (clock.GetElapsedTime(since) > _spillMax)
            {
                return false;
            }
            await Task.Delay(_look, clock, cancellation);
        }
        return true;
    }

    private async Task Stop(CancellationToken cancellation)
    {
        await _stopping.CancelAsync();
        await _run.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Follow()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await catalogue.Wait(_stopping.Token);
                await CatchUp(_stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogBehind(logger, _pause.TotalSeconds, exception);
                await Task.Delay(_pause, clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>One page, unless another call has brought the map there meanwhile.</summary>
    private async Task Read(long upTo, CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            if (map.Revision >= upTo)
            {
                return;
            }
            var changes = await catalogue.Changes(map.Revision, PageMax, cancellation);
            // The last page may end below: revisions of what changed again, or of nothing that a map would show, are no rows any more.
            var revision = changes.Length < PageMax ? Math.Max(upTo, changes.IsEmpty ? 0 : changes[^1].Revision) : changes[^1].Revision;
            map.Apply(
                revision,
                [.. changes.Where(change => change.Fence is not null).Select(change => Entry(change.Fence!)).OfType<FenceEntry>()],
                [.. changes.Where(change => change.Fence is null).Select(change => change.FenceId)]);
            instruments.Mapped(changes.Length);
        }
        finally
        {
            _reading.Release();
        }
    }

    private FenceEntry? Entry(StoredFence fence)
    {
        try
        {
            return FenceEntry.Prepare(fence.FenceId, fence.Plan, fence.Revision, fence.Active, fence.ChangedAt);
        }
        catch (Exception exception)
        {
            // Such as a time zone that this machine does not know. One must not keep all the others away.
            LogUnusable(logger, fence.FenceId, exception);
            return null;
        }
    }

    [LoggerMessage(1700, LogLevel.Information, "{Count} fences, as of revision {Revision}, read in {Seconds:F1} s")]
    private static partial void LogLoaded(ILogger logger, int count, long revision, double seconds);

    [LoggerMessage(1703, LogLevel.Warning, "Spilled fixes or judgements are not stored after {Seconds} s; efectivos come to life without them")]
    private static partial void LogNotWhole(ILogger logger, double seconds);

    [LoggerMessage(1702, LogLevel.Error, "Fence {FenceId} cannot be used here and watches nobody on this silo")]
    private static partial void LogUnusable(ILogger logger, string fenceId, Exception exception);

    [LoggerMessage(1701, LogLevel.Warning, "Changes of fences cannot be read; next try in {PauseS} s")]
    private static partial void LogBehind(ILogger logger, double pauseS, Exception exception);
}
