using Microsoft.Extensions.Options;
using Npgsql;

namespace GrupoGad.Silo.PostGis.Fences;

/// <summary>Receives the database's notices of changed fences. A notice can be lost, so the waiting reader also looks from time to time.</summary>
internal sealed partial class FenceNotices(PostGisSources sources, IOptions<FenceJournalOptions> options, TimeProvider clock, ILogger<FenceNotices> logger)
    : BackgroundService
{
    private readonly SemaphoreSlim _heard = new(0, 1);

    public async ValueTask Wait(CancellationToken cancellation) => await _heard.WaitAsync(options.Value.PollMs, cancellation);

    public override void Dispose()
    {
        base.Dispose();
        _heard.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Listen(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogDeaf(exception);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Listen(CancellationToken cancellation)
    {
        // Uses one connection for ever, so the connection is not one of a pool.
        var own = new NpgsqlConnectionStringBuilder(sources.Address) { ApplicationName = sources.Named("gad-fence-notices"), Pooling = false, KeepAlive = 15, Timeout = 5 };
        await using var connection = new NpgsqlConnection(own.ConnectionString);
        await connection.OpenAsync(cancellation);
        connection.Notification += (_, _) => Hear();
        await using (var command = new NpgsqlCommand("LISTEN gad_fences", connection))
        {
            await command.ExecuteNonQueryAsync(cancellation);
        }
        // Covers notices that were sent while no connection listened.
        Hear();
        while (true)
        {
            await connection.WaitAsync(cancellation);
        }
    }

    private void Hear()
    {
        try
        {
            _heard.Release();
        }
        catch (SemaphoreFullException)
        {
            // A look is signalled already.
        }
    }

    [LoggerMessage(2303, LogLevel.Warning, "No notices of changed fences; looking from time to time goes on")]
    private partial void LogDeaf(Exception exception);
}
