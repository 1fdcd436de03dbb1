using GrupoGad.Retries;
using GrupoGad.Silo.PostGis.ReadModels;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Analytics;

/// <summary>Recounts the views when they are due. All silos may call it; the holder of the lock recounts, the others return.</summary>
/// <remarks>A view that fails or takes too long does not delay the others. It comes last and is retried at growing intervals.</remarks>
internal sealed partial class AnalyticsRefresh(
    PostGisSources sources, AnalyticsInstruments instruments, IOptions<AnalyticsOptions> options, TimeProvider clock, ILogger<AnalyticsRefresh> logger)
{
    /// <summary>Most periods between two tries of a view that keeps failing.</summary>
    private const int RestMax = 16;

    private readonly Dictionary<AnalyticsView, (int Failures, long Since)> _failing = [];

    private const long LockKey = 0x6761_6400_0011;

    private const string Due = """
        SELECT pg_try_advisory_xact_lock($1) AND coalesce(
            (SELECT refreshed_at <= now() - make_interval(secs => $3) FROM analytics_refreshes WHERE view_name = $2), true)
        """;

    // The start of the transaction. Rows committed before it are in the view.
    private const string Note = """
        INSERT INTO analytics_refreshes AS known (view_name, refreshed_at, took_ms, row_count)
        SELECT $1, now(), extract(epoch FROM clock_timestamp() - now()) * 1000, $2
        ON CONFLICT (view_name) DO UPDATE SET refreshed_at = excluded.refreshed_at, took_ms = excluded.took_ms, row_count = excluded.row_count
        """;

    /// <returns>The views that this call has refreshed.</returns>
    public async Task<IReadOnlyList<AnalyticsView>> RunDue(CancellationToken cancellation)
    {
        var refreshed = new List<AnalyticsView>();
        foreach (var view in AnalyticsView.All.OrderBy(view => _failing.GetValueOrDefault(view).Failures).ToArray())
        {
            if (!Rests(view) && await TryRefresh(view, cancellation))
            {
                refreshed.Add(view);
            }
        }
        return refreshed;
    }

    private Backoff Retries => new(TimeSpan.FromSeconds(options.Value.RefreshEveryS), TimeSpan.FromSeconds((double)options.Value.RefreshEveryS * RestMax));

    // The whole pause: only the leader refreshes, so nothing has to be spread.
    private bool Rests(AnalyticsView view) => _failing.TryGetValue(view, out var failing)
        && clock.GetElapsedTime(failing.Since) < Retries.Pause(failing.Failures - 1, chance: 1);

    private async Task<bool> TryRefresh(AnalyticsView view, CancellationToken cancellation)
    {
        try
        {
            var refreshed = await Refresh(view, cancellation);
            if (refreshed)
            {
                // A view that was skipped, because of the lock or because it was not due, keeps its count of failures.
                _failing.Remove(view);
            }
            return refreshed;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            _failing[view] = (_failing.GetValueOrDefault(view).Failures + 1, clock.GetTimestamp());
            instruments.Failed(view);
            LogFailed(view.Name, exception);
            return false;
        }
    }

    /// <summary>Instant of the last count by view, without views that were never counted.</summary>
    public async Task<IReadOnlyDictionary<string, DateTime>> Times(CancellationToken cancellation) =>
        (await SqlRows.Read(sources.Analytics, "SELECT view_name, refreshed_at FROM analytics_refreshes", reader => (Name: reader.GetString(0), At: reader.GetDateTime(1)), cancellation))
        .ToDictionary(view => view.Name, view => view.At, StringComparer.Ordinal);

    private async Task<bool> Refresh(AnalyticsView view, CancellationToken cancellation)
    {
        await using var connection = await sources.Analytics.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var session = new SqlSession(connection, options.Value.RefreshWithinS + 5);
        if (!await session.Ask<bool>(Due, cancellation, LockKey, view.Name, (double)options.Value.RefreshEveryS))
        {
            return false;
        }
        await session.Run($"SET LOCAL statement_timeout = '{options.Value.RefreshWithinS}s'", cancellation);
        var started = clock.GetTimestamp();
        if (view.Count is { } count)
        {
            await count.Run(session, cancellation);
        }
        else
        {
            // Refreshes beside readers, except the first time, when the view is empty and has no readers.
            var populated = await session.Ask<bool>("SELECT relispopulated FROM pg_class WHERE oid = $1::regclass", cancellation, view.Name);
            await session.Run($"REFRESH MATERIALIZED VIEW {(populated ? "CONCURRENTLY " : "")}{view.Name}", cancellation);
        }
        var rows = await session.Ask<long>($"SELECT count(*) FROM {view.Name}", cancellation);
        await session.Run(Note, cancellation, view.Name, rows);
        await transaction.CommitAsync(cancellation);
        instruments.Refreshed(view, clock.GetElapsedTime(started));
        return true;
    }

    [LoggerMessage(2327, LogLevel.Warning, "View {View} could not be counted; the others go on, and it is tried again later")]
    private partial void LogFailed(string view, Exception exception);
}
