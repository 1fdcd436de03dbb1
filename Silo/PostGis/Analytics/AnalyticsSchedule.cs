using GrupoGad.Silo.PostGis.Caching;
using GrupoGad.Silo.PostGis.Upkeep;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Analytics;

/// <summary>Looks now and then which views are due, on the silo that leads the upkeep, and drops kept answers of a view that was counted anew, by whichever silo.</summary>
internal sealed partial class AnalyticsSchedule(
    Leadership leadership, AnalyticsRefresh refresh, ResultCache cache, AnalyticsInstruments instruments, IOptions<AnalyticsOptions> options, TimeProvider clock, ILogger<AnalyticsSchedule> logger)
    : BackgroundService
{
    private IReadOnlyDictionary<string, DateTime> _known = new Dictionary<string, DateTime>();

    public async Task Look(CancellationToken cancellation)
    {
        // The others only look. (Two that both believe that they lead take turns: each refresh has a lock of its own.)
        var refreshed = leadership.Leads ? await refresh.RunDue(cancellation) : [];
        var times = await refresh.Times(cancellation);
        foreach (var view in AnalyticsView.All)
        {
            if (times.GetValueOrDefault(view.Name) != _known.GetValueOrDefault(view.Name))
            {
                cache.Drop(view.Name);
            }
        }
        _known = times;
        instruments.Known(times);
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
            catch (Exception exception) when (PostGisErrors.IsDriver(exception) && !stoppingToken.IsCancellationRequested)
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
