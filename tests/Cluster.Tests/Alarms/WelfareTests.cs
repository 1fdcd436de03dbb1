using GrupoGad.Alarms;
using GrupoGad.Efectivos;

namespace GrupoGad.Cluster.Tests.Alarms;

public sealed class WelfareTests(RingingSilos silos) : IClassFixture<RingingSilos>
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task The_second_miss_in_a_row_raises_the_alarm_by_itself()
    {
        await silos.Registered("W-001");
        await silos.Leave("W-001", Clock(missed: 1, due: DateTime.UtcNow.AddSeconds(0.5)));
        await silos.WakeAll();
        var alarm = silos.Grains.GetGrain<IAlarmGrain>("W-001");
        await TwoSilos.Until("it rings", async () => await alarm.Describe() is { Kind: AlarmKind.CheckIn, Status: AlarmStatus.Raised });
        Assert.Equal(2, (await silos.Grains.GetGrain<IWelfareGrain>("W-001").Describe()).Missed);
    }

    [Fact]
    public async Task The_first_miss_is_counted_and_a_check_in_forgives_it()
    {
        await silos.Registered("W-002");
        await silos.Leave("W-002", Clock(missed: 0, due: DateTime.UtcNow.AddSeconds(-1)));
        var welfare = silos.Grains.GetGrain<IWelfareGrain>("W-002");
        await welfare.Wake();
        await TwoSilos.Until("the miss is counted", async () => (await welfare.Describe()).Missed == 1);
        Assert.Null(await silos.Grains.GetGrain<IAlarmGrain>("W-002").Describe());
        var view = await welfare.CheckIn();
        Assert.Equal((Every, 0), (view.Every, view.Missed));
        Assert.InRange(view.DueAt!.Value - DateTime.UtcNow, Every - TimeSpan.FromMinutes(1), Every);
    }

    [Fact]
    public async Task Off_duty_nothing_is_missed()
    {
        var efectivo = await silos.Registered("W-003");
        await efectivo.ChangeAvailability(new AvailabilityChange { To = Availability.OffDuty, Actor = "op-1" });
        await silos.Leave("W-003", Clock(missed: 1, due: DateTime.UtcNow.AddSeconds(-1)));
        var welfare = silos.Grains.GetGrain<IWelfareGrain>("W-003");
        await TwoSilos.Until("the clock went on", async () => (await welfare.Describe()).DueAt > DateTime.UtcNow);
        Assert.Equal(0, (await welfare.Describe()).Missed);
        Assert.Null(await silos.Grains.GetGrain<IAlarmGrain>("W-003").Describe());
    }

    [Fact]
    public async Task An_alarm_owed_by_a_clock_that_died_is_raised()
    {
        await silos.Registered("W-004");
        await silos.Leave("W-004", Clock(missed: 2, due: DateTime.UtcNow.AddMinutes(5)) with { OwedAlarm = "check-in-20261124T120000000", OwedAt = DateTime.UtcNow.AddMinutes(-5) });
        await silos.WakeAll();
        var alarm = silos.Grains.GetGrain<IAlarmGrain>("W-004");
        await TwoSilos.Until("it rings", async () => await alarm.Describe() is { AlarmId: "check-in-20261124T120000000" });
    }

    [Fact]
    public async Task A_clock_is_set_and_stopped()
    {
        await silos.Registered("W-005");
        var welfare = silos.Grains.GetGrain<IWelfareGrain>("W-005");
        Assert.False(await welfare.Set(TimeSpan.FromSeconds(59), "op-1"));
        Assert.True(await welfare.Set(Every, "op-1"));
        Assert.NotNull((await welfare.Describe()).DueAt);
        Assert.True(await welfare.Set(TimeSpan.Zero, "op-1"));
        Assert.Null((await welfare.CheckIn()).DueAt);
    }

    private static WelfareState Clock(int missed, DateTime due) => new() { Every = Every, DueAt = due, Missed = missed, Actor = "op-1" };
}
