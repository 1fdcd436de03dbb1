using System.Diagnostics.Metrics;

namespace GrupoGad.Silo.PostGis.QueryStats;

/// <summary>Looks at the server's statement statistics for as long as the silo runs, and exposes what each class took.</summary>
internal sealed partial class StatementWatch : BackgroundService
{
    private static readonly TimeSpan _period = TimeSpan.FromMinutes(1);

    private readonly PostGisSources _sources;
    private readonly TimeProvider _clock;
    private readonly ILogger<StatementWatch> _logger;
    private volatile StatementStanding _standing = StatementStanding.Unknown;

    public StatementWatch(PostGisSources sources, IMeterFactory meters, TimeProvider clock, ILogger<StatementWatch> logger)
    {
        (_sources, _clock, _logger) = (sources, clock, logger);
        var meter = meters.Create(PostGisMeter.Name);
        // Of the server: the same from every silo, and back at nothing when its statistics are reset.
        meter.CreateObservableCounter("gad.postgis.statements.elapsed", () => Of(use => use.ElapsedMs / 1_000), "s", "Time that statements took on the server, by class; of the whole database, whoever asked.");
        meter.CreateObservableCounter("gad.postgis.statements.busy", () => Of(use => use.BusyMs / 1_000), "s", "The same without waiting for disk blocks: about the processor's part.");
        meter.CreateObservableCounter("gad.postgis.statements.calls", () => Of(use => use.Calls), "{call}", "Statements executed, by class.");
    }

    public StatementStanding Standing => _standing;

    public async Task Look(CancellationToken cancellation)
    {
        var found = await StatementStatistics.Read(_sources.Read, cancellation);
        if (found.Missing is { } missing && missing != _standing.Missing)
        {
            LogMissing(missing);
        }
        _standing = found;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_period, _clock);
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

    private IEnumerable<Measurement<double>> Of(Func<StatementUse, double> what) =>
        _standing.Classes.Select(use => new Measurement<double>(what(use), new KeyValuePair<string, object?>("class", use.Class)));

    [LoggerMessage(2337, LogLevel.Information, "No statement statistics: {Missing}")]
    private partial void LogMissing(string missing);

    [LoggerMessage(2338, LogLevel.Debug, "The statement statistics could not be read; tried again at the next look")]
    private partial void LogFailed(Exception exception);
}
