using GrupoGad.Fences;
using static GrupoGad.Silo.Tests.Fences.FenceSilo;
using static GrupoGad.Silo.Tests.Fences.Squares;

namespace GrupoGad.Silo.Tests.Fences;

/// <summary>A server of its own for each test: it is stopped and started again.</summary>
public sealed class FenceOutageTests : IAsyncLifetime
{
    private readonly PostgresServer _server = new();
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        await TestDatabase.Run(_server.Address, "CREATE DATABASE fences");
        _database = new TestDatabase(_server.Address, _server.Address.Replace("Database=postgres", "Database=fences", StringComparison.Ordinal), "fences");
    }

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task While_PostGIS_is_away_nobody_waits_and_what_was_told_is_written_in_its_order_when_it_is_back()
    {
        await using var stack = await PostGisStack.Start(_database.Address);
        var journal = stack.Get<IFenceJournal>();
        await journal.Append(Told(0));
        _server.StopAtOnce();
        for (var i = 1; i <= 50; i++)
        {
            // Answered, though nothing can be written.
            await journal.Append(Told(i)).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        }
        _server.Start();
        await Reports.Until("all are written", async () => await Count() == 51);
        Assert.Equal(Enumerable.Range(0, 51).Select(i => $"{i}"), await _database.Lines("SELECT stay_ms FROM fence_events ORDER BY number"));
        // The last visit is the one that counts, and what is told again is known.
        Assert.Equal(["50"], await _database.Lines($"SELECT extract(epoch FROM changed_at - '{Reports.Noon:O}')::integer FROM fence_presence"));
        await journal.Append(Told(7));
        Assert.Equal(51L, await Count());
    }

    [Fact]
    public async Task What_finds_no_room_while_PostGIS_is_away_is_left_out_and_the_rest_is_written()
    {
        await using var stack = await PostGisStack.Start(_database.Address, null, ("Gad:FenceJournal:QueueRowsMax", "10"));
        var journal = stack.Get<IFenceJournal>();
        _server.StopAtOnce();
        for (var i = 0; i < 20; i++)
        {
            await journal.Append(Told(i)).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        }
        _server.Start();
        await Reports.Until("those that had room are written", async () => await Count() == 5);
        // What was committed makes room a moment later; what is told again is known.
        await Reports.Until("there is room again", async () =>
        {
            await journal.Append(Told(20));
            return await Count() == 6;
        });
        Assert.Equal(["0", "1", "2", "3", "4", "20"], await _database.Lines("SELECT stay_ms FROM fence_events ORDER BY number"));
    }

    [Fact]
    public async Task What_was_told_while_PostGIS_was_away_outlives_its_process_and_is_stored_by_the_next_in_order_and_once()
    {
        var spill = Directory.CreateTempSubdirectory("gad-fences-").FullName;
        await using (var stack = await PostGisStack.Start(_database.Address, null, ("Gad:FenceJournal:StopWithinMs", "100"), ("Gad:Journal:StopWithinMs", "100")))
        {
            var journal = stack.Get<IFenceJournal>();
            await journal.Append(Told(0));
            _server.StopAtOnce();
            for (var i = 1; i <= 20; i++)
            {
                await journal.Append(Told(i)).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            }
            // The disk as a killed process leaves it, in the middle of a line; its slot is nobody's.
            Directory.CreateDirectory(Path.Combine(spill, "fences"));
            foreach (var slot in new[] { "0", "3" })
            {
                await File.WriteAllTextAsync(Path.Combine(spill, "fences", slot + ".lock"), "");
            }
            await File.WriteAllTextAsync(Path.Combine(spill, "fences", "1.lock"), "");
            await File.WriteAllTextAsync(Path.Combine(spill, "fences", "2.lock"), "");
            File.Copy(Path.Combine(stack.SpillDirectory, "fences", "0.gadfences"), Path.Combine(spill, "fences", "3.gadfences"));
            await File.AppendAllTextAsync(Path.Combine(spill, "fences", "3.gadfences"), "{\"events\":[{\"ev");
        }
        _server.Start();
        Assert.Equal(1L, await Count());

        await using (var next = await PostGisStack.Start(_database.Address, spill))
        {
            // Before it takes a call.
            Assert.Equal(Enumerable.Range(0, 21).Select(i => $"{i}"), await _database.Lines("SELECT stay_ms FROM fence_events ORDER BY number"));
            Assert.Equal(["20"], await _database.Lines($"SELECT extract(epoch FROM changed_at - '{Reports.Noon:O}')::integer FROM fence_presence"));
            await Reports.Until("the disk forgets", () => Task.FromResult(Directory.GetFiles(Path.Combine(spill, "fences"), "*.gadfences").Length == 0));
            await next.Get<IFenceJournal>().Append(Told(21));
            Assert.Equal(22L, await Count());
        }
    }

    [Fact]
    public async Task A_visit_in_an_outage_that_its_silo_does_not_survive_is_told_as_it_was()
    {
        var spill = Directory.CreateTempSubdirectory("gad-spill-").FullName;
        (string, string)[] hasty = [("Gad:FenceJournal:StopWithinMs", "100"), ("Gad:Journal:StopWithinMs", "100"), ("Gad:Journal:ProbeEveryMs", "50")];
        var silo = await FenceSilo.Start(_database.Address, null, spill, hasty);
        await silo.Registered("E-1", "E-2");
        await silo.Put("PLAZA", Plan());
        await silo.Report(At("E-1", Outside, After(-3_000)));
        await silo.Report(At("E-2", Outside, After(-3_000)));
        _server.StopAtOnce();
        // For three quarters of an hour, by their clocks: in and out again, and in to stay.
        await silo.Report(At("E-1", Inside, After(-2_400)));
        await silo.Report(At("E-1", Outside, After(-1_800)));
        await silo.Report(At("E-2", Inside, After(-1_200)));
        await silo.Report(At("E-2", Inside, After(-600)));
        await silo.DisposeAsync();
        _server.Start();
        Assert.Equal(0L, await Count());

        silo = await FenceSilo.Start(_database.Address, null, spill, hasty);
        await using (silo)
        {
            await silo.Tells("PLAZA", "E-1:Enter E-1:Exit E-2:Enter");
            Assert.Equal([After(-2_400), After(-1_800), After(-1_200)], (await silo.Events("PLAZA")).Select(told => told.At));
            Assert.Equal(["E-2"], (await silo.Fence("PLAZA").Describe())!.Inside);
            Assert.Equal(6L, await _database.Ask<long>("SELECT count(*) FROM position_reports"));
            await silo.Report(At("E-2", Outside, After(0)));
            await silo.Report(At("E-1", Inside, After(0)));
            await silo.Tells("PLAZA", "E-1:Enter E-1:Exit E-2:Enter E-2:Exit E-1:Enter");
            Assert.Equal(TimeSpan.FromSeconds(1_200), (await silo.Events("PLAZA"))[3].Stay);
        }
        Directory.Delete(spill, recursive: true);
    }

    private Task<long> Count() => _database.Ask<long>("SELECT count(*) FROM fence_events");

    private static FenceWrite Told(int second)
    {
        var at = Reports.Noon.AddSeconds(second);
        return new FenceWrite
        {
            Events =
            [
                new PendingFenceEvent(
                    new FenceEvent
                    {
                        FenceId = "PLAZA", FenceName = "Plaza", Kind = FenceEventKind.Dwell, EfectivoId = "E-1", At = at, KnownAt = at,
                        Stay = TimeSpan.FromMilliseconds(second),
                    },
                    false),
            ],
            Visits = [new VisitRow("E-1", "PLAZA", at, at, FenceCause.Moved, new StoredVisit(Reports.Noon, FenceMarks.Admitted))],
        };
    }
}
