using GrupoGad.Silo.PostGis.Analytics;
using GrupoGad.Silo.PostGis.Upkeep;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Archive;

/// <summary>Restores partitions from the archive. Checks the files first, then loads them in one transaction.</summary>
internal sealed class PartitionRestore(PostGisSources sources, IOptions<ArchiveOptions> options, TimeProvider clock)
{
    /// <summary>Called with the transaction still open. A test throws here to simulate a crash.</summary>
    internal Action? BeforeCommit { get; set; }

    /// <summary>Manifests in the archive directory, newest first. A file without a readable manifest is left out.</summary>
    public IReadOnlyList<ArchiveManifest> List() => !Directory.Exists(Folder) ? [] :
    [
        .. Directory.EnumerateFiles(Folder, "*.json").Select(ArchiveManifest.Read).OrderByDescending(manifest => manifest.From).ThenBy(manifest => manifest.Part),
    ];

    /// <returns>Rows that are in the database now and were not before.</returns>
    /// <param name="leaf">Name of the partition, such as <c>position_reports_20250314</c>. All its parts are restored.</param>
    /// <exception cref="ArchiveBrokenException">A file is broken or missing, or its columns differ from the table's, or
    /// another session uses the archive. Nothing was changed.</exception>
    public async Task<long> Restore(string leaf, CancellationToken cancellation)
    {
        await using var session = await LeaderSession.OpenWithout(sources.Address, cancellation);
        var rows = 0L;
        // Takes the lock before it looks at any file, so that retention deletes nothing between the look and the load.
        return await ArchiveTables.Alone(session, async () => rows = await Restore(session, leaf, cancellation), cancellation)
            ? rows : throw new ArchiveBrokenException("the archive is in use: try again when that has ended");
    }

    private string Folder => options.Value.Directory ?? throw new ArchiveBrokenException("Gad:Archive:Directory is not set");

    private async Task<long> Restore(LeaderSession session, string leaf, CancellationToken cancellation)
    {
        var parts = Directory.Exists(Folder)
            ? Directory.EnumerateFiles(Folder, "*.json").Where(path => Path.GetFileName(path).StartsWith(leaf + ".", StringComparison.Ordinal)).Select(ArchiveManifest.Read).OrderBy(manifest => manifest.Part).ToArray()
            : [];
        if (parts.Length == 0)
        {
            throw new ArchiveBrokenException($"{leaf} is not in the archive");
        }
        foreach (var part in parts)
        {
            await Check(session, part, leaf, cancellation);
        }
        await using var transaction = await session.Connection.BeginTransactionAsync(cancellation);
        await EnsureNotBegun(session, leaf, cancellation);
        var rows = await Load(session, parts, cancellation);
        await Note(session, parts, cancellation);
        await CountAnew(session, parts, cancellation);
        BeforeCommit?.Invoke();
        await transaction.CommitAsync(cancellation);
        return rows;
    }

    private async Task Check(LeaderSession session, ArchiveManifest part, string leaf, CancellationToken cancellation)
    {
        // The names of the manifest become SQL, so they are checked first.
        if (part.Format != ArchiveManifest.FormatKnown || part.Leaf != leaf || !ArchiveFamily.All(options.Value).Any(family => family.Parent == part.Parent) || leaf.Contains('"'))
        {
            throw new ArchiveBrokenException($"{part.Name}: the manifest is of an unknown format, or of another partition");
        }
        if (!part.Columns.SequenceEqual(await ArchiveTables.ColumnsOf(session, part.Parent, cancellation)))
        {
            throw new ArchiveBrokenException($"{part.Name} has other columns than {part.Parent} has now (it was archived at {part.SchemaVersion})");
        }
        await ArchiveFile.Verify(Folder, part, cancellation);
    }

    private static async Task EnsureNotBegun(LeaderSession session, string leaf, CancellationToken cancellation)
    {
        if (await session.Ask<bool>("SELECT EXISTS (SELECT FROM archives WHERE leaf = $1 AND state IN ('detached', 'exported'))", cancellation, leaf))
        {
            throw new ArchiveBrokenException($"{leaf} is being archived: restore it when that has ended");
        }
    }

