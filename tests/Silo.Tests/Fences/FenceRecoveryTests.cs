using System.Collections.Concurrent;
using System.Collections.Immutable;
using GrupoGad.Fences;
using GrupoGad.Silo.PostGis.Fences;
using GrupoGad.Silo.PostGis.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.Tests.Fences;

/// <summary>What a former process left on the disk: nothing of it is lost, and nobody comes to life before it, or hears nothing of it.</summary>
public sealed class FenceRecoveryTests(PostGisServer server) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gad-fences-").FullName;
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        await using var migrated = await PostGisStack.Start(_database.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public void A_torn_line_takes_no_other_with_it_and_is_kept_for_a_person_to_look_at()
    {
        Left(1);
        File.AppendAllText(Path.Combine(_folder, "fences", "0.gadfences"), "{\"events\":[{\"ev");
        Left(2);
        using var spill = Spill();
        Assert.Equal(["PLAZA-1", "PLAZA-2"], spill.Take().Select(write => write.Events[0].Event.FenceId));
        spill.Clear();
        Assert.Equal("{\"events\":[{\"ev", Assert.Single(File.ReadAllLines(Path.Combine(_folder, "fences", "0.unread"))));
        Assert.Empty(spill.Take());
    }

    [Fact]
    public async Task A_start_waits_for_it_through_failures_that_pass()
    {
        Left(1);
        await _database.Run("""
            CREATE SEQUENCE tries;
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN IF nextval('tries') < 50 THEN RAISE EXCEPTION 'not yet' USING ERRCODE = 'serialization_failure'; END IF; RETURN new; END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON fence_events FOR EACH ROW EXECUTE FUNCTION refuse();
            """);
        await using var stack = await PostGisStack.Start(_database.Address, _folder, ("Gad:FenceJournal:PauseMaxMs", "20"));
        Assert.Equal(1L, await _database.Ask<long>("SELECT count(*) FROM fence_events"));
    }

    [Fact]
    public async Task What_is_stored_after_the_start_is_heard_of()
    {
        Left(1);
        await _database.Run("""
            CREATE TABLE refusing AS SELECT true AS so;
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN IF EXISTS (SELECT FROM refusing) THEN RAISE EXCEPTION 'not yet' USING ERRCODE = 'serialization_failure'; END IF; RETURN new; END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON fence_events FOR EACH ROW EXECUTE FUNCTION refuse();
            """);
        var echo = new Echo();
        await using var stack = await PostGisStack.Start(_database.Address);
        using var spill = Spill();
        using var journal = new FenceJournal(
            stack.Get<Silo.PostGis.PostGisSources>(), spill, new ServiceCollection().AddSingleton<IFenceEcho>(echo).BuildServiceProvider(),
            Options.Create(new FenceJournalOptions { CommitTimeoutMs = 500, PauseMaxMs = 20 }), stack.Get<FenceJournalInstruments>(), TimeProvider.System, NullLogger<FenceJournal>.Instance);
        await journal.StartAsync(TestContext.Current.CancellationToken);
        Assert.False(await journal.Recover(TimeSpan.Zero, TestContext.Current.CancellationToken));
        await _database.Run("DELETE FROM refusing");
        Assert.True(await journal.Recover(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        await Reports.Until("the echo tells of it", () => Task.FromResult(echo.Heard.Contains("PLAZA-1")));
        await journal.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A visit and what else is known of its efectivo are stored together: read in two pictures, the events of one would be told again.</summary>
    [Fact]
    public async Task Where_somebody_stood_is_read_in_one_picture()
    {
        await using var stack = await PostGisStack.Start(_database.Address);
        Task<StoredStanding> asked;
        // The second of the three statements waits for this table, the first does not look at it.
        await using (await _database.Hold("LOCK TABLE fence_events IN ACCESS EXCLUSIVE MODE"))
        {
            asked = stack.Get<IFenceRecords>().Standing(
                new StandingQuery("E-1", Reports.Noon.AddMinutes(-2), Reports.Noon, Reports.Noon.AddMinutes(-2)), TestContext.Current.CancellationToken).AsTask();
            await Reports.Until("the read waits", async () => await _database.Ask<long>(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") > 0);
            await _database.Run($"INSERT INTO fence_presence (efectivo_id, fence_id, since, changed_at, flags) VALUES ('E-1', 'PLAZA', '{Reports.Noon:O}', '{Reports.Noon.AddSeconds(1):O}', 1)");
        }
        var standing = await asked;
        Assert.True(standing.Visits.IsEmpty && !standing.IsAhead, $"{standing.Visits.Length} visits, ahead: {standing.IsAhead}");
    }

    private FenceSpill Spill() => new(Options.Create(new JournalOptions { SpillDirectory = _folder }), NullLogger<FenceSpill>.Instance);

    /// <summary>A process that could not store one event, and is gone.</summary>
    private void Left(int number)
    {
        using var spill = Spill();
        spill.Keep(new FenceWrite
        {
            Events =
            [
                new PendingFenceEvent(
                    new FenceEvent
                    {
                        FenceId = $"PLAZA-{number}", FenceName = "Plaza", Kind = FenceEventKind.Enter, EfectivoId = "E-1", At = Reports.Noon, KnownAt = Reports.Noon,
                    },
                    true),
            ],
        });
    }

    private sealed class Echo : IFenceEcho
    {
        public ConcurrentBag<string> Heard { get; } = [];

        public void Stored(ImmutableArray<PendingFenceEvent> events, ImmutableArray<VisitRow> visits)
        {
            foreach (var one in events)
            {
                Heard.Add(one.Event.FenceId);
            }
        }
    }
}
