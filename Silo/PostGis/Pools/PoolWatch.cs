using System.Diagnostics.Metrics;

namespace GrupoGad.Silo.PostGis.Pools;

/// <summary>Looks at the pools for as long as the silo runs, and exposes how well leased time is used: above 0.85 is the mission's target.</summary>
internal sealed partial class PoolWatch(PoolUse use, IMeterFactory meters, PostGisSources sources, TimeProvider clock, ILogger<PoolWatch> logger) : BackgroundService
{
    /// <summary>Odd, so that no rhythm of the product falls in with it.</summary>
    private static readonly TimeSpan _period = TimeSpan.FromMilliseconds(101);

    /// <summary>Connections that the server does not give to silos: for its superuser and for people.</summary>
    private const int KeptFree = 6;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var meter = meters.Create(PostGisMeter.Name);
        meter.CreateObservableGauge("gad.postgis.pool.efficiency", () => use.Efficiencies().Select(pool =>
            new Measurement<double>(pool.Efficiency, new KeyValuePair<string, object?>("pool", pool.Pool))), "1", "Statements under way among leased connections, since the start.");
        meter.CreateObservableGauge("gad.postgis.pool.peak", () => use.Peaks().Select(pool =>
            new Measurement<int>(pool.Connections, new KeyValuePair<string, object?>("pool", pool.Pool))), "{connection}", "The most that were leased at once, since the start; what the pool's limit is to be judged by.");
        await Warn(stoppingToken);
        using var timer = new PeriodicTimer(_period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            use.Look();
        }
    }

    /// <summary>One silo alone must fit; two should.</summary>
    private async Task Warn(CancellationToken cancellation)
    {
        try
        {
            await using var command = sources.Read.CreateCommand("SELECT current_setting('max_connections')::int");
            var limit = (int)(await command.ExecuteScalarAsync(cancellation))!;
            if (limit < 2 * PostGisOptions.PoolsMax + KeptFree)
            {
                LogTight(limit, 2 * PostGisOptions.PoolsMax + KeptFree);
            }
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogUnknown(exception);
        }
    }

    [LoggerMessage(2335, LogLevel.Warning, "PostgreSQL allows {Limit} connections; two silos need {Needed}")]
    private partial void LogTight(int limit, int needed);

    [LoggerMessage(2336, LogLevel.Information, "How many connections PostgreSQL allows could not be read")]
    private partial void LogUnknown(Exception exception);
}
