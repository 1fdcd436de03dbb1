using GrupoGad.Efectivos;
using GrupoGad.Silo.PostGis.Spill;
using GrupoGad.Tracks;

namespace GrupoGad.Silo.Tests;

/// <summary>A server of its own for each test: it is killed and started again.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private readonly PostgresServer _server = new();
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        await TestDatabase.Run(_server.Address, "CREATE DATABASE outage");
        _database = new TestDatabase(_server.Address, _server.Address.Replace("Database=postgres", "Database=outage", StringComparison.Ordinal), "outage");
    }

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_server_killed_in_mid_stream_loses_and_doubles_nothing_that_was_accepted()
    {
        await using var stack = await PostGisStack.Start(_database.Address);
        using var stop = new CancellationTokenSource();
        var accepted = new System.Collections.Concurrent.ConcurrentQueue<long>();
        var senders = Enumerable.Range(0, 8).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var reports = Enumerable.Range(0, 50).Select(k => Reports.Of($"E-{sender}-{k}", Reports.Noon.AddSeconds(i))).ToArray();
                var outcomes = await Task.WhenAll(reports.Select(report => stack.Journal.Append(report).AsTask()));
                Assert.All(outcomes, outcome => Assert.Equal(JournalOutcome.Written, outcome));
                foreach (var report in reports)
                {
                    accepted.Enqueue(report.ReportId);
                }
            }
        })).ToArray();
        await Reports.Until("rows flow", () => Task.FromResult(accepted.Count > 2_000));

        for (var outage = 0; outage < 2; outage++)
        {
            _server.StopAtOnce();
            await Reports.Until("the journal is degraded", () => Task.FromResult(stack.Journal.Degraded));
            var before = accepted.Count;
            await Reports.Until("rows flow into the spill", () => Task.FromResult(accepted.Count > before + 2_000));
            _server.Start();
            await Reports.Until("the journal has caught up", () => Task.FromResult(!stack.Journal.Degraded));
        }
        await stop.CancelAsync();
        await Task.WhenAll(senders);
        // A flush may have taken too long since.
        await Reports.Until("the journal has stored all", () => Task.FromResult(!stack.Journal.Degraded));

        var stored = (await _database.Lines("SELECT report_id FROM position_reports")).Select(long.Parse).ToArray();
        Assert.Equal(accepted.Order(), stored.Order());
    }

    [Fact]
    public async Task Rows_that_a_killed_process_left_in_its_spill_are_stored_at_the_next_start_without_its_torn_end()
    {
        var spill = Directory.CreateTempSubdirectory("gad-spill-").FullName;
        var rows = Enumerable.Range(0, 100).Select(i => Reports.Of("E-1", Reports.Noon.AddSeconds(i))).ToArray();
        var slot = Directory.CreateDirectory(Path.Combine(spill, "3")).FullName;
        Leave(Path.Combine(slot, "000000000001.gadspill"), rows[..60], tornBytes: 0);
        Leave(Path.Combine(slot, "000000000002.gadspill"), rows[60..], tornBytes: 17);
        foreach (var other in new[] { "0", "1", "2" })
        {
            Directory.CreateDirectory(Path.Combine(spill, other));
        }

        await using var stack = await PostGisStack.Start(_database.Address, spill);
        await Reports.Until("the journal has caught up", () => Task.FromResult(!stack.Journal.Degraded));

        Assert.Equal(99L, await _database.Ask<long>("SELECT count(*) FROM position_reports"));
        Assert.Empty(Directory.EnumerateFiles(spill, "*.gadspill", SearchOption.AllDirectories));
        await Reports.Until("the last position follows", async () => await _database.Ask<long>("SELECT count(*) FROM last_positions") == 1);
    }

    [Fact]
    public async Task A_stopped_silo_hands_its_spill_to_the_next_one()
    {
        var spill = Directory.CreateTempSubdirectory("gad-spill-").FullName;
        var kept = Directory.CreateTempSubdirectory("gad-spill-").FullName;
        await using (var stack = await PostGisStack.Start(_database.Address, spill))
        {
            _server.StopAtOnce();
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => stack.Journal.Append(Reports.Of("E-1", Reports.Noon.AddSeconds(i))).AsTask()).ToArray());
            Assert.All(outcomes, outcome => Assert.Equal(JournalOutcome.Written, outcome));
            Assert.True(stack.Journal.Degraded);
            // As after a kill: what is on the disk, and nothing else.
            foreach (var segment in Directory.EnumerateFiles(Path.Combine(spill, "0"), "*.gadspill"))
            {
                Directory.CreateDirectory(Path.Combine(kept, "0"));
                File.Copy(segment, Path.Combine(kept, "0", Path.GetFileName(segment)));
            }
        }
        _server.Start();

        await using var next = await PostGisStack.Start(_database.Address, kept);
        await Reports.Until("the journal has caught up", () => Task.FromResult(!next.Journal.Degraded));
        Assert.Equal(500L, await _database.Ask<long>("SELECT count(*) FROM position_reports"));
    }

    [Fact]
    public async Task Repeats_during_an_outage_are_told_apart_and_a_full_spill_refuses()
    {
        await using var stack = await PostGisStack.Start(_database.Address, null, ("Gad:Journal:SpillBytesMax", "2048"));
        _server.StopAtOnce();
        var first = Reports.Of("E-1", Reports.Noon);
        var outcomes = await Task.WhenAll(new[] { first, first, first with { ReportId = 99_000_000 } }.Select(report => stack.Journal.Append(report).AsTask()).ToArray());
        Assert.Equal([JournalOutcome.Written, JournalOutcome.AlreadyWritten, JournalOutcome.Conflict], outcomes);

        var refused = await Assert.ThrowsAsync<GadUnavailableException>(() =>
            Task.WhenAll(Enumerable.Range(1, 100).Select(i => stack.Journal.Append(Reports.Of("E-1", Reports.Noon.AddSeconds(i))).AsTask()).ToArray()));
        Assert.Equal("journal", refused.Part);

        _server.Start();
        await Reports.Until("the journal has caught up", () => Task.FromResult(!stack.Journal.Degraded));
        Assert.Equal(first.ReportId, await _database.Ask<long>("SELECT report_id FROM position_reports"));
    }

    [Fact]
    public async Task A_server_that_hangs_holds_nobody_longer_than_the_flush_may_take()
    {
        await using var stack = await PostGisStack.Start(_database.Address, null, ("Gad:Journal:FlushTimeoutMs", "300"));
        await stack.Journal.Append(Reports.Of("E-1", Reports.Noon));
        await using (var hang = await _database.Hold("LOCK TABLE position_reports IN ACCESS EXCLUSIVE MODE"))
        {
            Assert.Equal(JournalOutcome.Written, await stack.Journal.Append(Reports.Of("E-1", Reports.Noon.AddSeconds(1))));
            Assert.True(stack.Journal.Degraded);
        }
        await Reports.Until("the journal has caught up", () => Task.FromResult(!stack.Journal.Degraded));
        Assert.Equal(2L, await _database.Ask<long>("SELECT count(*) FROM position_reports"));
    }

    /// <summary>A spill file as a process leaves it that died in the midst of its last record, or after it.</summary>
    private static void Leave(string path, PositionReport[] rows, int tornBytes)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        foreach (var row in rows)
        {
            length += SpillRecord.Write(buffer.AsSpan(length), in row);
        }
        File.WriteAllBytes(path, buffer[..(length - tornBytes)]);
    }
}
