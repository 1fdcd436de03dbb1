using GrupoGad.Alarms;
using GrupoGad.Boards;
using GrupoGad.Geo;
using GrupoGad.Operations;
using GrupoGad.Silo.Tests.Operations;
using static GrupoGad.Cluster.Tests.Fixes;

namespace GrupoGad.Cluster.Tests.Alarms;

public sealed class AlarmTests(RingingSilos silos) : IClassFixture<RingingSilos>
{
    private static int _others;

    [Fact]
    public async Task A_panic_rings_again_and_again_until_a_person_has_seen_it_and_stays_in_sight_until_one_ends_it()
    {
        var (alarm, screen) = await Panic("P-001");
        await TwoSilos.Until("it rang five times", () => Task.FromResult(screen.Rings("P-001").Length >= 5));
        // Taken once: it goes on ringing.
        var versions = screen.Rings("P-001");
        Assert.Equal(versions.Order().Distinct(), versions);

        Assert.Equal(AlarmOutcome.Invalid, (await alarm.Cancel("op-1", "falsa alarma")).Outcome);
        Assert.Equal(AlarmOutcome.Done, (await alarm.Acknowledge("op-1")).Outcome);
        await TwoSilos.Until("the screen shows who has it", () => Task.FromResult(screen.AlarmOf("P-001") is { Status: AlarmStatus.Acknowledged, Actor: "op-1" }));
        var rings = screen.Rings("P-001").Length;
        await AnotherRings(times: 5);
        Assert.Equal(rings, screen.Rings("P-001").Length);
        Assert.Equal(AlarmStatus.Acknowledged, (await silos.BoardOf("P-001").Snapshot()).Items.Single(item => item.Key == "a:P-001").Alarm!.Status);

        Assert.Equal(AlarmOutcome.Done, (await alarm.Cancel("op-2", "falsa alarma")).Outcome);
        await TwoSilos.Until("the screen was told of its end", () => Task.FromResult(screen.Batches.SelectMany(batch => batch.Items).Any(item =>
            item.Alarm is { EfectivoId: "P-001", Status: AlarmStatus.Cancelled, Actor: "op-2" })));
        await TwoSilos.Until("it is gone after a while", () => Task.FromResult(screen.AlarmOf("P-001") is null));
    }

    [Fact]
    public async Task A_panic_without_a_place_is_where_its_efectivo_was_last()
    {
        var efectivo = await silos.Registered("P-002");
        await efectivo.Report(Report("P-002", Obelisco));
        var alarm = silos.Grains.GetGrain<IAlarmGrain>("P-002");
        Assert.Equal(Obelisco, (await alarm.Raise(Wish("P-002"))).Alarm!.Point);
        var there = Obelisco with { Latitude = -34.7 };
        Assert.Equal(AlarmOutcome.Unchanged, (await alarm.Raise(Wish("P-002") with { Point = there })).Outcome);
        Assert.Equal(there, (await alarm.Describe())!.Point);
        Assert.Equal(there, (await alarm.Raise(Wish("P-002") with { Point = new GeoPoint(double.NaN, 4) })).Alarm!.Point);
    }

    [Fact]
    public async Task Nobody_has_no_alarm()
    {
        var alarm = silos.Grains.GetGrain<IAlarmGrain>("P-NOBODY");
        Assert.Equal(AlarmOutcome.UnknownEfectivo, (await alarm.Raise(Wish("P-NOBODY"))).Outcome);
        Assert.Null(await alarm.Describe());
        Assert.Equal(AlarmOutcome.NoAlarm, (await alarm.Acknowledge("op-1")).Outcome);
        Assert.False(await silos.Grains.GetGrain<IWelfareGrain>("P-NOBODY").Set(TimeSpan.FromMinutes(5), "op-1"));
    }

    [Fact]
    public async Task A_late_retry_of_an_alarm_that_is_over_raises_nothing()
    {
        var (alarm, _) = await Panic("P-003");
        await alarm.Acknowledge("op-1");
        await alarm.Cancel("op-1", "falsa alarma");
        Assert.Equal(AlarmOutcome.Unchanged, (await alarm.Raise(Wish("P-003"))).Outcome);
        Assert.Equal(AlarmStatus.Cancelled, (await alarm.Describe())!.Status);
        Assert.Equal(AlarmOutcome.Done, (await alarm.Raise(Wish("P-003") with { AlarmId = "panic-again" })).Outcome);
    }

