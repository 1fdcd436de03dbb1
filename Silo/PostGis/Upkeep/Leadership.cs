using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Upkeep;

/// <summary>Stands for leader of the upkeep until it leads, leads until its session ends, stands again.</summary>
internal sealed partial class Leadership(
    PostGisSources sources, UpkeepSchedule schedule, UpkeepInstruments instruments, IOptions<PostGisOptions> postGis, IOptions<UpkeepOptions> options, TimeProvider clock,
    ILogger<Leadership> logger)
    : BackgroundService
{
    private LeaderSession? _won;

    /// <summary>True when this silo believes that it leads. The lock in the database decides.</summary>
    public bool Leads { get; private set; }

    /// <summary>Stands once before the others start, so that a silo alone leads from the first moment.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _won = await Stand(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.FromMilliseconds(options.Value.TryEveryMs);
        while (!stoppingToken.IsCancellationRequested)
        {
            if ((_won ?? await Stand(stoppingToken)) is { } session)
            {
                _won = null;
                await Lead(session, stoppingToken);
                // Who lost its session goes behind those that wait for theirs.
                await Task.Delay(pause * 2, clock, stoppingToken);
            }
            await Task.Delay(pause, clock, stoppingToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_won is { } unused)
        {
            await unused.DisposeAsync();
        }
        Know(false);
    }

    private async Task<LeaderSession?> Stand(CancellationToken cancellation)
    {
        try
        {
            var session = await LeaderSession.TryOpen(sources.Address, sources.Named(LeaderSession.Name), postGis.Value.ConnectTimeoutS, cancellation);
            Know(session is not null);
            return session;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogAway(exception);
            return null;
        }
    }

    private async Task Lead(LeaderSession session, CancellationToken cancellation)
    {
        LogLeads();
        try
        {
            await schedule.Lead(session, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            instruments.Lost();
            LogLost(exception);
        }
        finally
        {
            Know(false);
            await session.DisposeAsync();
        }
    }

    private void Know(bool leads) => instruments.Leads(Leads = leads);

    [LoggerMessage(2340, LogLevel.Information, "This silo looks after the database now")]
    private partial void LogLeads();

    [LoggerMessage(2341, LogLevel.Warning, "The leader's session ended; another silo looks after the database, or this one again")]
    private partial void LogLost(Exception exception);

    [LoggerMessage(2342, LogLevel.Debug, "PostGIS cannot be asked who leads")]
    private partial void LogAway(Exception exception);
}
