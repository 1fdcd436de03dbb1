using System.Diagnostics;
using System.Globalization;
using GrupoGad.Alarms;
using GrupoGad.Boards;
using GrupoGad.Efectivos;

namespace GrupoGad.Silo.Tests;

/// <summary>A server of its own: it is killed while people call for help.</summary>
public sealed class AlarmOutageTests : IAsyncLifetime
{
    private readonly PostgresServer _server = new();
    private TestDatabase _database = null!;
    private SiloStack _silo = null!;

    public async ValueTask InitializeAsync()
    {
        await TestDatabase.Run(_server.Address, "CREATE DATABASE outage");
        _database = new TestDatabase(_server.Address, _server.Address.Replace("Database=postgres", "Database=outage", StringComparison.Ordinal), "outage");
        _silo = await SiloStack.Start(_database.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task A_panic_rings_while_PostgreSQL_is_killed_whatever_of_its_grains_lives_and_is_stored_when_it_is_back()
    {
        foreach (var id in new[] { "E-WARM", "E-SEEN", "E-COLD" })
        {
            await Grains.GetGrain<IEfectivoGrain>(id).Register(new EfectivoProfile { DisplayName = id });
        }
        await Alarm("E-SEEN").Raise(Panic("E-SEEN", "panic-0000"));
        await Alarm("E-SEEN").Acknowledge("op-1");
        // Another process, in which nothing of E-COLD lives.
        await _silo.DisposeAsync();
        _silo = await SiloStack.Start(_database.Address);
        await Alarm("E-WARM").Describe();
        await Grains.GetGrain<IEfectivoGrain>("E-WARM").Describe();
        await Alarm("E-SEEN").Describe();

        _server.StopAtOnce();
        foreach (var id in new[] { "E-WARM", "E-SEEN", "E-COLD" })
        {
            await Rings(id, "panic-0001");
            // After a write that failed, and pressed anew.
            await Rings(id, "panic-0001");
            await Rings(id, "panic-0002");
            Assert.Equal((AlarmStatus.Raised, true), ((await Alarm(id).Describe())!.Status, (await Alarm(id).Describe())!.Unstored));
            await Assert.ThrowsAsync<GadUnavailableException>(() => Alarm(id).Acknowledge("op-1").AsTask());
        }

        _server.Start();
        foreach (var id in new[] { "E-WARM", "E-SEEN", "E-COLD" })
        {
            await Reports.Until("it is stored by itself", async () => (await Shown(id)).Any(alarm => alarm is { Unstored: false, Status: AlarmStatus.Raised }));
            Assert.Equal(AlarmOutcome.Unchanged, (await Alarm(id).Raise(Panic(id, "panic-0002"))).Outcome);
            Assert.Equal(AlarmOutcome.Done, (await Alarm(id).Acknowledge("op-1")).Outcome);
        }
        Assert.Equal(
            ["E-COLD|panic-0001|2|1", "E-SEEN|panic-0000|2|2", "E-WARM|panic-0001|2|1"],
            await _database.Lines("SELECT concat_ws('|', efectivo_id, alarm_id, status, pressed_again) FROM alarms ORDER BY efectivo_id"));
    }

    private IGrainFactory Grains => _silo.Get<IGrainFactory>();

    private async Task Rings(string id, string alarmId)
    {
        var told = (await Shown(id)).Select(alarm => alarm.Told).DefaultIfEmpty().Max();
        var clock = Stopwatch.StartNew();
        var raising = Alarm(id).Raise(Panic(id, alarmId)).AsTask();
        await Reports.Until("it rings", async () => (await Shown(id)).Any(alarm => alarm.Status == AlarmStatus.Raised && alarm.Told > told));
        var rang = clock.Elapsed;
        Assert.Equal(AlarmOutcome.RingsUnstored, (await raising).Outcome);
        TestContext.Current.SendDiagnosticMessage(string.Create(
            CultureInfo.InvariantCulture, $"{id} {alarmId}: rang after {rang.TotalSeconds:F2} s, its caller heard after {clock.Elapsed.TotalSeconds:F2} s"));
    }

    private async Task<AlarmSummary[]> Shown(string id)
    {
        var board = await Grains.GetGrain<IBoardGrain>(BoardShards.Of(id)).Snapshot();
        return [.. board.Items.Select(item => item.Alarm!).Where(alarm => alarm.EfectivoId == id)];
    }

    private IAlarmGrain Alarm(string id) => Grains.GetGrain<IAlarmGrain>(id);

    private static RaiseAlarm Panic(string id, string alarmId) => new() { AlarmId = alarmId, Kind = AlarmKind.Panic, At = DateTime.UtcNow, Actor = id };
}
