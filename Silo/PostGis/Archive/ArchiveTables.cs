using GrupoGad.Silo.PostGis.Upkeep;

namespace GrupoGad.Silo.PostGis.Archive;

/// <summary>Statements that archive and restore share.</summary>
internal static class ArchiveTables
{
    /// <summary>Key of the lock that lets one process at a time archive, restore or delete partitions and their files; see <see cref="Alone"/>.</summary>
    public const long LockKey = 0x6761_6400_0013;

    private const string Leaves = """
        SELECT leaf.relname::text, (bounds[1])::timestamptz, (bounds[2])::timestamptz FROM pg_inherits
        JOIN pg_class leaf ON leaf.oid = inhrelid,
        regexp_match(pg_get_expr(leaf.relpartbound, leaf.oid), '^FOR VALUES FROM \(''([^'']+)''\) TO \(''([^'']+)''\)$') AS bounds
        WHERE inhparent = to_regclass($1) AND bounds IS NOT NULL AND (bounds[2])::timestamptz <= $2
            AND NOT EXISTS (SELECT FROM archives WHERE archives.leaf = relname AND state = 'online' AND online_until > $3)
        ORDER BY 2
        """;

    private const string Columns = """
        SELECT attname::text, format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
        """;

    /// <summary>
    /// Runs an action that needs partitions and files exclusively. The lock belongs to the session, so it spans transactions and the reading of files.
    /// </summary>
    /// <returns>False when another session holds the lock; nothing was run.</returns>
    public static async Task<bool> Alone(LeaderSession session, Func<Task> work, CancellationToken cancellation)
    {
        if (!await session.Ask<bool>("SELECT pg_try_advisory_lock($1)", cancellation, LockKey))
        {
            return false;
        }
        try
        {
            await work();
            return true;
        }
        finally
        {
            // When the connection is lost, the end of the session releases the lock.
            if (session.Connection.FullState == System.Data.ConnectionState.Open)
            {
                await session.Ask<bool>("SELECT pg_advisory_unlock($1)", CancellationToken.None, LockKey);
            }
        }
    }

    /// <summary>Partitions of a table that end before an instant, oldest first, without those restored by a person and still due to stay online.</summary>
    public static Task<List<(string Leaf, DateTime From, DateTime To)>> Old(LeaderSession session, string parent, DateTime before, DateTime now, CancellationToken cancellation) =>
        session.Rows(Leaves, reader => (reader.GetString(0), reader.GetDateTime(1), reader.GetDateTime(2)), cancellation, parent, before, now);

    public static Task<List<ArchiveColumn>> ColumnsOf(LeaderSession session, string table, CancellationToken cancellation) =>
        session.Rows(Columns, reader => new ArchiveColumn(reader.GetString(0), reader.GetString(1)), cancellation, table);

    public static string List(IEnumerable<ArchiveColumn> columns) => string.Join(", ", columns.Select(column => $"\"{column.Name}\""));

    public static string Detached(string leaf) => "archiving_" + leaf;
}
