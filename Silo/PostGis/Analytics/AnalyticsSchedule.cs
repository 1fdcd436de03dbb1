using GrupoGad.Silo.PostGis.Caching;
using GrupoGad.Silo.PostGis.Upkeep;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Analytics;

/// <summary>Recounts due views on the silo that leads the upkeep. On every silo, drops cached answers of a view that any silo has recounted.</summary>
internal sealed partial class AnalyticsSchedule(
    Leadership leadership, AnalyticsRefresh refresh, ResultCache cache, ViewTimes known, IOptions<AnalyticsOptions> options, TimeProvider clock, ILogger<AnalyticsSchedule> logger)
    : BackgroundService
{
    public async Task Look(CancellationToken cancellation)
    {
        // The others only look. Two silos that both believe they lead take turns, because each refresh has its own lock.
        var refreshed = leadership.Leads ? await refresh.RunDue(cancellation) : [];
        var (before, times) = (known.All, await refresh.Times(cancellation));
        // Set before the drop, so that a read after it does not go to a replica with the former count.
        known.Known(times, clock.GetUtcNow().UtcDateTime);
        foreach (var view in AnalyticsView.All)
        {
            if (times.GetValueOrDefault(view.Name) != before.GetValueOrDefault(view.Name))
            {
                cache.Drop(view.Name);
            }
        }
        if (refreshed.Count > 0)
        {
            LogRefreshed(string.Join(", ", refreshed.Select(view => view.Name)));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.LookEveryS), clock);
        do
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(2325, LogLevel.Debug, "Counted anew: {Views}")]
    private partial void LogRefreshed(string views);

    [LoggerMessage(2326, LogLevel.Warning, "The views could not be counted; tried again at the next look")]
    private partial void LogFailed(Exception exception);
}
