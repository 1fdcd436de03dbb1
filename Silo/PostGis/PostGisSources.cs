using GrupoGad.Silo.PostGis.Evictions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace GrupoGad.Silo.PostGis;

/// <summary>The pools of this silo. Journal, ledger and state writes have their own, so that slow reads never hold up what is reported or answered.</summary>
internal sealed class PostGisSources : IAsyncDisposable
{
    private readonly string _session;

    /// <param name="silo">None where the database is used without a silo.</param>
    public PostGisSources(IConfiguration configuration, IOptions<PostGisOptions> options, ILoggerFactory loggers, ILocalSiloDetails? silo = null)
    {
        var session = silo is null ? "" : " " + SiloSession.Name(silo.SiloAddress);
        _session = session;
        Address = configuration.GetConnectionString(PostGisConnections.Name)
            ?? throw new InvalidOperationException("ConnectionStrings:PostGis is not set (or set Gad:Mode to Memory, which keeps nothing).");
        Journal = Build(PostGisConnections.Journal(Address, options.Value), session, loggers);
        Ledger = Build(PostGisConnections.Ledger(Address, options.Value), session, loggers);
        Read = Build(PostGisConnections.Read(Address, options.Value), session, loggers);
        Analytics = Build(PostGisConnections.Analytics(Address, options.Value), session, loggers);
        StateReads = Build(PostGisConnections.StateReads(Address, options.Value), session, loggers);
        StateWrites = Build(PostGisConnections.StateWrites(Address, options.Value), session, loggers);
        Reminders = Build(PostGisConnections.Reminders(Address, options.Value), session, loggers);
    }

    /// <summary>The connection string of the configuration, as it is. May hold a password.</summary>
    public string Address { get; }

    /// <summary>A name for a session that is in no pool: with the silo's, so that an eviction ends it too.</summary>
    public string Named(string name) => name + _session;

    public NpgsqlDataSource Journal { get; }

    public NpgsqlDataSource Ledger { get; }

    public NpgsqlDataSource Read { get; }

    /// <summary>Counting, and reads over many days.</summary>
    public NpgsqlDataSource Analytics { get; }

    public NpgsqlDataSource StateReads { get; }

    public NpgsqlDataSource StateWrites { get; }

    public NpgsqlDataSource Reminders { get; }

    /// <summary>A connection to read as much as there is, at the reader's pace: the server's limit for one statement does not hold on it.</summary>
    public async ValueTask<NpgsqlConnection> OpenBulk(CancellationToken cancellation)
    {
        var connection = await Read.OpenConnectionAsync(cancellation);
        try
        {
            // Of this transaction alone, which ends with the lease: sessions are not reset.
            await using var unlimited = new NpgsqlCommand("BEGIN READ ONLY; SET LOCAL statement_timeout = 0", connection);
            await unlimited.ExecuteNonQueryAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        await Ledger.DisposeAsync();
        await Read.DisposeAsync();
        await Analytics.DisposeAsync();
        await StateReads.DisposeAsync();
        await StateWrites.DisposeAsync();
        await Reminders.DisposeAsync();
    }

    private static NpgsqlDataSource Build(string connection, string session, ILoggerFactory loggers)
    {
        var pool = new NpgsqlConnectionStringBuilder(connection);
        var builder = new NpgsqlDataSourceBuilder(connection) { Name = pool.ApplicationName };
        builder.ConnectionStringBuilder.ApplicationName = pool.ApplicationName + session;
        return builder.UseLoggerFactory(loggers).EnableParameterLogging(false).Build();
    }
}
