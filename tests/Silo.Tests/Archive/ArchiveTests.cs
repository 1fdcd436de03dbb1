using System.Globalization;
using GrupoGad.LoadGenerator.Efectivos;
using GrupoGad.LoadGenerator.Traces;
using GrupoGad.Silo.PostGis.Archive;
using GrupoGad.Silo.PostGis.Upkeep;
using GrupoGad.Silo.Tests.Upkeep;
using GrupoGad.Tracks;

namespace GrupoGad.Silo.Tests.Archive;

/// <summary>The whole real trace goes to files and comes back. Its days are of 2024: all of them are due.</summary>
public sealed class ArchiveTests(PostGisServer server) : IAsyncLifetime
{
    private const string Hash = "SELECT count(*) || ' ' || md5(string_agg(stored::text, E'\\n' ORDER BY efectivo_id, device_time)) FROM position_reports stored WHERE device_time < '2025-01-01'";

    private readonly string _folder = Directory.CreateTempSubdirectory("gad-archive-").FullName;
    private TestDatabase _database = null!;
    private PostGisStack _stack = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PartitionRestore Restore => _stack.Get<PartitionRestore>();

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        _stack = await PostGisStack.Start(_database.Address, null, ("Gad:Archive:Directory", _folder));
        // The test is the leader.
        await _stack.Get<Leadership>().StopAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _stack.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_real_trace_goes_through_a_crash_at_each_step_and_comes_back_row_by_row()
    {
        var efectivo = await LoadTrace();
        var (before, leaves, track) = (await _database.Ask<string>(Hash), await Leaves(), await Track(efectivo));
        Assert.NotEmpty(leaves);
        Assert.True(int.Parse(before.Split(' ')[0], CultureInfo.InvariantCulture) > 50_000, before);
        var archive = _stack.Get<PartitionArchive>();

        foreach (var step in Enum.GetValues<ArchiveStep>())
        {
            archive.Before = at => _ = at == step ? throw new InvalidOperationException($"crash before {at}") : 0;
            await Assert.ThrowsAsync<InvalidOperationException>(ArchiveAll);
            Assert.Equal(before.Split(' ')[0], await CountEverywhere());
        }
        archive.Before = null;
        await ArchiveAll();

        Assert.Equal(leaves.Select(leaf => leaf + ".1").Order(), Restore.List().Select(part => part.Name).Order());
        Assert.Equal(0L, await _database.Ask<long>("SELECT count(*) FROM position_reports WHERE device_time < '2025-01-01'"));
        Assert.Equal(0L, await _database.Ask<long>("SELECT count(*) FROM pg_class WHERE relname LIKE 'archiving%' AND relkind = 'r'"));
        Assert.Equal(["archived"], await _database.Lines("SELECT DISTINCT state FROM archives"));
        Assert.Equal(leaves.Count * 2, Directory.GetFiles(_folder).Length);

        // The process dies before the commit: nothing came back.
        Restore.BeforeCommit = () => throw new InvalidOperationException("crash");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Restore.Restore(leaves[0], Cancellation));
        Restore.BeforeCommit = null;
        Assert.Equal("0", await CountEverywhere());

