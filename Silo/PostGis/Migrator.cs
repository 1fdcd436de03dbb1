using DbUp;
using DbUp.Engine;
using GrupoGad.Retries;
using Npgsql;

namespace GrupoGad.Silo.PostGis;

/// <summary>Brings the schema up to date: the numbered files of <c>Migrations/</c>, each once, each in its transaction.</summary>
public sealed partial class Migrator(TimeProvider clock, ILogger<Migrator> logger)
{
    /// <summary>When several silos start at once, the holder of this advisory lock migrates; the others wait and find the migration done.</summary>
    private const long LockKey = 0x6761_6400_0001;

    private static readonly Backoff _retries = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5));

    /// <summary>Waits for the server with growing pauses, then migrates.</summary>
    /// <exception cref="GadUnavailableException">The server did not answer within the limit.</exception>
    /// <exception cref="InvalidOperationException">A migration failed; it was rolled back.</exception>
    public async Task Run(string connectionString, TimeSpan within, CancellationToken cancellation = default)
    {
        var since = clock.GetTimestamp();
        for (var failures = 0; ; failures++)
        {
            try
            {
                await Migrate(connectionString, cancellation);
                return;
            }
            catch (NpgsqlException exception) when (exception.IsTransient || exception is not PostgresException)
            {
                var pause = _retries.Pause(failures);
                if (clock.GetElapsedTime(since) + pause > within)
                {
                    LogUnreachable(exception, within.TotalSeconds);
                    throw PostGisErrors.Unavailable();
                }
                LogWaiting(exception.SqlState ?? exception.Message, pause.TotalSeconds);
                await Task.Delay(pause, clock, cancellation);
            }
        }
    }

    private async Task Migrate(string connectionString, CancellationToken cancellation)
    {
        var own = new NpgsqlConnectionStringBuilder(connectionString)
        {
            // The lock lives as long as its session, so this one must not go back to a pool.
            ApplicationName = "gad-migrator", Pooling = false, CommandTimeout = 300, Timeout = 5,
        }.ConnectionString;
        await using var guard = new NpgsqlConnection(own);
        await guard.OpenAsync(cancellation);
        await using (var command = new NpgsqlCommand("SELECT pg_advisory_lock($1)", guard) { Parameters = { new() { Value = LockKey } } })
        {
            await command.ExecuteNonQueryAsync(cancellation);
        }
        // The library only works synchronously.
        var result = await Task.Run(() => Engine(own).PerformUpgrade(), cancellation);
        if (!result.Successful)
        {
            LogFailed(result.Error, result.ErrorScript?.Name ?? "?");
            throw result.Error is NpgsqlException { IsTransient: true }
                ? result.Error
                : new InvalidOperationException($"Migration {result.ErrorScript?.Name} failed and was rolled back.", result.Error);
        }
        LogMigrated(result.Scripts.Count());
    }

    private UpgradeEngine Engine(string connectionString) => DeployChanges.To
        .PostgresqlDatabase(connectionString)
        .WithScriptsEmbeddedInAssembly(typeof(Migrator).Assembly, name => name.Contains(".PostGis.Migrations.", StringComparison.Ordinal))
        .JournalToPostgresqlTable("public", "schema_migrations")
        .WithTransactionPerScript()
        // Dollar quotes of function bodies are not variables.
        .WithVariablesDisabled()
        .LogTo(new MigrationLog(logger))
        .Build();
}
