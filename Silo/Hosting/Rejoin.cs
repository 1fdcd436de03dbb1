using System.Collections.Concurrent;
using System.Threading.Channels;
using GrupoGad.Efectivos;
using GrupoGad.Storage;

namespace GrupoGad.Silo.Hosting;

/// <summary>
/// Brings efectivos back into their cells: all of them after a start, and again when a silo is gone, whose cells and efectivos died with it.
/// </summary>
/// <remarks>
/// Cells are soft state. An efectivo that reports heals by itself; one that is parked would be missing from the map until it moves.
/// Of the silos that see a death, the one with the lowest address does the work. Rejoining one that never left changes nothing.
/// Then the cells call the roll: whoever a cell holds and has not heard of since the rejoin began may be a ghost that a dead activation left there.
/// A death during the rejoin brings another one, which begins after it.
/// </remarks>
internal sealed partial class Rejoin(IRoster roster, RollCall rollCall, IGrainFactory grains, ISiloStatusOracle membership, ILogger<Rejoin> logger)
    : ILifecycleParticipant<ISiloLifecycle>, ISiloStatusListener
{
    /// <summary>Grain calls under way at once: enough to keep a silo busy, few enough not to drown it.</summary>
    private const int CallsMax = 256;

    /// <summary>How often one that could not rejoin is tried, a second apart: then its own report or its cell's questions must do.</summary>
    private const int TriesMax = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<string> _causes = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stopping = new();
    private Task _run = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(Rejoin), ServiceLifecycleStage.Active, Start, Stop);

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status == SiloStatus.Dead && IsFirst())
        {
            _causes.Writer.TryWrite("a silo is gone");
        }
    }

    private Task Start(CancellationToken cancellation)
    {
        membership.SubscribeToSiloStatusEvents(this);
        _causes.Writer.TryWrite("start");
        _run = Task.Run(() => Run(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    private async Task Stop(CancellationToken cancellation)
    {
        membership.UnSubscribeFromSiloStatusEvents(this);
        await _stopping.CancelAsync();
        await _run.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Run(CancellationToken cancellation)
    {
        await foreach (var cause in _causes.Reader.ReadAllAsync(cancellation))
        {
            var (started, since) = (TimeProvider.System.GetTimestamp(), TimeProvider.System.GetUtcNow());
            try
            {
                var (count, away) = await Pass(roster.Located(cancellation), cancellation);
                for (var tries = 1; !away.IsEmpty && tries < TriesMax; tries++)
                {
                    await Task.Delay(Pause, cancellation);
                    (_, away) = await Pass(away.ToAsyncEnumerable(), cancellation);
                }
                LogRejoined(logger, count - away.Count, cause, TimeProvider.System.GetElapsedTime(started).TotalSeconds);
                await rollCall.Run(since, CallsMax, cancellation);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogRejoinFailed(logger, cause, exception);
                await Task.Delay(TimeSpan.FromSeconds(5), cancellation);
                _causes.Writer.TryWrite(cause);
            }
        }
    }

    /// <returns>How many there were, and those that could not be reached.</returns>
    private async Task<(int Count, ConcurrentBag<string> Away)> Pass(IAsyncEnumerable<string> efectivos, CancellationToken cancellation)
    {
        var (count, away) = (0, new ConcurrentBag<string>());
        await Parallel.ForEachAsync(
            efectivos,
            new ParallelOptions { MaxDegreeOfParallelism = CallsMax, CancellationToken = cancellation },
            async (id, token) =>
            {
                Interlocked.Increment(ref count);
                if (!await IsBack(id, token))
                {
                    away.Add(id);
                }
            });
        return (count, away);
    }

    private async ValueTask<bool> IsBack(string id, CancellationToken cancellation)
    {
        try
        {
            await grains.GetGrain<IEfectivoGrain>(id).Rejoin(cancellation);
            roster.Settled(id);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One efectivo must not keep the others away.
            LogOneFailed(logger, id, exception);
            return false;
        }
    }

    private bool IsFirst()
    {
        var alive = membership.GetApproximateSiloStatuses(onlyActive: true).Keys;
        return !alive.Any(other => other.CompareTo(membership.SiloAddress) < 0);
    }

    [LoggerMessage(1200, LogLevel.Information, "{Count} efectivos rejoined their cells ({Cause}) in {Seconds:F1} s")]
    private static partial void LogRejoined(ILogger logger, int count, string cause, double seconds);

    [LoggerMessage(1201, LogLevel.Warning, "The roster could not be read ({Cause}); trying again in 5 s")]
    private static partial void LogRejoinFailed(ILogger logger, string cause, Exception exception);

    [LoggerMessage(1202, LogLevel.Warning, "Efectivo {EfectivoId} could not rejoin its cell")]
    private static partial void LogOneFailed(ILogger logger, string efectivoId, Exception exception);
}
