using GrupoGad.Silo.PostGis.Caching;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Analytics;

/// <summary>Looks now and then which views are due, and drops kept answers of a view that was counted anew, by whichever silo.</summary>
internal sealed partial class AnalyticsSchedule(
    AnalyticsRefresh refresh, ResultCache cache, AnalyticsInstruments instruments, IOptions<AnalyticsOptions> options, TimeProvider clock, ILogger<AnalyticsSchedule> logger)
    : BackgroundService
{
    private IReadOnlyDictionary<string, DateTime> _known = new Dictionary<string, DateTime>();

    public async Task Look(CancellationToken cancellation)
    {
        var refreshed = await refresh.RunDue(cancellation);
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