    private async Task<long> Load(LeaderSession session, ArchiveManifest[] parts, CancellationToken cancellation)
    {
        var first = parts[0];
        // Writers go on. Only a writer that creates a partition waits, and then finds it.
        await session.Run($"LOCK TABLE {first.Parent} IN SHARE UPDATE EXCLUSIVE MODE", cancellation);
        var isThere = await session.Ask<bool>("SELECT to_regclass($1) IS NOT NULL", cancellation, first.Leaf);
        var aside = isThere ? $"\"restoring_{first.Leaf}\"" : $"\"{first.Leaf}\"";
        await session.Run($"CREATE TABLE {aside} (LIKE {first.Parent} INCLUDING ALL)", cancellation);
        foreach (var part in parts)
        {
            // Parts may overlap: a part archived after a restore holds the rows of the parts before.
            await session.Run($"CREATE TEMPORARY TABLE restoring (LIKE {first.Parent}) ON COMMIT DROP", cancellation);
            await Copy(session, part, cancellation);
            var read = await session.Ask<long>("SELECT count(*) FROM restoring", cancellation);
            if (read != part.Rows)
            {
                throw new ArchiveBrokenException($"{part.Name} gave {read} rows, its manifest says {part.Rows}");
            }
            await session.Run($"INSERT INTO {aside} SELECT * FROM restoring ON CONFLICT DO NOTHING", cancellation);
            await session.Run("DROP TABLE restoring", cancellation);
        }
        if (isThere)
        {
            // Late rows have created the table again. They win, because readers saw them.
            var added = await session.Run($"INSERT INTO \"{first.Leaf}\" SELECT * FROM {aside} ON CONFLICT DO NOTHING", cancellation);
            await session.Run($"DROP TABLE {aside}", cancellation);
            return added;
        }
        await session.Run(FormattableString.Invariant($"ALTER TABLE {first.Parent} ATTACH PARTITION \"{first.Leaf}\" FOR VALUES FROM ('{first.From:O}') TO ('{first.To:O}')"), cancellation);
        return await session.Ask<long>($"SELECT count(*) FROM \"{first.Leaf}\"", cancellation);
    }

    private async Task Copy(LeaderSession session, ArchiveManifest part, CancellationToken cancellation)
    {
        using var csv = new StreamReader(ArchiveFile.Open(ArchiveFile.Csv(Folder, part.Name)));
        await using var copy = await session.Connection.BeginTextImportAsync($"COPY restoring ({ArchiveTables.List(part.Columns)}) FROM STDIN (FORMAT csv, HEADER match)", cancellation);
        var letters = new char[64 << 10];
        while (await csv.ReadAsync(letters, cancellation) is > 0 and var read)
        {
            await copy.WriteAsync(letters.AsMemory(0, read), cancellation);
        }
    }

    /// <summary>Has the coverage of the day of the partition counted again, if it is within the counted days.</summary>
    private static async Task CountAnew(LeaderSession session, ArchiveManifest[] parts, CancellationToken cancellation)
    {
        foreach (var part in parts.Where(part => part.Parent == "position_reports"))
        {
            await session.Run(LateHours.Note, cancellation, Enumerable.Range(0, 24).Select(hour => LateHours.HourOf(part.From).AddHours(hour)).ToArray());
        }
    }

    private async Task Note(LeaderSession session, ArchiveManifest[] parts, CancellationToken cancellation)
    {
        foreach (var part in parts)
        {
            // A database that was created after the archive has no record of it.
            await session.Run("""
                INSERT INTO archives AS known (leaf, part, parent, range_from, range_to, state, row_count, online_until) VALUES ($1, $2, $3, $4, $5, 'online', $6, $7)
                ON CONFLICT (leaf, part) DO UPDATE SET state = 'online', online_until = excluded.online_until
                """, cancellation, part.Leaf, part.Part, part.Parent, part.From, part.To, part.Rows, clock.GetUtcNow().UtcDateTime.AddDays(options.Value.RestoredForDays));
        }
    }
}