    [Fact]
    public async Task A_panic_during_missed_check_ins_that_somebody_has_seen_rings_again_and_its_retry_does_not()
    {
        await silos.Registered("P-004");
        var screen = await silos.Screen(BoardShards.Of("P-004"));
        var alarm = silos.Grains.GetGrain<IAlarmGrain>("P-004");
        await alarm.Raise(Wish("P-004") with { AlarmId = "check-in-0001", Kind = AlarmKind.CheckIn, Actor = "system", Point = Obelisco });
        await alarm.Acknowledge("op-1");
        await TwoSilos.Until("the screen shows who has it", () => Task.FromResult(screen.AlarmOf("P-004") is { Status: AlarmStatus.Acknowledged }));

        var rings = screen.Rings("P-004").Length;
        Assert.Equal(AlarmOutcome.Done, (await alarm.Raise(Wish("P-004"))).Outcome);
        await TwoSilos.Until("it rings as a panic", () => Task.FromResult(
            screen.Rings("P-004").Length >= rings + 3 && screen.AlarmOf("P-004") is { Kind: AlarmKind.Panic, AlarmId: "panic-P-004", Actor: "" } shown && shown.Point == Obelisco));

        await alarm.Acknowledge("op-2");
        Assert.Equal(AlarmOutcome.Unchanged, (await alarm.Raise(Wish("P-004"))).Outcome);
        Assert.Equal((AlarmStatus.Acknowledged, "op-2"), ((await alarm.Describe())!.Status, (await alarm.Describe())!.Actor));
    }

    [Fact]
    public async Task Help_is_on_its_way_only_when_the_one_assigned_is_en_route_and_no_longer_when_it_is_released()
    {
        var (alarm, screen) = await Panic("P-005");
        await alarm.Acknowledge("op-1");
        await silos.Registered("P-006");
        var operation = silos.Grains.GetGrain<IOperationGrain>("HELP-1");
        await operation.Plan(Plans.Of(), Plans.Request());
        Assert.Equal(AlarmOutcome.Done, (await alarm.Help("HELP-1", "op-1")).Outcome);
        Assert.Equal(AssignOutcome.Reserved, Assert.Single((await operation.Assign(["P-006"], Plans.Request())).Results).Outcome);
        await operation.Step("P-006", "", AssignmentStep.Accepted, Plans.Request());
        await AnotherRings(times: 5);
        Assert.Equal(("HELP-1", 0), ((await alarm.Describe())!.OperationId, (await alarm.Describe())!.Helpers.Length));
        Assert.Empty(screen.AlarmOf("P-005")!.Helpers);

        await operation.Step("P-006", "", AssignmentStep.EnRoute, Plans.Request());
        await TwoSilos.Until("the screen shows who is on the way", () => Task.FromResult(screen.AlarmOf("P-005")!.Helpers is ["P-006"]));
        Assert.Equal(["P-006"], (await alarm.Describe())!.Helpers);

        await operation.Step("P-006", "", AssignmentStep.Released, Plans.Request());
        await TwoSilos.Until("the screen shows that nobody is", () => Task.FromResult(screen.AlarmOf("P-005")!.Helpers.IsEmpty));
    }

    private async Task<(IAlarmGrain Alarm, BoardScreen Screen)> Panic(string id)
    {
        await silos.Registered(id);
        var screen = await silos.Screen(BoardShards.Of(id));
        var alarm = silos.Grains.GetGrain<IAlarmGrain>(id);
        Assert.Equal(AlarmOutcome.Done, (await alarm.Raise(Wish(id))).Outcome);
        return (alarm, screen);
    }

    /// <summary>Time as alarms count it.</summary>
    private async Task AnotherRings(int times)
    {
        // Another each time: the alarm of the one before is still open.
        var id = $"P-OTHER-{Interlocked.Increment(ref _others)}";
        var (other, screen) = await Panic(id);
        await TwoSilos.Until("another rang", () => Task.FromResult(screen.Rings(id).Length >= times));
        await other.Acknowledge("op-1");
    }

    private static RaiseAlarm Wish(string id) => new() { AlarmId = "panic-" + id, Kind = AlarmKind.Panic, At = DateTime.UtcNow, Actor = id };
}
