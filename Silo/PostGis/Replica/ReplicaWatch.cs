using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace GrupoGad.Silo.PostGis.Replica;

/// <summary>Looks how far the replica is behind, for as long as the silo runs.</summary>
internal sealed partial class ReplicaWatch(
    ReplicaSource replica, PostGisSources sources, ReplicaInstruments instruments, IOptions<ReplicaOptions> options, TimeProvider clock, ILogger<ReplicaWatch> logger)
    : BackgroundService
{
    private readonly ReplicaLag _lag = new(clock);
    private bool _away;

    public async Task Look(CancellationToken cancellation)
    {
        var at = clock.GetTimestamp();
        _lag.Written((await Place(sources.Read, "SELECT pg_current_wal_lsn()", cancellation))!.Value, at);
        // Null on a server that replays nothing: it was promoted, or never was a replica.
        if (await Place(replica.Source!, "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() END", cancellation) is not { } replayed)
        {
            throw new InvalidOperationException("It is no replica");
        }
        _lag.Replayed(replayed);
        replica.Known(_lag.Now);
        instruments.Lag(_lag.Now);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (replica.Source is null)
        {
            return;
        }
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.LookEveryMs), clock);
        do
        {
            try
            {
                await Look(stoppingToken);
                _away = false;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                replica.Known(null);
                instruments.Lag(null);
                if (!_away)
                {
                    LogAway(exception);
                }
                _away = true;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static async Task<NpgsqlLogSequenceNumber?> Place(NpgsqlDataSource source, string sql, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancellation) as NpgsqlLogSequenceNumber?;
    }

    [LoggerMessage(2360, LogLevel.Warning, "The replica cannot be looked at; history is read from the primary")]
    private partial void LogAway(Exception exception);
}
