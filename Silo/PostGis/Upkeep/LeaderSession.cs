using Npgsql;

namespace GrupoGad.Silo.PostGis.Upkeep;

/// <summary>The session that holds the leader's lock, and that all upkeep runs on.</summary>
/// <remarks>
/// The lock is the session's, and so is the work: when the session ends, for whatever reason, the server ends its statement and gives the lock
/// free in one go. A silo that only believes that it leads can do nothing. Nothing of upkeep may run on another connection.
/// </remarks>
internal sealed class LeaderSession : SqlSession, IAsyncDisposable
{
    public const string Name = "gad-leader";

    private const long LockKey = 0x6761_6400_0012;

    // The server must notice that this machine is gone, also while a statement runs: the lock is free within some 10 s then.
    private const string Settings = """
        SET statement_timeout = 0; SET lock_timeout = '2s'; SET client_connection_check_interval = '2s';
        SET tcp_keepalives_idle = 4; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3; SET tcp_user_timeout = '10s'; SET timezone = 'UTC'
        """;

    private LeaderSession(NpgsqlConnection connection) : base(connection)
    {
    }

    /// <param name="name">Of the session.</param>
    /// <returns>Null when another silo leads.</returns>
    public static async Task<LeaderSession?> TryOpen(string address, string name, int connectTimeoutS, CancellationToken cancellation)
    {
        var session = await Open(address, name, connectTimeoutS, cancellation);
        try
        {
            if (await session.Ask<bool>("SELECT pg_try_advisory_lock($1)", cancellation, LockKey))
            {
                return session;
            }
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
        await session.DisposeAsync();
        return null;
    }

    /// <summary>Opens a session for the command of a person, without the leader's lock. Its user must take a lock of its own.</summary>
    public static Task<LeaderSession> OpenWithout(string address, CancellationToken cancellation) => Open(address, "gad-archive", 10, cancellation);

    private static async Task<LeaderSession> Open(string address, string name, int connectTimeoutS, CancellationToken cancellation)
    {
        var session = new LeaderSession(new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address)
        {
            ApplicationName = name, Pooling = false, Timeout = connectTimeoutS, CommandTimeout = 0,
            TcpKeepAlive = true, TcpKeepAliveTime = 4, TcpKeepAliveInterval = 2, IncludeErrorDetail = false,
        }.ConnectionString));
        try
        {
            await session.Connection.OpenAsync(cancellation);
            await session.Run(Settings, cancellation);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
