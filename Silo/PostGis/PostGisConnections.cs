using Npgsql;

namespace GrupoGad.Silo.PostGis;

/// <summary>The connection strings of the pools, all made from the one of the configuration.</summary>
internal static class PostGisConnections
{
    public const string Name = "PostGis";

    public static string Journal(string address, PostGisOptions options) => Pool(address, options, "gad-journal", options.JournalPoolMax);

    public static string Ledger(string address, PostGisOptions options) => Pool(address, options, "gad-ledger", options.LedgerPoolMax);

    public static string Read(string address, PostGisOptions options) => Pool(address, options, "gad-read", options.ReadPoolMax);

    public static string StateReads(string address, PostGisOptions options) => Pool(address, options, "gad-states", options.StatePoolMax);

    public static string StateWrites(string address, PostGisOptions options) => Pool(address, options, "gad-writes", options.StateWritePoolMax);

    public static string Reminders(string address, PostGisOptions options) => Pool(address, options, "gad-reminders", options.ReminderPoolMax);

    private static string Pool(string address, PostGisOptions options, string name, int max) => new NpgsqlConnectionStringBuilder(address)
    {
        ApplicationName = name,
        MaxPoolSize = max,
        Timeout = options.ConnectTimeoutS,
        CommandTimeout = options.CommandTimeoutS,
        // Every statement of ours comes again and again: planned once a connection.
        MaxAutoPrepare = 32,
        AutoPrepareMinUsages = 2,
        // Nothing of ours leaves anything behind in a session (locks and settings are a transaction's): to reset it each time costs more than a read.
        NoResetOnClose = true,
        IncludeErrorDetail = false,
    }.ConnectionString;
}
