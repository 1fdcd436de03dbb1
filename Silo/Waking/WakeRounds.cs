using System.Threading.Channels;
using GrupoGad.Waking;

namespace GrupoGad.Silo.Waking;

/// <summary>Wakes who owes something: after a start, and again when a silo is gone, whose grains died with it.</summary>
/// <remarks>
/// Of the silos that see a death, the one with the lowest address does the work. All kinds at once: commands must not wait for a hundred thousand
/// efectivos. Orleans also ends living activations whose directory entry died: a cell that ends so has its members called by itself. Then the cells call the roll: whoever a cell holds and has not heard of since the round began may be a ghost that a dead activation
/// left there. A death during a round brings another one, which begins after it.
/// </remarks>
internal sealed partial class WakeRounds(
    IEnumerable<IOwedWork> works, Waker waker, RollCall rollCall, WarmUp warmUp, IGrainFactory grains, ISiloStatusOracle membership, ILogger<WakeRounds> logger)
    : ILifecycleParticipant<ISiloLifecycle>, ISiloStatusListener
{
    private readonly Channel<string> _causes = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stopping = new();
    private Task _run = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(WakeRounds), ServiceLifecycleStage.Active, Start, Stop);

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status == SiloStatus.Dead && IsFirst())
        {
            _causes.Writer.TryWrite("a silo is gone");
        }
    }

    private Task Start(CancellationToken cancellation)
    {
        warmUp.Begin();
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
            var since = TimeProvider.System.GetUtcNow();
            try
            {
                await Task.WhenAll(works.Select(work => Wake(work, cause, cancellation)));
                warmUp.Done();
                await rollCall.Run(since, Waker.CallsMax, cancellation);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogRoundFailed(logger, cause, exception);
                await Task.Delay(TimeSpan.FromSeconds(5), cancellation);
                _causes.Writer.TryWrite(cause);
            }
        }
    }

    private async Task Wake(IOwedWork work, string cause, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        var (called, away) = await waker.Run(work.Kind, work.Keys(cancellation), (key, token) => work.Wake(grains, key, token), cancellation);
        LogWoken(logger, called - away, work.Kind, cause, TimeProvider.System.GetElapsedTime(started).TotalSeconds);
    }

    private bool IsFirst()
    {
        var alive = membership.GetApproximateSiloStatuses(onlyActive: true).Keys;
        return !alive.Any(other => other.CompareTo(membership.SiloAddress) < 0);
    }

    [LoggerMessage(1200, LogLevel.Information, "{Count} {Kind} woken ({Cause}) in {Seconds:F1} s")]
    private static partial void LogWoken(ILogger logger, int count, string kind, string cause, double seconds);

    [LoggerMessage(1201, LogLevel.Warning, "What is owed could not be read ({Cause}); trying again in 5 s")]
    private static partial void LogRoundFailed(ILogger logger, string cause, Exception exception);
}
