namespace GrupoGad.Silo.Membership;

/// <summary>Records an eviction in the store of states and retries while the store is away. Until then the evicted silo cannot write there either.</summary>
internal sealed partial class EvictionRecord(IEvictions evictions, TimeProvider clock, ILogger<EvictionRecord> logger) : IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Ends when the eviction is recorded, or when the caller's patience is over. The retries go on after that.</summary>
    public async Task Make(SiloAddress silo, TimeSpan patience) =>
        await Task.Run(() => Insist(silo, _stopping.Token)).WaitAsync(patience, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task Insist(SiloAddress silo, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await evictions.Record(silo, cancellation);
                LogRecorded(silo);
                return;
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                LogAway(silo, tries, exception.Message);
                await Task.Delay(_pause, clock, cancellation);
            }
        }
    }

    [LoggerMessage(1220, LogLevel.Warning, "Silo {Silo} was declared dead: nothing of it is stored any more")]
    private partial void LogRecorded(SiloAddress silo);

    [LoggerMessage(1221, LogLevel.Warning, "That silo {Silo} was declared dead could not be recorded yet (try {Tries}): {Cause}")]
    private partial void LogAway(SiloAddress silo, int tries, string cause);
}
