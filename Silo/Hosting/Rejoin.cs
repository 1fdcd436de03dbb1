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
/// </remarks>
internal sealed partial class Rejoin(IRoster roster, IGrainFactory grains, ISiloStatusOracle membership, ILogger<Rejoin> logger)
    : ILifecycleParticipant<ISiloLifecycle>, ISiloStatusListener
{
    /// <summary>Grain calls under way at once: enough to keep a silo busy, few enough not to drown it.</summary>
    private const int CallsMax = 256;

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
            var started = TimeProvider.System.GetTimestamp();
            try
            {
                var count = 0;
                await Parallel.ForEachAsync(
                    roster.Located(cancellation),
                    new ParallelOptions { MaxDegreeOfParallelism = CallsMax, CancellationToken = cancellation },
                    async (id, token) =>
                    {
                        await One(id, token);
                        Interlocked.Increment(ref count);
                    });
                LogRejoined(logger, count, cause, TimeProvider.System.GetElapsedTime(started).TotalSeconds);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogRejoinFailed(logger, cause, exception);
                await Task.Delay(TimeSpan.FromSeconds(5), cancellation);
                _causes.Writer.TryWrite(cause);
            }
        }
    }

    private async ValueTask One(string id, CancellationToken cancellation)
    {
        try
        {
            await grains.GetGrain<IEfectivoGrain>(id).Rejoin(cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One efectivo must not keep the others away; its next report brings it back.
            LogOneFailed(logger, id, exception);
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
