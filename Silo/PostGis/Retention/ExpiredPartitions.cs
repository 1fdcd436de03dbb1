using GrupoGad.Silo.PostGis.Archive;
using GrupoGad.Silo.PostGis.Upkeep;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Retention;

/// <summary>Deletes expired data by whole partitions of time, in the database and in the files of the archive.</summary>
internal sealed class ExpiredPartitions(IOptions<ArchiveOptions> archive)
{
    private const string AnyHeld = "SELECT EXISTS (SELECT FROM retention_holds WHERE kind = 'efectivo')";

    /// <param name="keeps">SQL condition on rows called <c>old</c>; a row that meets it keeps the partition.</param>
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

    /// <summary>Deletes no file while any efectivo is held, because files cannot be searched for it.</summary>
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
            // The manifest goes first: without it the file does not count as an archive, so a crash leaves no unreadable one. The row goes last, for a retry.
            File.Delete(ArchiveFile.Manifest(directory, name));
            File.Delete(ArchiveFile.Csv(directory, name));
            await session.Run("DELETE FROM archives WHERE leaf = $1 AND part = $2 AND state = 'archived'", cancellation, leaf, part);
        }
        return old.Count;
    }
}
