namespace GrupoGad.Silo.PostGis.Journal;

/// <summary>Whether rows go to the spill: from the first failed flush until the catch-up has stored all that was spilled.</summary>
internal sealed partial class Outage(ILogger<Outage> logger, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _begun = new(0);
    private long _since;
    private int _on;

    public bool IsOn => Volatile.Read(ref _on) == 1;

    /// <param name="reason">Why, or null when a former process left spilled rows.</param>
    public void Begin(Exception? reason)
    {
        if (Interlocked.Exchange(ref _on, 1) == 1)
        {
            return;
        }
        _since = clock.GetTimestamp();
        if (reason is null)
        {
            LogLeftovers();
        }
        else
        {
            LogBegin(reason);
        }
        _begun.Release();
    }

    public void End()
    {
        Volatile.Write(ref _on, 0);
        LogEnd(clock.GetElapsedTime(_since).TotalSeconds);
    }

    public Task Wait(CancellationToken cancellation) => _begun.WaitAsync(cancellation);

    public void Dispose() => _begun.Dispose();

    [LoggerMessage(2020, LogLevel.Warning, "PostGIS does not take positions; they go to the spill file until it is back")]
    private partial void LogBegin(Exception reason);

    [LoggerMessage(2021, LogLevel.Warning, "Spilled positions of a former process are stored first")]
    private partial void LogLeftovers();

    [LoggerMessage(2022, LogLevel.Information, "Caught up: all spilled positions are stored, {Seconds:F1} s after the trouble began")]
    private partial void LogEnd(double seconds);
}
