using GrupoGad.Duty;
using GrupoGad.Silo.Tests.Operations;

namespace GrupoGad.Silo.Tests.Duty;

public sealed class PostGisDutyStorageTests(PostGisServer server) : DutyStorageTests
{
    private TestDatabase _database = null!;

    private protected override async Task<OperationsSilo> Start()
    {
        _database = await server.CreateDatabase();
        return await OperationsSilo.Start(_database.Address);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task The_typed_tables_follow_the_state_and_the_record_keeps_what_was_replaced()
    {
        await Planned("E-1", (0, 8), (24, 32));
        // The new one covers the time of one that goes: rows go before rows come.
        Assert.Equal(DutyOutcome.Done, (await Plan("E-1", (4, 12), (24, 32))).Outcome);
        await Leave("E-1", 0, 2);
        await Silo.Grains.GetGrain<IDutyGrain>("E-1").CancelLeave("L-1", new("planner", "back early"), Cancellation);
        Assert.Equal(["4 12", "24 32"], await _database.Lines($"""
            SELECT extract(epoch FROM starts - '{Soon:O}')::int / 3600 || ' ' || extract(epoch FROM upper(during) - '{Soon:O}')::int / 3600 FROM duty_shifts ORDER BY starts
            """));
        Assert.Empty(await _database.Lines("SELECT leave_id FROM duty_leaves"));
        Assert.Equal(
            ["1|planned|planner|", "2|planned|planner|", "3|replaced|planner|", "4|planned|planner|", "5|leave.added|planner|", "6|leave.cancelled|planner|back early"],
            await _database.Lines("SELECT concat_ws('|', sequence, what, actor, reason) FROM duty_changes ORDER BY sequence"));
    }

    [Fact]
    public async Task The_database_refuses_two_shifts_at_one_time_whoever_writes_them()
    {
        await Planned("E-1", (0, 8));
        var insert = $"INSERT INTO duty_shifts (efectivo_id, during, time_zone, note, planned_by, planned_at, forced) SELECT 'E-1', tstzrange('{Soon.AddHours(7):O}', '{Soon.AddHours(9):O}'), 'UTC', '', 'sql', now(), ''";
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => _database.Run(insert));
        Assert.Contains("duty_shifts_one_at_a_time", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_left_the_document_stays_in_the_tables_and_still_bars()
    {
        await Planned("E-1", (0, 8));
        await _database.Run($"UPDATE grain_states SET document = document || jsonb_build_object('shifts', '[]'::jsonb, 'keptSince', '{Soon.AddHours(8):O}') WHERE state_name = 'duty'");
        Assert.Equal(1L, await _database.Ask<long>("SELECT count(*) FROM duty_shifts"));
        Assert.Equal(DutyBar.OffShift, (await Silo.Get<IDutyRoster>().At(Soon.AddHours(40), ["E-1"], Cancellation))["E-1"].Bar);
    }

    [Fact]
    public async Task A_page_of_the_record_is_read_from_the_index_in_its_order()
    {
        await _database.Run("""
            INSERT INTO duty_changes SELECT 'M-' || i % 500, i, now() - i * interval '1 minute', 'sql', 'planned', '', '', tstzrange(now(), now() + interval '8 hours')
            FROM generate_series(1, 50000) AS i;
            ANALYZE duty_changes;
            """);
        var page = await Silo.Get<IDutyRecord>().Changes(new() { Limit = 100, Before = new(DateTime.UtcNow.AddDays(-10), "M-1", 1) }, Cancellation);
        Assert.Equal((100, true), (page.Changes.Length, page.Next is not null));
        var plan = await _database.Lines("""
            EXPLAIN SELECT * FROM duty_changes WHERE at >= '-infinity' AND at < 'infinity' AND (at, efectivo_id COLLATE "C", sequence) < (now() - interval '10 days', 'M-1', 1)
            ORDER BY at DESC, efectivo_id COLLATE "C" DESC, sequence DESC LIMIT 101
            """);
        Assert.Contains(plan, line => line.Contains("duty_changes_at", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("Sort", StringComparison.Ordinal) || line.Contains("Seq Scan", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Standings_are_found_by_index_among_many()
    {
        await _database.Run("""
            INSERT INTO duty_shifts (efectivo_id, during, time_zone, note, planned_by, planned_at, forced)
            SELECT 'M-' || who, tstzrange(at, at + interval '8 hours'), 'UTC', '', 'sql', now(), ''
            FROM generate_series(1, 1000) AS who, generate_series(now() - interval '20 days', now() + interval '5 days', '1 day') AS at;
            ANALYZE duty_shifts, duty_leaves;
            """);
        var ids = Enumerable.Range(1, 1_000).Select(who => $"M-{who}").ToArray();
        var standings = await Silo.Get<IDutyRoster>().At(DateTime.UtcNow.AddHours(1), ids, Cancellation);
        Assert.Equal(1_000, standings.Count(entry => entry.Value is { Bar: DutyBar.None, HoursWorkedIn24: > 7 and < 9 }));
        var plan = await _database.Lines($"EXPLAIN {Silo.Get<IDutyRoster>().GetType().GetField("Near", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.GetRawConstantValue()}"
            .Replace("$1", "ARRAY['M-1', 'M-2']", StringComparison.Ordinal).Replace("$2", "now()", StringComparison.Ordinal).Replace("$3", "now() + interval '31 days'", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("Seq Scan on duty_shifts", StringComparison.Ordinal));
        Assert.Contains(plan, line => line.Contains("duty_shifts_pkey", StringComparison.Ordinal));
    }
}
