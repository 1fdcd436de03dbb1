using GrupoGad.Fences;
using GrupoGad.Storage;

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
        await journal.Append(Told(20));
        Assert.Equal(["0", "1", "2", "3", "4", "20"], await _database.Lines("SELECT stay_ms FROM fence_events ORDER BY number"));
    }

    private Task<long> Count() => _database.Ask<long>("SELECT count(*) FROM fence_events");

    private static FenceWrite Told(int second)
    {
        var at = Reports.Noon.AddSeconds(second);
        return new FenceWrite
        {
            Events =
            [
                new OwedEvent(
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
