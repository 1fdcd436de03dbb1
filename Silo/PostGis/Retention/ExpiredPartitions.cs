using GrupoGad.Silo.PostGis.Archive;
using GrupoGad.Silo.PostGis.Upkeep;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Retention;

/// <summary>What goes by whole partitions of time: those in the database, and their files in the archive.</summary>
internal sealed class ExpiredPartitions(IOptions<ArchiveOptions> archive)
{
    private const string AnyHeld = "SELECT EXISTS (SELECT FROM retention_holds WHERE kind = 'efectivo')";

    /// <param name="keeps">What keeps a partition, of its rows called <c>old</c>.</param>
    /// <returns>Partitions dropped.</returns>
    public static async Task<int> Drop(LeaderSession session, string parent, string keeps, DateTime before, DateTime now, CancellationToken cancellation)
    {
        var dropped = 0;
        foreach (var (leaf, _, _) in await ArchiveTables.Old(session, parent, before, now, cancellation))
        {
            if (!await session.Ask<bool>($"SELECT EXISTS (SELECT FROM \"{leaf}\" AS old WHERE {keeps})", cancellation))
            {
                await session.Run($"DROP TABLE \"{leaf}\"", cancellation);
                dropped++;
            }
        }
        return dropped;
    }

    /// <summary>Nobody can look for a held efectivo in a file: while one is held, all files stay.</summary>
    /// <returns>Files deleted.</returns>
    public async Task<int> DeleteFiles(LeaderSession session, string parent, DateTime before, CancellationToken cancellation)
    {
        if (archive.Value.Directory is not { } directory || await session.Ask<bool>(AnyHeld, cancellation))
        {
            return 0;
        }
        var old = await session.Rows("SELECT leaf, part FROM archives WHERE parent = $1 AND state = 'archived' AND range_to <= $2 ORDER BY range_from",
            reader => (Leaf: reader.GetString(0), Part: reader.GetInt32(1)), cancellation, parent, before);
        foreach (var (leaf, part) in old)
        {
            var name = ArchiveManifest.NameOf(leaf, part);
            // The manifest first: without it there is no archive, so a crash in between leaves none that cannot be read. The row last: it is tried again.
            File.Delete(ArchiveFile.Manifest(directory, name));
            File.Delete(ArchiveFile.Csv(directory, name));
            await session.Run("DELETE FROM archives WHERE leaf = $1 AND part = $2 AND state = 'archived'", cancellation, leaf, part);
        }
        return old.Count;
    }
}
