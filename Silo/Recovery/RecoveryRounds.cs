using System.Threading.Channels;
using GrupoGad.Recovery;

namespace GrupoGad.Silo.Recovery;

/// <summary>Calls grains with pending work after a start, and again after the death of a silo, because its grains died with it.</summary>
/// <remarks>
/// Of the silos that see a death, the one with the lowest address runs the round. All kinds run at once, so commands do not wait for a hundred thousand
/// efectivos. Orleans also ends living activations whose directory entry died; such a cell calls its own members. The audit of members follows: a member
/// that has not reported since the round began may be a ghost left by a dead activation. A death during a round starts another round after it. A kind that
/// cannot be read does not hold up the other kinds, because it is read again alone. Grains that could not be reached are retried beside the rounds until
/// they answer or the next round begins.
/// </remarks>
internal sealed partial class RecoveryRounds(
    IEnumerable<IPendingWork> works, RecoveryCalls waker, MemberAudit rollCall, WarmUp warmUp, IGrainFactory grains, ISiloStatusOracle membership, TimeProvider clock,
    ILogger<RecoveryRounds> logger)
    : ILifecycleParticipant<ISiloLifecycle>, ISiloStatusListener
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    private readonly Channel<string> _causes = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stopping = new();
    private Task _run = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(RecoveryRounds), ServiceLifecycleStage.Active, Start, Stop);

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status == SiloStatus.Dead && membership.IsFirst())
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
        var former = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            await foreach (var cause in _causes.Reader.ReadAllAsync(cancellation))
            {
                // This round calls every grain, including those that the former round still retries.
                await former.CancelAsync();
                former.Dispose();
                former = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                await Round(cause, former.Token);
            }
        }
        finally
        {
            former.Dispose();
        }
    }

    private async Task Round(string cause, CancellationToken round)
    {
        var since = clock.GetUtcNow();
        var unread = new List<IPendingWork>();
        foreach (var (work, woken) in works.Select(work => (work, Wake(work, cause, round))).ToArray())
        {
            if (!await woken)
            {
                unread.Add(work);
            }
        }
        if (unread.Count == 0)
        {
            warmUp.Done();
        }
        try
        {
            await rollCall.Run(since, RecoveryCalls.CallsMax, round);
        }
        catch (Exception exception) when (!round.IsCancellationRequested)
        {
            LogRoundFailed(logger, "the roll", cause, exception);
            await Task.Delay(_pause, clock, round);
            _causes.Writer.TryWrite(cause);
            return;
        }
        _ = Again(unread, cause, round);
    }

    /// <summary>Retries unreadable kinds beside the rounds, so that the round after the next death starts at once.</summary>
    private async Task Again(List<IPendingWork> unread, string cause, CancellationToken round)
    {
        while (unread.Count > 0)
        {
            await Task.Delay(_pause, clock, round).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (round.IsCancellationRequested)
            {
                return;
            }
            var woken = await Task.WhenAll(unread.Select(work => Wake(work, cause, round)));
            unread = [.. unread.Where((_, i) => !woken[i])];
        }
        warmUp.Done();
    }

    /// <returns>False when the pending work of this kind could not be read. Never throws.</returns>
    private async Task<bool> Wake(IPendingWork work, string cause, CancellationToken round)
    {
        var started = clock.GetTimestamp();
        try
        {
            var (called, away) = await waker.Run(work.Kind, work.Keys(round), Call, round);
            LogWoken(logger, called - away.Count, work.Kind, cause, clock.GetElapsedTime(started).TotalSeconds);
            _ = waker.Insist(work.Kind, away, Call, round);
            return true;
        }
        catch (Exception exception)
        {
            if (!round.IsCancellationRequested)
            {
                LogRoundFailed(logger, work.Kind, cause, exception);
            }
            return false;
        }

        ValueTask Call(string key, CancellationToken token) => work.Wake(grains, key, token);
    }

    [LoggerMessage(1200, LogLevel.Information, "{Count} {Kind} woken ({Cause}) in {Seconds:F1} s")]
    private static partial void LogWoken(ILogger logger, int count, string kind, string cause, double seconds);

    [LoggerMessage(1201, LogLevel.Warning, "What is owed to {Kind} could not be read ({Cause}); trying again in 5 s")]
    private static partial void LogRoundFailed(ILogger logger, string kind, string cause, Exception exception);
}
