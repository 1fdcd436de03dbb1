namespace GrupoGad.Silo.PostGis.Ledger;

internal sealed partial class CommandLedger
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll(_lanes.Append(_large).Select(lane => Task.Run(lane.Run)));
        return Task.CompletedTask;
    }

    /// <summary>Stops after the silo, when no grain writes any more.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _closed = true;
        Array.ForEach(_lanes, lane => lane.Close());
        _large.Close();
        try
        {
            await _running.WaitAsync(TimeSpan.FromMilliseconds(_options.StopWithinMs), cancellationToken);
        }
        catch (Exception exception)
        {
            LogStop(exception, Volatile.Read(ref _queued));
        }
    }

    [LoggerMessage(2057, LogLevel.Error, "The ledger could not end in time; {Rows} rows were in memory, none of them answered")]
    private partial void LogStop(Exception exception, int rows);
}
