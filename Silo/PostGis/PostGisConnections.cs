using GrupoGad.Silo.PostGis.Replica;
using Npgsql;

namespace GrupoGad.Silo.PostGis;

/// <summary>The connection strings of the pools, all made from the one of the configuration.</summary>
internal static class PostGisConnections
{
    public const string Name = "PostGis";

    public const string JournalPool = "gad-journal";

    public static string Journal(string address, PostGisOptions options) => Pool(address, options, JournalPool, options.JournalPoolMax);

    public static string Ledger(string address, PostGisOptions options) => Pool(address, options, "gad-ledger", options.LedgerPoolMax);

    public static string Read(string address, PostGisOptions options) => Pool(address, options, "gad-read", options.ReadPoolMax);

    public static string StateReads(string address, PostGisOptions options) => Pool(address, options, "gad-states", options.StatePoolMax);

    public static string StateWrites(string address, PostGisOptions options) => Pool(address, options, "gad-writes", options.StateWritePoolMax);

    public static string Analytics(string address, PostGisOptions options) => Pool(address, options, "gad-analytics", options.AnalyticsPoolMax, options.AnalyticsTimeoutS);

    public static string Replica(string address, PostGisOptions options, ReplicaOptions replica) => Pool(address, options, "gad-history", replica.PoolMax, replica.TimeoutS);

    public static string Reminders(string address, PostGisOptions options) => Pool(address, options, "gad-reminders", options.ReminderPoolMax);

    /// <summary>The server's limit equals the driver's, so the server ends statements that no caller waits for any more.</summary>
    private static string Pool(string address, PostGisOptions options, string name, int max, int? timeoutS = null)
    {
        var pool = new NpgsqlConnectionStringBuilder(address)
        {
            ApplicationName = name,
            MaxPoolSize = max,
            Timeout = options.ConnectTimeoutS,
            CommandTimeout = timeoutS ?? options.CommandTimeoutS,
            // Every statement of this product repeats often, so it is planned once a connection.
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 2,
            // No statement leaves anything in a session, because locks and settings end with their transaction. A reset each time would cost more than a read.
            NoResetOnClose = true,
            IncludeErrorDetail = false,
        };
        pool.Options = $"{pool.Options} -c statement_timeout={pool.CommandTimeout}s".TrimStart();
        return pool.ConnectionString;
    }
}
