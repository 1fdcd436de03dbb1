using Microsoft.Extensions.Options;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Upkeep;

/// <summary>The work of the leading silo: finds due tasks, runs and records them. Between two looks it keeps its session alive.</summary>
internal sealed partial class UpkeepSchedule(
    IEnumerable<IUpkeepTask> tasks, UpkeepInstruments instruments, IOptions<UpkeepOptions> options, TimeProvider clock, ILogger<UpkeepSchedule> logger)
{
    private static readonly string Silo = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>Ends with an exception of the driver when the session does.</summary>
    public async Task Lead(LeaderSession session, CancellationToken cancellation)
    {
        // Only the leader runs tasks, so a running one was lost.
        await session.Run("UPDATE upkeep_runs SET outcome = 'lost', ended_at = now() WHERE outcome = 'running'", cancellation);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.TryEveryMs), clock);
        long? looked = null;
        do
        {
            if (looked is { } last && clock.GetElapsedTime(last).TotalSeconds < options.Value.LookEveryS)
            {
                await session.Ask<int>("SELECT 1", cancellation);
                continue;
            }
            looked = clock.GetTimestamp();
            await Look(session, cancellation);
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    private async Task Look(LeaderSession session, CancellationToken cancellation)
    {
        foreach (var task in tasks)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var window = UpkeepWindow.At(now, options.Value);
            var since = task.Every is { } every ? now - every : window?.OpenedAt;
            if (since is { } from && await IsDue(session, task, from, cancellation))
            {
                using var open = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                using var closes = task.Every is null ? new CancellationTokenSource(window!.Value.ClosesAt - now, clock) : null;
                using var stop = closes?.Token.Register(open.Cancel);
                await Run(session, task, open.Token, cancellation);
            }
        }
    }

    // Uses the clock of the silo, as the window does.
    private async Task<bool> IsDue(LeaderSession session, IUpkeepTask task, DateTime since, CancellationToken cancellation) => await session.Ask<bool>(
        "SELECT count(*) FILTER (WHERE outcome = 'done') = 0 AND count(*) < $3 FROM upkeep_runs WHERE task = $1 AND started_at >= $2",
        cancellation, task.Name, since, options.Value.TriesMax);

    private async Task Run(LeaderSession session, IUpkeepTask task, CancellationToken open, CancellationToken cancellation)
    {
        var run = await session.Ask<long>("INSERT INTO upkeep_runs (task, silo, started_at) VALUES ($1, $2, $3) RETURNING id", cancellation, task.Name, Silo, clock.GetUtcNow().UtcDateTime);
        var started = clock.GetTimestamp();
        var (outcome, said) = ("done", "");
        try
        {
            said = await task.Run(session, open);
        }
        catch (Exception exception) when (open.IsCancellationRequested && exception is OperationCanceledException or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled })
        {
            (outcome, said) = ("stopped", "the window closed, or the silo stopped");
        }
        catch (Exception exception) when (session.Connection.FullState == System.Data.ConnectionState.Open)
        {
            LogFailed(task.Name, exception);
            (outcome, said) = ("failed", (exception as PostgresException)?.MessageText ?? exception.Message);
        }
        instruments.Ran(task.Name, outcome, clock.GetElapsedTime(started));
        await session.Run("UPDATE upkeep_runs SET outcome = $2, said = $3, ended_at = $4 WHERE id = $1", CancellationToken.None, run, outcome, said, clock.GetUtcNow().UtcDateTime);
        cancellation.ThrowIfCancellationRequested();
    }

    [LoggerMessage(2343, LogLevel.Warning, "Upkeep task {Task} failed")]
    private partial void LogFailed(string task, Exception exception);
}
