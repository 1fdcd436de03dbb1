using GrupoGad.Alarms;
using GrupoGad.Boards;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.Recovery;

namespace GrupoGad.Silo.Tests;

public sealed class AlarmStorageTests(PostGisServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private SiloStack _silo = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        _silo = await SiloStack.Start(_database.Address);
        await _silo.Get<IGrainFactory>().GetGrain<IEfectivoGrain>("E-1").Register(new EfectivoProfile { DisplayName = "Móvil 1" });
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Each_alarm_is_a_row_that_says_who_did_what_and_where_and_stays()
    {
        await Alarm.Raise(Panic("panic-01") with { Point = new GeoPoint(-34.6, -58.4) });
        Assert.Equal("panic-01|1|1|E-1|-58.4|-34.6", await Row("concat_ws('|', alarm_id, kind, status, raised_by, ST_X(position::geometry), ST_Y(position::geometry), acknowledged_by)"));
        await Alarm.Acknowledge("op-1");
        await Alarm.Cancel("op-2", "falsa alarma");
        await Alarm.Raise(Panic("panic-02"));

        Assert.Equal(
            ["panic-01|3|op-1|op-2|falsa alarma|true|true", "panic-02|1|false|false"],
            await _database.Lines("""
                SELECT concat_ws('|', alarm_id, status, acknowledged_by, cancelled_by, cancel_reason,
                    CASE WHEN acknowledged_at >= raised_at THEN 'true' ELSE 'false' END, CASE WHEN cancelled_at >= acknowledged_at THEN 'true' ELSE 'false' END)
                FROM alarms ORDER BY alarm_id
                """));
        Assert.Equal(1L, await _database.Ask<long>("SELECT count(*) FROM alarms WHERE position IS NULL"));
    }

    [Fact]
    public async Task An_alarm_that_gave_way_to_a_panic_stays_as_a_row_that_is_over()
    {
        await Alarm.Raise(Panic("check-in-01") with { Kind = AlarmKind.CheckIn, Actor = "system" });
        await Alarm.Acknowledge("op-1");
        await Alarm.Raise(Panic("panic-01"));
        await Alarm.Acknowledge("op-2");

        Assert.Equal(
            ["check-in-01|2|3|op-1|system|taken over by panic-01", "panic-01|1|2|op-2"],
            await _database.Lines("SELECT concat_ws('|', alarm_id, kind, status, acknowledged_by, cancelled_by, cancel_reason) FROM alarms ORDER BY alarm_id"));
    }

    [Fact]
    public async Task After_a_restart_what_is_owed_is_known_and_goes_on()
    {
        await Alarm.Raise(Panic("panic-01"));
        await Welfare.Set(TimeSpan.FromMinutes(10), "op-1");
        var due = (await Welfare.Describe()).DueAt;
        var version = (await Alarm.Describe())!.Version;
        await _silo.DisposeAsync();
        _silo = await SiloStack.Start(_database.Address);

        Assert.Equal(["alarms:E-1", "check-in clocks:E-1"], await Owed());
        Assert.Empty(await Shown());
        foreach (var work in _silo.Get<IEnumerable<IPendingWork>>())
        {
            await work.Wake(_silo.Get<IGrainFactory>(), "E-1", Cancel);
        }
        await Reports.Until("it is told again", async () => (await Shown()).Any(alarm => alarm.Version > version));
        Assert.Equal(due, (await Welfare.Describe()).DueAt);

        await Alarm.Acknowledge("op-1");
        await Alarm.Cancel("op-1", "falsa alarma");
        await Welfare.Set(TimeSpan.Zero, "op-1");
        Assert.Equal(["alarms:E-1"], await Owed());
        await _database.Run("UPDATE alarms SET cancelled_at = now() - interval '11 minutes'");
        Assert.Empty(await Owed());
    }

    [Fact]
    public async Task A_panic_rings_before_it_is_stored()
    {
        await using (await _database.Hold("LOCK TABLE grain_states IN SHARE MODE"))
        {
            Assert.Equal(AlarmOutcome.RingsUnstored, (await Alarm.Raise(Panic("panic-01"))).Outcome);
            await Reports.Until("it rings twice", async () => (await Shown()).Any(alarm => alarm is { Told: > 1, Unstored: true }));
            Assert.Equal(0L, await _database.Ask<long>("SELECT count(*) FROM alarms"));
        }
        await Reports.Until("it is stored", async () => (await Shown()).Single() is { Unstored: false });
        Assert.Equal("1", await Row("status"));
        Assert.Equal(AlarmOutcome.Unchanged, (await Alarm.Raise(Panic("panic-01"))).Outcome);
    }

    [Fact]
    public async Task A_panic_rings_also_when_nobody_says_what_is_stored()
    {
        await using (await _database.Hold("LOCK TABLE grain_states IN ACCESS EXCLUSIVE MODE"))
        {
            Assert.Equal(AlarmOutcome.RingsUnstored, (await Alarm.Raise(Panic("panic-01"))).Outcome);
            await Reports.Until("it rings twice", async () => (await Shown()).Any(alarm => alarm.Told > 1));
            Assert.Equal((AlarmStatus.Raised, true), ((await Alarm.Describe())!.Status, (await Alarm.Describe())!.Unstored));
        }
        await Reports.Until("it is stored", async () => await _database.Ask<long>("SELECT count(*) FROM alarms WHERE alarm_id = 'panic-01'") == 1);
        Assert.Equal(AlarmOutcome.Unchanged, (await Alarm.Raise(Panic("panic-01"))).Outcome);
    }

    [Fact]
    public async Task A_panic_pressed_anew_and_the_help_that_was_sent_stand_in_its_row()
    {
        await Alarm.Raise(Panic("panic-01"));
        await Alarm.Acknowledge("op-1");
        Assert.Equal(AlarmOutcome.Done, (await Alarm.Raise(Panic("panic-02"))).Outcome);
        Assert.Equal("panic-01|1|1|true|op-1", await Row("concat_ws('|', alarm_id, status, pressed_again, CASE WHEN pressed_at >= acknowledged_at THEN 'true' END, acknowledged_by)"));
        Assert.Equal(AlarmOutcome.UnknownOperation, (await Alarm.Help("OP-NONE", "op-1")).Outcome);
    }

    [Fact]
    public async Task What_rings_while_its_acknowledgement_is_being_stored_is_seen_to_be_acknowledged_afterwards()
    {
        await Alarm.Raise(Panic("panic-01"));
        Task<AlarmAnswer> acknowledging;
        await using (await _database.Hold("LOCK TABLE grain_states IN SHARE MODE"))
        {
            acknowledging = Alarm.Acknowledge("op-1").AsTask();
            await Reports.Until("the acknowledgement waits to be stored", () => GrainStorage.StateDatabase.Waits(_database));
            var told = (await Reports.Until("it rings", Shown, shown => shown.Length == 1))[0].Told;
            await Reports.Until("it rings meanwhile", async () => (await Shown()).Single() is { Status: AlarmStatus.Raised } alarm && alarm.Told > told + 1);
            Assert.False(acknowledging.IsCompleted);
        }
        Assert.Equal(AlarmOutcome.Done, (await acknowledging).Outcome);
        await Reports.Until("screens see who has it", async () => (await Shown()).Single() is { Status: AlarmStatus.Acknowledged, Actor: "op-1" });
    }

    [Fact]
    public async Task A_panic_that_cannot_be_stored_rings_all_the_same_and_is_stored_later()
    {
        await _database.Run("ALTER TABLE alarms RENAME TO alarms_away");
        Assert.Equal(AlarmOutcome.RingsUnstored, (await Alarm.Raise(Panic("panic-01"))).Outcome);
        await Reports.Until("it rings twice", async () => (await Shown()).Any(alarm => alarm.Told > 1));
        await Assert.ThrowsAsync<GadUnavailableException>(() => Alarm.Acknowledge("op-1").AsTask());
        Assert.Equal(0L, await _database.Ask<long>("SELECT count(*) FROM alarms_away"));

        await _database.Run("ALTER TABLE alarms_away RENAME TO alarms");
        await Reports.Until("it is stored", async () => await _database.Ask<long>("SELECT count(*) FROM alarms WHERE alarm_id = 'panic-01'") == 1);
        Assert.Equal(AlarmOutcome.Done, (await Alarm.Acknowledge("op-1")).Outcome);
        await Reports.Until("screens see who has it", async () => (await Shown()).Any(alarm => alarm is { Status: AlarmStatus.Acknowledged, Actor: "op-1" }));
    }

    [Fact]
    public async Task An_alarm_whose_end_cannot_be_stored_goes_on_ringing()
    {
        await Alarm.Raise(Panic("panic-01"));
        await _database.Run("ALTER TABLE alarms RENAME TO alarms_away");
        await Assert.ThrowsAsync<GadUnavailableException>(() => Alarm.Acknowledge("op-1").AsTask());
        // The board is told beside the answer.
        var told = (await Reports.Until("it rings", Shown, shown => shown.Length == 1))[0].Told;
        await Reports.Until("it rings on", async () => (await Shown()).Single() is { Status: AlarmStatus.Raised } alarm && alarm.Told > told + 1);
        await _database.Run("ALTER TABLE alarms_away RENAME TO alarms");
        Assert.Equal(AlarmOutcome.Done, (await Alarm.Acknowledge("op-1")).Outcome);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IAlarmGrain Alarm => _silo.Get<IGrainFactory>().GetGrain<IAlarmGrain>("E-1");

    private IWelfareGrain Welfare => _silo.Get<IGrainFactory>().GetGrain<IWelfareGrain>("E-1");

    private Task<string> Row(string what) => _database.Ask<string>($"SELECT ({what})::text FROM alarms");

    private async Task<AlarmSummary[]> Shown()
    {
        var board = await _silo.Get<IGrainFactory>().GetGrain<IBoardGrain>(BoardShards.Of("E-1")).Snapshot();
        return [.. board.Items.Select(item => item.Alarm!)];
    }

    private async Task<List<string>> Owed()
    {
        var owed = new List<string>();
        foreach (var work in _silo.Get<IEnumerable<IPendingWork>>().Where(work => work.Kind is "alarms" or "check-in clocks"))
        {
            owed.AddRange(await work.Keys(Cancel).Select(key => $"{work.Kind}:{key}").ToListAsync(Cancel));
        }
        return owed;
    }

    private static RaiseAlarm Panic(string id) => new() { AlarmId = id, Kind = AlarmKind.Panic, At = DateTime.UtcNow, Actor = "E-1" };
}
