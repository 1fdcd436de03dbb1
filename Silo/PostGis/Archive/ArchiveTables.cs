using GrupoGad.Silo.PostGis.Upkeep;

namespace GrupoGad.Silo.PostGis.Archive;

/// <summary>What archive and restore both ask of the database.</summary>
internal static class ArchiveTables
{
    /// <summary>One archives, restores or deletes at a time, of partitions and of their files: see <see cref="Alone"/>.</summary>
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

    /// <summary>Runs what needs partitions and files for itself. The lock is the session's: transactions may begin and end in it, and a file may be read without one.</summary>
    /// <returns>False, and nothing was run: another session is at it.</returns>
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
            // The session's end gives it free too, when there is nobody to ask any more.
            if (session.Connection.FullState == System.Data.ConnectionState.Open)
            {
                await session.Ask<bool>("SELECT pg_advisory_unlock($1)", CancellationToken.None, LockKey);
            }
        }
    }

    /// <summary>Partitions of a table that end before an instant, oldest first; without those that a person has restored for a while.</summary>
    public static Task<List<(string Leaf, DateTime From, DateTime To)>> Old(LeaderSession session, string parent, DateTime before, DateTime now, CancellationToken cancellation) =>
        session.Rows(Leaves, reader => (reader.GetString(0), reader.GetDateTime(1), reader.GetDateTime(2)), cancellation, parent, before, now);

    public static Task<List<ArchiveColumn>> ColumnsOf(LeaderSession session, string table, CancellationToken cancellation) =>
        session.Rows(Columns, reader => new ArchiveColumn(reader.GetString(0), reader.GetString(1)), cancellation, table);

    public static string List(IEnumerable<ArchiveColumn> columns) => string.Join(", ", columns.Select(column => $"\"{column.Name}\""));

    public static string Detached(string leaf) => "archiving_" + leaf;
}
