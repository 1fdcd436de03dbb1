using GrupoGad.Silo.PostGis.Archive;
using GrupoGad.Silo.PostGis.Upkeep;
using GrupoGad.Silo.Tests.Upkeep;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.Tests.Retention;

/// <summary>What is deleted when its time is over, and what never is.</summary>
public sealed class RetentionTests(PostGisServer server) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gad-retention-").FullName;
    private TestDatabase _database = null!;
    private PostGisStack _stack = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        // Two a statement, so that there are several batches.
        _stack = await PostGisStack.Start(_database.Address, null, ("Gad:Archive:Directory", _folder), ("Gad:Retention:BatchMax", "2"));
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
    public async Task A_closed_operation_goes_after_six_years_with_all_that_is_its_own_and_an_open_or_held_one_never()
    {
        await Operations("OLD-1", "OLD-2", "OLD-3", "OLD-4", "OLD-5", "OPEN", "OWES", "HOLDS", "WAITS", "HELD", "OF-HELD", "YOUNG");
        await _database.Run("""
            UPDATE operations SET status = 3 WHERE id = 'OPEN';
            UPDATE operations SET owes = true WHERE id = 'OWES';
            UPDATE operation_people SET step = 3 WHERE operation_id = 'HOLDS';
            UPDATE operation_people SET efectivo_id = 'E-9' WHERE operation_id = 'OF-HELD';
            UPDATE operations SET updated_at = now() - interval '5 years 360 days' WHERE id = 'YOUNG';
            INSERT INTO retention_holds (kind, key, reason, ordered_by) VALUES ('operation', 'HELD', 'inquiry', 'court'), ('efectivo', 'E-9', 'inquiry', 'court')
            """);
        await Commands(("C-WAITS", "WAITS"));
        await _database.Run("UPDATE commands SET closed_at = NULL");

        Assert.Equal("5 operations", await Run());

        string[] kept = ["HELD", "HOLDS", "OF-HELD", "OPEN", "OWES", "WAITS", "YOUNG"];
        Assert.Equal(kept, await _database.Lines("SELECT id FROM operations ORDER BY id"));
        foreach (var (table, key) in new[] { ("operation_timeline", "operation_id"), ("operation_history", "operation_id"), ("operation_people", "operation_id"), ("grain_states", "key") })
        {
            Assert.Equal((table, string.Join(' ', kept)), (table, string.Join(' ', await _database.Lines($"SELECT {key} FROM {table} ORDER BY 1"))));
        }
        await _database.Run("DELETE FROM retention_holds; UPDATE commands SET closed_at = now() - interval '8 years'");
        Assert.Equal("3 operations, 1 commands", await Run());
        Assert.Equal("nothing is old enough", await Run());
    }

    [Fact]
    public async Task A_closed_command_goes_with_its_ladders_but_not_before_its_operation()
    {
        await Operations("YOUNG");
        await _database.Run("UPDATE operations SET updated_at = now()");
        await Commands(("C-1", ""), ("C-2", "LONG-GONE"), ("C-3", ""), ("OPEN", ""), ("OWED", ""), ("HELD", ""), ("OF-HELD", ""), ("OF-YOUNG", "YOUNG"), ("LATE", ""));
        await _database.Run("""
            UPDATE commands SET closed_at = NULL WHERE command_id = 'OPEN';
            UPDATE commands SET closed_at = now() - interval '1 day' WHERE command_id = 'LATE';
            UPDATE command_deliveries SET open = true WHERE command_id = 'OWED';
            UPDATE command_deliveries SET efectivo_id = 'E-9' WHERE command_id = 'OF-HELD';
            INSERT INTO retention_holds (kind, key, reason, ordered_by) VALUES ('command', 'HELD', 'inquiry', 'court'), ('efectivo', 'E-9', 'inquiry', 'court')
            """);

        Assert.Equal("3 commands", await Run());

        string[] kept = ["HELD", "LATE", "OF-HELD", "OF-YOUNG", "OPEN", "OWED"];
        Assert.Equal(kept, await _database.Lines("SELECT command_id FROM commands ORDER BY 1"));
        Assert.Equal(kept, await _database.Lines("SELECT command_id FROM command_deliveries ORDER BY 1"));
        Assert.Equal(kept, await _database.Lines("SELECT command_id FROM command_steps ORDER BY 1"));
    }

    [Fact]
    public async Task Alarms_that_are_over_duty_that_is_past_and_what_was_replaced_go_and_the_newest_word_of_each_stays()
    {
        await _database.Run("""
            INSERT INTO alarms (efectivo_id, alarm_id, kind, status, raised_at, raised_by, cancelled_at, version) VALUES
                ('E-1', 'over', 1, 3, now() - interval '8 years', '', now() - interval '7 years', 1),
                ('E-1', 'open', 1, 1, now() - interval '8 years', '', NULL, 2),
                ('E-1', 'late', 1, 3, now() - interval '8 years', '', now() - interval '1 year', 3);
            INSERT INTO duty_shifts (efectivo_id, during, time_zone, note, planned_by, planned_at, forced)
                SELECT 'E-1', tstzrange(now() - interval '1 year' * n, now() - interval '1 year' * n + interval '8 hours'), '', '', '', now(), '' FROM unnest('{5,7,8}'::int[]) AS years (n);
            INSERT INTO duty_leaves (efectivo_id, leave_id, kind, during, time_zone, note, planned_by, planned_at)
                SELECT 'E-1', n::text, 1, tstzrange(now() - interval '1 year' * n, now() - interval '1 year' * n + interval '8 hours'), '', '', '', now() FROM unnest('{5,7,8}'::int[]) AS years (n);
            INSERT INTO duty_changes (efectivo_id, sequence, at, actor, what, reason, leave_id, during)
                SELECT 'E-1', n, now() - interval '1 year' * n, '', '', '', '', tstzrange(now() - interval '1 day', now()) FROM unnest('{5,7,8}'::int[]) AS years (n);
            INSERT INTO availability_history (efectivo_id, at, version, availability, actor, reason) VALUES
                ('E-1', '-infinity', 1, 1, '', ''), ('E-1', now() - interval '9 years', 2, 2, '', ''), ('E-1', now() - interval '8 years', 3, 1, '', ''),
                ('E-1', now() - interval '1 year', 4, 2, '', ''), ('E-2', '-infinity', 1, 1, '', '');
            INSERT INTO profile_history (efectivo_id, at, version, display_name, rank, unit, jurisdiction, skills) VALUES
                ('E-1', now() - interval '9 years', 1, '', '', '', '', '{}'), ('E-1', now() - interval '8 years', 2, '', '', '', '', '{}');
            INSERT INTO fence_history (id, version, valid_from, valid_to, active, document, radius_m) VALUES
                ('F', 1, now() - interval '9 years', now() - interval '8 years', true, '{}', 0), ('F', 2, now() - interval '8 years', NULL, true, '{}', 0)
            """);

        Assert.Equal("1 alarms, 2 shifts, 2 leaves, 2 duty_changes, 2 availability, 1 profiles, 1 fences", await Run());

        Assert.Equal(["late", "open"], await _database.Lines("SELECT alarm_id FROM alarms ORDER BY 1"));
        Assert.Equal(["5"], await _database.Lines("SELECT sequence FROM duty_changes"));
        // At the limit it stood as since eight years ago, and that can still be told.
        Assert.Equal(["E-1 3", "E-1 4", "E-2 1"], await _database.Lines("SELECT efectivo_id || ' ' || version FROM availability_history ORDER BY 1"));
        Assert.Equal(["2"], await _database.Lines("SELECT version FROM profile_history"));
        Assert.Equal(["2"], await _database.Lines("SELECT version FROM fence_history"));
    }

    [Fact]
    public async Task A_day_of_positions_goes_after_three_years_from_the_database_and_from_the_archive_unless_somebody_in_it_is_held()
    {
        var old = DateTime.UtcNow.Date.AddDays(-1_098).AddHours(12);
        // A day younger than it need be: midnight may come in between.
        var young = old.AddDays(3);
        foreach (var (efectivo, time) in new[] { ("E-1", old), ("E-9", old.AddDays(-1)), ("E-1", young) })
        {
            await _stack.Journal.Append(Reports.Of(efectivo, time));
        }
        await _database.Run("INSERT INTO retention_holds (kind, key, reason, ordered_by) VALUES ('efectivo', 'E-9', 'inquiry', 'court')");
        Assert.Equal("1 positions", await Run());
        Assert.Equal(["E-1", "E-9"], await _database.Lines("SELECT efectivo_id FROM position_reports ORDER BY 1"));

        Assert.Equal("2 partitions", await Run("archive"));
        Assert.Equal(4, Directory.GetFiles(_folder).Length);
        // Nobody can see in a file whom it is about.
        Assert.Equal("nothing is old enough", await Run());
        await _database.Run("DELETE FROM retention_holds");
        Assert.Equal("1 positions", await Run());
        var leaf = $"position_reports_{young:yyyyMMdd}";
        Assert.Equal([leaf], await _database.Lines("SELECT leaf FROM archives"));
        Assert.Equal([ArchiveFile.Csv(_folder, leaf + ".1"), ArchiveFile.Manifest(_folder, leaf + ".1")], Directory.GetFiles(_folder).Order());

        // A late row of a day that is gone is taken, and goes at the next turn.
        await _stack.Journal.Append(Reports.Of("E-1", old));
        Assert.Equal("1 positions", await Run());
    }

    [Fact]
    public async Task Fence_events_go_by_their_month_and_not_while_something_is_owed_for_one()
    {
        await _database.Run("""
            SELECT gad_ensure_fence_partition(now() - interval '1 year' * n) FROM unnest('{1,7,8}'::int[]) AS years (n);
            INSERT INTO fence_events (number, at, known_at, kind, cause, late, owed, fence_id, efectivo_id, operation_id, fence_name)
            SELECT n, now() - interval '1 year' * n, now(), 1, 1, false, n = 8, 'F', 'E-1', '', '' FROM unnest('{1,7,8}'::int[]) AS years (n)
            """);
        Assert.Equal("1 fence_events", await Run());
        Assert.Equal(["1", "8"], await _database.Lines("SELECT number FROM fence_events ORDER BY 1"));
        await _database.Run("UPDATE fence_events SET owed = false");
        Assert.Equal("1 fence_events", await Run());
    }

    [Fact]
    public async Task Less_than_the_mission_asks_or_than_is_kept_online_is_refused()
    {
        var below = await Assert.ThrowsAsync<OptionsValidationException>(() => PostGisStack.Start(_database.Address, null, ("Gad:Retention:CommandsDays", "2000")));
        Assert.Contains("CommandsDays must be between 2192", below.Message, StringComparison.Ordinal);
        var less = await Assert.ThrowsAsync<OptionsValidationException>(() => PostGisStack.Start(_database.Address, null,
            ("Gad:Retention:PositionsDays", "365"), ("Gad:Archive:PositionsOnlineDays", "400")));
        Assert.Contains("must not be less than the days online", less.Message, StringComparison.Ordinal);
    }

    private Task<string> Run() => Run("retention");

    /// <summary>As the leader would, on a session of its own.</summary>
    private async Task<string> Run(string task)
    {
        await using var session = await Leaders.Next(_database);
        return await _stack.Get<IEnumerable<IUpkeepTask>>().Single(one => one.Name == task).Run(session, Cancellation);
    }

    /// <summary>Completed eight years ago, each with a person, a step of its timeline, a row of its past and its grain's document.</summary>
    private Task Operations(params string[] ids) => _database.Run($$"""
        INSERT INTO grain_states (service_id, state_name, key, version, document)
            SELECT 'gad-test', 'operation', id, 1, '{}' FROM unnest('{ {{string.Join(',', ids)}} }'::text[]) AS ids (id);
        INSERT INTO operations (id, title, description, type, priority, status, planned_start, planned_end, paused_ms, commander, jurisdiction, notes, wanted, wanted_skill,
            owes, shown_version, version, updated_at)
        SELECT id, '', '', 1, 3, 4, now() - interval '9 years', now() - interval '8 years', 0, '', '', '', 0, '', false, 1, 1, now() - interval '8 years'
        FROM unnest('{ {{string.Join(',', ids)}} }'::text[]) AS ids (id);
        INSERT INTO operation_people SELECT id, 'E-1', '', 6, updated_at, '', '' FROM operations;
        INSERT INTO operation_timeline SELECT id, 1, updated_at, '', 'completed', '', '', '', '' FROM operations;
        INSERT INTO operation_history (operation_id, version, during, title, type, priority, status, planned_start, planned_end, commander, jurisdiction)
            SELECT id, 1, tstzrange(updated_at, NULL), '', 1, 3, 4, planned_start, planned_end, '', '' FROM operations
        """);

    /// <summary>Closed eight years ago, each with one delivery and one step.</summary>
    private async Task Commands(params (string Id, string Operation)[] commands)
    {
        foreach (var (id, operation) in commands)
        {
            await _database.Run($"""
                INSERT INTO commands (issued_at, answer_by, deadline, closed_at, class, kind, closed_how, command_id, issuer, text, operation_id, assignment_id, attachment, digest, asked, unknown)
                SELECT old, old, old, old, 1, 1, 1, '{id}', '', '', '{operation}', '', '', '', '[]', '[]' FROM (SELECT now() - interval '8 years' AS old) AS times;
                INSERT INTO command_deliveries (added_at, updated_at, open, command_id, efectivo_id) VALUES (now(), now(), false, '{id}', 'E-1');
                INSERT INTO command_steps (at, recorded_at, step, command_id, efectivo_id, actor, reason) VALUES (now(), now(), 6, '{id}', 'E-1', '', '')
                """);
        }
    }

    [Fact]
    public async Task What_a_held_efectivo_commands_or_once_did_stays_and_so_do_fences_that_name_whom_or_what_is_held()
    {
        await Operations("COMMANDS", "FREE", "ONCE");
        await _database.Run("""
            UPDATE operations SET commander = 'E-9' WHERE id = 'COMMANDS';
            UPDATE operations SET commander = 'E-90' WHERE id = 'FREE';
            UPDATE operation_history SET commander = 'E-9' WHERE operation_id = 'ONCE';
            INSERT INTO fence_history (id, version, valid_from, valid_to, active, document, radius_m)
            SELECT id, 1, now() - interval '9 years', now() - interval '8 years', true, document::jsonb, 0 FROM (VALUES
                ('MOVES', '{"owner": {"kind": 3, "code": "E-9"}}'), ('WATCHES', '{"owner": {"kind": 1, "code": ""}, "filter": {"efectivos": ["E-1", "E-9"]}}'),
                ('OF-HELD', '{"owner": {"kind": 2, "code": "OP-9"}}'), ('OF-ANOTHER', '{"owner": {"kind": 3, "code": "E-90"}}')) AS fences (id, document);
            INSERT INTO retention_holds (kind, key, reason, ordered_by) VALUES ('efectivo', 'E-9', 'inquiry', 'court'), ('operation', 'OP-9', 'inquiry', 'court')
            """);

        Assert.Equal("1 operations, 1 fences", await Run());

        foreach (var (table, key) in new[] { ("operations", "id"), ("operation_timeline", "operation_id"), ("operation_people", "operation_id"), ("grain_states", "key") })
        {
            Assert.Equal((table, "COMMANDS ONCE"), (table, string.Join(' ', await _database.Lines($"SELECT {key} FROM {table} ORDER BY 1"))));
        }
        Assert.Equal(["MOVES", "OF-HELD", "WATCHES"], await _database.Lines("SELECT id FROM fence_history ORDER BY 1"));
        await _database.Run("DELETE FROM retention_holds");
        Assert.Equal("2 operations, 3 fences", await Run());
    }

    [Fact]
    public async Task While_the_archive_is_in_use_no_partition_goes_and_no_file_and_all_else_does()
    {
        var old = DateTime.UtcNow.Date.AddDays(-1_098).AddHours(12);
        await _stack.Journal.Append(Reports.Of("E-1", old));
        Assert.Equal("1 partitions", await Run("archive"));
        await _stack.Journal.Append(Reports.Of("E-1", old.AddDays(-1)));
        await Operations("OLD");
        await using (await _database.Hold($"SELECT pg_advisory_xact_lock({ArchiveTables.LockKey})"))
        {
            Assert.Equal("1 operations, partitions and files next time: the archive is in use", await Run());
            Assert.Equal(2, Directory.GetFiles(_folder).Length);
            Assert.Equal(1L, await _database.Ask<long>("SELECT count(*) FROM position_reports"));
        }
        await Reports.Until("the lock is free", () => _database.Ask<bool>($"SELECT pg_try_advisory_xact_lock({ArchiveTables.LockKey})"));
        Assert.Equal("2 positions", await Run());
        Assert.Empty(Directory.GetFiles(_folder));
    }
}
