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
/// Orleans ends living activations too whose directory entry died: a cell that ends so has its members called by itself.
/// Then the cells call the roll: whoever a cell holds and has not heard of since the rejoin began may be a ghost that a dead activation left there.
/// A death during the rejoin brings another one, which begins after it.
/// </remarks>
internal sealed partial class Rejoin(IRoster roster, Recall recall, RollCall rollCall, ISiloStatusOracle membership, ILogger<Rejoin> logger)
    : ILifecycleParticipant<ISiloLifecycle>, ISiloStatusListener
{
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
                var (called, away) = await recall.Run(roster.Located(cancellation), roster.Settled, cancellation);
                LogRejoined(logger, called - away, cause, TimeProvider.System.GetElapsedTime(started).TotalSeconds);
                if (away > 0)
                {
                    LogAway(logger, away);
                }
                await rollCall.Run(since, Recall.CallsMax, cancellation);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogRejoinFailed(logger, cause, exception);
                await Task.Delay(TimeSpan.FromSeconds(5), cancellation);
                _causes.Writer.TryWrite(cause);
            }
        }
    }

    private bool IsFirst()
    {
        var alive = membership.GetApproximateSiloStatuses(onlyActive: true).Keys;
        return !alive.Any(other => other.CompareTo(membership.SiloAddress) < 0);
    }

    [LoggerMessage(1200, LogLevel.Information, "{Count} efectivos rejoined their cells ({Cause}) in {Seconds:F1} s")]
    private static partial void LogRejoined(ILogger logger, int count, string cause, double seconds);

    [LoggerMessage(1201, LogLevel.Warning, "The rejoin ({Cause}) broke off; trying again in 5 s")]
    private static partial void LogRejoinFailed(ILogger logger, string cause, Exception exception);

    [LoggerMessage(1202, LogLevel.Warning, "{Count} efectivos could not rejoin their cells; their next reports bring them back")]
    private static partial void LogAway(ILogger logger, int count);
}
