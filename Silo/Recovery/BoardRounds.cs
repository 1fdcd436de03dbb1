using GrupoGad.Recovery;

namespace GrupoGad.Silo.Recovery;

/// <summary>
/// Reconciles boards with the tables from time to time. Calls each grain that must have an entry on a board, and the grain puts its entry again. Only the
/// living silo with the lowest address does so.
/// </summary>
/// <remarks>Recovery rounds read the tables once after a start or a death. Changes that are written or lost after that reading are found here.</remarks>
internal sealed partial class BoardRounds(
    IEnumerable<IPendingWork> works, RecoveryCalls waker, IGrainFactory grains, ISiloStatusOracle membership, TimeProvider clock, ILogger<BoardRounds> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _run = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(BoardRounds), ServiceLifecycleStage.Active, Start, Stop);

    public void Dispose() => _stopping.Dispose();

    private Task Start(CancellationToken cancellation)
    {
        _run = Task.WhenAll(works.Where(work => work.Every is not null).Select(work => Task.Run(() => Run(work, _stopping.Token), CancellationToken.None)));
        return Task.CompletedTask;
    }

    private async Task Stop(CancellationToken cancellation)
    {
        await _stopping.CancelAsync();
        await _run.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Run(IPendingWork work, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(work.Every!.Value, clock);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            if (!membership.IsFirst())
            {
                continue;
            }
            try
            {
                await waker.Run(work.Kind, work.Keys(cancellation), (key, token) => work.Wake(grains, key, token), cancellation, triesMax: 1);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                LogUnread(work.Kind, exception.Message);
            }
        }
    }

    [LoggerMessage(1205, LogLevel.Debug, "{Kind} could not be reconciled with their boards: {Cause}")]
    private partial void LogUnread(string kind, string cause);
}
