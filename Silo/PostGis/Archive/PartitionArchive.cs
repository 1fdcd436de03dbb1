using GrupoGad.Silo.PostGis.Upkeep;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Archive;

/// <summary>Moves partitions from the database into files, step by step (<see cref="ArchiveStep"/>), and continues where an earlier run ended.</summary>
internal sealed class PartitionArchive(IOptions<ArchiveOptions> options, TimeProvider clock)
{
    /// <summary>Called before each step. A test throws here to simulate a crash.</summary>
    internal Action<ArchiveStep>? Before { get; set; }

    private string Directory => options.Value.Directory!;

    /// <summary>Partitions whose archiving has begun and whose table is not dropped yet.</summary>
    public static Task<List<(ArchiveFamily Family, string Leaf, int Part)>> Begun(LeaderSession session, IReadOnlyList<ArchiveFamily> families, CancellationToken cancellation) =>
        session.Rows("SELECT parent, leaf, part FROM archives WHERE state IN ('detached', 'exported') ORDER BY range_from",
            reader => (families.First(family => family.Parent == reader.GetString(0)), reader.GetString(1), reader.GetInt32(2)), cancellation);

    public async Task<int> Detach(LeaderSession session, ArchiveFamily family, (string Leaf, DateTime From, DateTime To) leaf, CancellationToken cancellation)
    {
        Before?.Invoke(ArchiveStep.Detach);
        await using var transaction = await session.Connection.BeginTransactionAsync(cancellation);
        // Readers of the parent wait for the lock, two seconds at most (lock_timeout); a later run retries.
        await session.Run($"ALTER TABLE {family.Parent} DETACH PARTITION \"{leaf.Leaf}\"", cancellation);
        // A late row of its time finds no table of that name and creates it again.
        await session.Run($"ALTER TABLE \"{leaf.Leaf}\" RENAME TO \"{ArchiveTables.Detached(leaf.Leaf)}\"", cancellation);
        var part = await session.Ask<int>("""
            INSERT INTO archives (leaf, part, parent, range_from, range_to, state)
            SELECT $1, coalesce(max(part), 0) + 1, $2, $3, $4, 'detached' FROM archives WHERE leaf = $1 RETURNING part
            """, cancellation, leaf.Leaf, family.Parent, leaf.From, leaf.To);
        await transaction.CommitAsync(cancellation);
        return part;
    }

    /// <summary>From detached to archived.</summary>
    public async Task Finish(LeaderSession session, ArchiveFamily family, string leaf, int part, CancellationToken cancellation)
    {
        var manifest = await Export(session, family, leaf, part, cancellation);
        Before?.Invoke(ArchiveStep.Verify);
        await ArchiveFile.Verify(Directory, manifest, cancellation);
        Before?.Invoke(ArchiveStep.Drop);
        await using var transaction = await session.Connection.BeginTransactionAsync(cancellation);
        var table = ArchiveTables.Detached(leaf);
        await session.Run($"LOCK TABLE \"{table}\" IN ACCESS EXCLUSIVE MODE", cancellation);
        if (await session.Ask<long>($"SELECT count(*) FROM \"{table}\"", cancellation) != manifest.Rows)
        {
            throw new ArchiveBrokenException($"{table} has other rows than its file: somebody has written to it");
        }
        await session.Run($"DROP TABLE \"{table}\"", cancellation);
        // Rows restored before are in this part too.
        await session.Run("UPDATE archives SET state = 'archived', online_until = NULL WHERE leaf = $1 AND state = 'online'", cancellation, leaf);
        await session.Run("UPDATE archives SET state = 'archived', row_count = $3, archived_at = now() WHERE leaf = $1 AND part = $2", cancellation, leaf, part, manifest.Rows);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Always exports again, because files of an earlier run are not trusted.</summary>
    private async Task<ArchiveManifest> Export(LeaderSession session, ArchiveFamily family, string leaf, int part, CancellationToken cancellation)
    {
        Before?.Invoke(ArchiveStep.Export);
        var table = ArchiveTables.Detached(leaf);
        System.IO.Directory.CreateDirectory(Directory);
        var columns = await ArchiveTables.ColumnsOf(session, table, cancellation);
        var rows = await session.Ask<long>($"SELECT count(*) FROM \"{table}\"", cancellation);
        var range = (await session.Rows("SELECT range_from, range_to FROM archives WHERE leaf = $1 AND part = $2",
            reader => (From: reader.GetDateTime(0), To: reader.GetDateTime(1)), cancellation, leaf, part)).Single();
        var schema = await session.Ask<string>("SELECT max(scriptname) FROM schema_migrations", cancellation);
        ArchiveFile.Sums sums;
        var copy = $"COPY (SELECT {ArchiveTables.List(columns)} FROM \"{table}\" ORDER BY {family.Order}) TO STDOUT (FORMAT csv, HEADER)";
        using (var text = await session.Connection.BeginTextExportAsync(copy, cancellation))
        {
            await using var csv = new Utf8Text(text);
            sums = await ArchiveFile.Write(ArchiveFile.Csv(Directory, ArchiveManifest.NameOf(leaf, part)), csv, cancellation);
        }
        var manifest = new ArchiveManifest(ArchiveManifest.FormatKnown, schema, family.Parent, leaf, part, range.From, range.To, columns,
            rows, sums.Bytes, sums.Sha256, sums.FileBytes, sums.FileSha256, clock.GetUtcNow().UtcDateTime);
        Before?.Invoke(ArchiveStep.Publish);
        ArchiveFile.Publish(Directory, manifest);
        await session.Run("UPDATE archives SET state = 'exported', row_count = $3 WHERE leaf = $1 AND part = $2", cancellation, leaf, part, rows);
        return manifest;
    }
}
