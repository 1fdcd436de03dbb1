using GrupoGad.Alarms;
using GrupoGad.Commands;
using GrupoGad.Efectivos;

namespace GrupoGad.Cluster.Tests.Commands;

/// <summary>What an efectivo's client is told of the efectivo itself, whoever changed it. Silos of its own: one of them is killed.</summary>
public sealed class OwnStateTests(CommandSilos silos) : IClassFixture<CommandSilos>
{
    [Fact]
    public async Task Who_attaches_is_told_all_three_and_then_what_others_change()
    {
        var code = await silos.Registered();
        var phone = await silos.Attached(code);
        await Told(phone, "nothing is open", own => own.Part == OwnPart.Alarm && own.Alarm is null);
        await Told(phone, "no check-in is asked for", own => own.CheckIn is { Every.Ticks: 0 });
        var before = (await silos.Grains.GetGrain<IEfectivoGrain>(code).Describe())!.Availability;
        await Told(phone, "its availability", own => own.Availability == before);

        await Change(code, Availability.Unavailable);
        await Told(phone, "an operator took it out", own => own.Availability == Availability.Unavailable);
        await Welfare(code).Set(TimeSpan.FromMinutes(10), "op-1");
        await Told(phone, "check-ins are asked for", own => own.CheckIn is { Every.TotalMinutes: 10, DueAt: not null });

        var alarm = silos.Grains.GetGrain<IAlarmGrain>(code);
        await alarm.Raise(Panic(code));
        await Told(phone, "another device called for help", own => own.Alarm is { Status: AlarmStatus.Raised, AlarmId: "panic-0001" });
        await alarm.Acknowledge("op-1");
        await Told(phone, "somebody has seen it", own => own.Alarm is { Status: AlarmStatus.Acknowledged });
        await alarm.Cancel("op-1", "falsa alarma");
        await Told(phone, "it is over", own => own.Alarm is { Status: AlarmStatus.Cancelled });
    }

    [Fact]
    public async Task What_rings_again_in_one_place_is_told_once()
    {
        var code = await silos.Registered();
        var phone = await silos.Attached(code);
        // What stands is told beside the answer to an attach: an alarm that was raised meanwhile would be told by that too.
        await Told(phone, "nothing is open", own => own.Part == OwnPart.Alarm && own.Alarm is null);
        var alarm = silos.Grains.GetGrain<IAlarmGrain>(code);
        await alarm.Raise(Panic(code));
        await alarm.Raise(Panic(code));
        await alarm.Acknowledge("op-1");
        await Told(phone, "somebody has seen it", own => own.Alarm is { Status: AlarmStatus.Acknowledged });
        Assert.InRange(phone.Own.Count(own => own.Alarm is { Status: AlarmStatus.Raised }), 0, 1);
    }

    [Fact]
    public async Task A_renewal_after_a_loss_tells_all_of_it_again_and_a_common_one_nothing()
    {
        var phone = await silos.Attached(await silos.Registered());
        await Told(phone, "all three", _ => phone.Own.Select(own => own.Part).Distinct().Count() == 3);
        var before = phone.Own.Count;
        Assert.True(await phone.Inbox.Renew(phone.Attachment));
        Assert.True(await phone.Inbox.Renew(phone.Attachment with { Unsure = true }));
        await Told(phone, "all three again", _ => phone.Own.Count >= before + 3);
        Assert.Equal(before + 3, phone.Own.Count);
    }

    [Fact]
    public async Task After_a_silo_is_killed_every_phone_that_attaches_again_is_told_what_stands()
    {
        var codes = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            codes.Add(await silos.Registered());
            await silos.Attached(codes[i]);
            await Change(codes[i], Availability.Unavailable);
            await Welfare(codes[i]).Set(TimeSpan.FromMinutes(10), "op-1");
        }
        await silos.Cluster.KillSiloAsync(silos.Cluster.SecondarySilos[0]);
        foreach (var code in codes)
        {
            var phone = new Phone(silos, code, "");
            await TwoSilos.Until($"{code} is attached again", async () =>
            {
                await phone.Attach();
                return true;
            }, seconds: 90);
            await Told(phone, "its availability", own => own.Availability == Availability.Unavailable, seconds: 60);
            await Told(phone, "its check-ins", own => own.CheckIn is { Every.TotalMinutes: 10 }, seconds: 60);
            await Told(phone, "its alarm", own => own.Part == OwnPart.Alarm, seconds: 60);
        }
    }

    private static Task Told(Phone phone, string what, Func<OwnState, bool> holds, int seconds = 30) =>
        TwoSilos.Until($"the phone was told: {what}", () => Task.FromResult(phone.Own.Any(holds)), seconds);

    private async Task Change(string code, Availability to) => Assert.Equal(
        AvailabilityOutcome.Changed, (await silos.Grains.GetGrain<IEfectivoGrain>(code).ChangeAvailability(new AvailabilityChange { To = to, Actor = "op-1" })).Outcome);

    private IWelfareGrain Welfare(string code) => silos.Grains.GetGrain<IWelfareGrain>(code);

    private static RaiseAlarm Panic(string code) => new() { AlarmId = "panic-0001", Kind = AlarmKind.Panic, At = DateTime.UtcNow, Actor = code };
}