        foreach (var leaf in leaves)
        {
            var said = new StringWriter();
            Assert.Equal(0, await ArchiveVerb.Run(Restore, ["archive", "restore", $"{leaf[^8..^4]}-{leaf[^4..^2]}-{leaf[^2..]}"], said));
            Assert.Contains(leaf, said.ToString());
        }
        Assert.Equal(before, await _database.Ask<string>(Hash));
        Assert.Equal(leaves, await Leaves());
        Assert.Equal(track, await Track(efectivo));
        Assert.Equal(0L, await _database.Ask<long>("SELECT count(*) FROM pg_class WHERE relname LIKE 'restoring%'"));
        // A person has asked for them: they stay for a while.
        Assert.Equal("0 partitions", await ArchiveAll());
    }

    [Fact]
    public async Task A_broken_file_changes_nothing()
    {
        var leaf = await ArchiveOneDay();
        var path = ArchiveFile.Csv(_folder, leaf + ".1");
        var whole = await File.ReadAllBytesAsync(path, Cancellation);
        var flipped = whole.ToArray();
        flipped[whole.Length / 2] ^= 0x10;
        var manifest = await File.ReadAllTextAsync(ArchiveFile.Manifest(_folder, leaf + ".1"), Cancellation);
        var state = await _database.Lines("SELECT archives::text FROM archives");

        await Refused(() => File.WriteAllBytes(path, flipped));
        await Refused(() => File.WriteAllBytes(path, whole[..^5]));
        await Refused(() => File.WriteAllBytes(path, []));
        await Refused(() => File.Delete(path));
        File.WriteAllBytes(path, whole);
        await Refused(() => File.WriteAllText(ArchiveFile.Manifest(_folder, leaf + ".1"), manifest.Replace("\"rows\": 3", "\"rows\": 4", StringComparison.Ordinal)));
        await Refused(() => File.WriteAllText(ArchiveFile.Manifest(_folder, leaf + ".1"), manifest.Replace("\"real\"", "\"double precision\"", StringComparison.Ordinal)));
        await Refused(() => File.WriteAllText(ArchiveFile.Manifest(_folder, leaf + ".1"), "{"));

        await File.WriteAllTextAsync(ArchiveFile.Manifest(_folder, leaf + ".1"), manifest, Cancellation);
        Assert.Equal(3, await Restore.Restore(leaf, Cancellation));

        async Task Refused(Action breaks)
        {
            breaks();
            await Assert.ThrowsAsync<ArchiveBrokenException>(() => Restore.Restore(leaf, Cancellation));
            Assert.Equal("0", await CountEverywhere());
            Assert.Equal(state, await _database.Lines("SELECT archives::text FROM archives"));
            var said = new StringWriter();
            Assert.Equal(1, await ArchiveVerb.Run(Restore, ["archive", "restore", leaf], said));
            Assert.StartsWith("Nothing was changed", said.ToString());
        }
    }

    [Fact]
    public async Task A_file_that_does_not_read_back_keeps_its_table()
    {
        await AppendDay();
        var archive = _stack.Get<PartitionArchive>();
        archive.Before = step =>
        {
            if (step == ArchiveStep.Verify)
            {
                using var file = File.OpenWrite(Directory.GetFiles(_folder, "*.zst").Single());
                file.Seek(-3, SeekOrigin.End);
                file.WriteByte(0);
            }
        };
        await Assert.ThrowsAsync<ArchiveBrokenException>(ArchiveAll);
        Assert.Equal("3", await CountEverywhere());
        archive.Before = null;
        await ArchiveAll();
        Assert.Equal(3, await Restore.Restore((await _database.Lines("SELECT leaf FROM archives")).Single(), Cancellation));
    }

    [Fact]
    public async Task A_late_row_of_an_archived_day_is_kept_and_the_day_comes_back_with_it()
    {
        var leaf = await ArchiveOneDay();
        var late = new DateTime(2024, 5, 1, 18, 0, 0, DateTimeKind.Utc);
        Assert.Equal(JournalOutcome.Written, await _stack.Journal.Append(Reports.Of("E-9", late)));
        await ArchiveAll();
        Assert.Equal([leaf + ".1", leaf + ".2"], Restore.List().Select(part => part.Name));
        await _stack.Journal.Append(Reports.Of("E-8", late));

        Assert.Equal(4, await Restore.Restore(leaf, Cancellation));

        Assert.Equal(["E-0", "E-1", "E-2", "E-8", "E-9"], await _database.Lines("SELECT efectivo_id FROM position_reports WHERE device_time < '2025-01-01' ORDER BY 1"));
        // Restored long enough: archived again, all of it as one more part.
        await _database.Run("UPDATE archives SET online_until = now() - interval '1 day'");
        await ArchiveAll();
        Assert.Equal(5, Restore.List().Single(part => part.Part == 3).Rows);
        Assert.Equal("0", await CountEverywhere());
    }

    private async Task<string> ArchiveOneDay()
    {
        await AppendDay();
        await ArchiveAll();
        return (await _database.Lines("SELECT leaf FROM archives")).Single();
    }

    private async Task AppendDay()
    {
        for (var i = 0; i < 3; i++)
        {
            await _stack.Journal.Append(Reports.Of($"E-{i}", new DateTime(2024, 5, 1, 12, i, 0, DateTimeKind.Utc)));
        }
    }

    /// <summary>As the leader would, on a session of its own; ended afterwards, as by a crash.</summary>
    private async Task<string> ArchiveAll()
    {
        await using var session = await Leaders.Next(_database);
        return await _stack.Get<IEnumerable<IUpkeepTask>>().Single(task => task.Name == "archive").Run(session, Cancellation);
    }

    private async Task<List<string>> Leaves() =>
        await _database.Lines("SELECT DISTINCT tableoid::regclass::text FROM position_reports WHERE device_time < '2025-01-01' ORDER BY 1");

    /// <summary>Rows before 2025, online or detached.</summary>
    private async Task<string> CountEverywhere()
    {
        var count = await _database.Ask<long>("SELECT count(*) FROM position_reports WHERE device_time < '2025-01-01'");
        foreach (var table in await _database.Lines("SELECT relname FROM pg_class WHERE relname LIKE 'archiving\\_%' AND relkind = 'r'"))
        {
            count += await _database.Ask<long>($"SELECT count(*) FROM {table}");
        }
        return count.ToString(CultureInfo.InvariantCulture);
    }

    private async Task<string[]> Track(string efectivo) => [.. (await _stack.Get<ITrackHistory>().Read(
        new TrackQuery { EfectivoId = efectivo, From = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc), To = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc), Limit = 5_000 }, Cancellation))
        .Fixes.Select(fix => fix.ToString())];

    private async Task<string> LoadTrace()
    {
        var trace = TraceReader.ReadFile(Path.Combine(AppContext.BaseDirectory, "warsaw_excerpt.csv.gz"));
        var codes = trace.Units.Select(unit => EfectivoCode.Of("BUS", unit.Id)).ToArray();
        foreach (var slice in trace.Rows.Chunk(4_000))
        {
            await Task.WhenAll(slice.Select(row => _stack.Journal.Append(Reports.Of(codes[row.Unit], row.Time, latitude: row.Fix.Latitude, longitude: row.Fix.Longitude)).AsTask()));
        }
        return codes[0];
    }

    [Fact]
    public async Task A_restore_reads_no_file_while_somebody_may_be_taking_it_away()
    {
        var leaf = await ArchiveOneDay();
        // It would say that it is missing, had it looked.
        File.Delete(ArchiveFile.Csv(_folder, leaf + ".1"));
        await using var used = await _database.Hold($"SELECT pg_advisory_xact_lock({ArchiveTables.LockKey})");
        var refused = await Assert.ThrowsAsync<ArchiveBrokenException>(() => Restore.Restore(leaf, Cancellation));
        Assert.Contains("the archive is in use", refused.Message, StringComparison.Ordinal);
    }
}
