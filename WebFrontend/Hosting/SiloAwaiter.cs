namespace GrupoGad.WebFrontend.Hosting;

/// <summary>Keeps trying to reach a silo until there is one or the process is ordered to stop.</summary>
public sealed partial class SiloAwaiter(ILogger<SiloAwaiter> logger, ClusterLink link, TimeProvider clock) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        link.Count(0);
        LogWaiting(exception.GetType().Name);
        await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }

    [LoggerMessage(3001, LogLevel.Warning, "No silo yet ({Failure}); trying again")]
    private partial void LogWaiting(string failure);
}
