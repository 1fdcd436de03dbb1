using GrupoGad.Alarms;
using GrupoGad.Boards;

namespace GrupoGad.Cluster.Tests.Alarms;

/// <summary>A store that hangs for as long as a test lets it: a call that is bounded is answered meanwhile, one that is not ends in a time-out of the cluster.</summary>
public sealed class HungStoreTests(HeldSilos silos) : IClassFixture<HeldSilos>
{
    [Fact]
    public async Task Whoever_answers_an_alarm_while_its_store_hangs_hears_so_and_a_panic_behind_that_rings()
    {
        const string id = "HUNG-1";
        await silos.Registered(id);
        var alarm = silos.Grains.GetGrain<IAlarmGrain>(id);
        Assert.Equal(AlarmOutcome.Done, (await alarm.Raise(Panic(id, "panic-0001"))).Outcome);
        using (HeldStates.Writes(id))
        {
            await Unavailable(alarm.Acknowledge("op-1"));
            await Unavailable(alarm.Cancel("op-1", "falsa alarma"));
            Assert.Equal(AlarmOutcome.RingsUnstored, (await alarm.Raise(Panic(id, "panic-0002"))).Outcome);
            Assert.Equal(AlarmStatus.Raised, (await alarm.Describe())!.Status);
        }
        await TwoSilos.Until("it is stored by itself", async () => await alarm.Describe() is { Unstored: false });
        Assert.Equal(AlarmOutcome.Unchanged, (await alarm.Raise(Panic(id, "panic-0002"))).Outcome);
    }

    [Fact]
    public async Task Whoever_asks_for_an_alarm_that_nobody_can_read_hears_so_and_a_panic_behind_that_rings()
    {
        const string id = "HUNG-2";
        await silos.Registered(id);
        var alarm = silos.Grains.GetGrain<IAlarmGrain>(id);
        using (HeldStates.Reads(id))
        {
            await Unavailable(alarm.Describe());
            await Unavailable(alarm.Acknowledge("op-1"));
            Assert.Equal(AlarmOutcome.RingsUnstored, (await alarm.Raise(Panic(id, "panic-0001"))).Outcome);
            await TwoSilos.Until("a board shows it", async () =>
                (await silos.Grains.GetGrain<IBoardGrain>(BoardShards.Of(id)).Snapshot()).Items.Any(item => item.Alarm is { EfectivoId: id, Status: AlarmStatus.Raised, Unstored: true }));
        }
        await TwoSilos.Until("it is stored by itself", async () => await alarm.Describe() is { Unstored: false });
    }

    private static async Task Unavailable<T>(ValueTask<T> call) => await Assert.ThrowsAsync<GadUnavailableException>(() => call.AsTask());

    private static RaiseAlarm Panic(string id, string alarmId) => new() { AlarmId = alarmId, Kind = AlarmKind.Panic, At = DateTime.UtcNow, Actor = id };
}
