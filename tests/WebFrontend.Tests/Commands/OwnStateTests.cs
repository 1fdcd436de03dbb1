using GrupoGad.Alarms;
using GrupoGad.Commands;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Live.Sessions;
using GrupoGad.WebFrontend.Tests.Fakes;
using GrupoGad.WebFrontend.Tests.Live;
using AlarmKind = GrupoGad.Alarms.AlarmKind;
using AlarmStatus = GrupoGad.Alarms.AlarmStatus;
using Availability = GrupoGad.Efectivos.Availability;

namespace GrupoGad.WebFrontend.Tests.Commands;

/// <summary>What a session is told of its efectivo without asking.</summary>
public sealed class OwnStateTests(LiveWorld world)
{
    public static TheoryData<int> Subprotocols => [(int)Subprotocol.Protobuf, (int)Subprotocol.Json];

    [Theory, MemberData(nameof(Subprotocols))]
    public async Task After_Attached_comes_all_of_it_numbered_and_then_each_change(int subprotocol)
    {
        var code = $"OWN-{subprotocol}";
        var script = Script(code);
        using var phone = await world.Gateway.Connect(Roles.Efectivo, (Subprotocol)subprotocol, code);
        await phone.Attach();
        var told = new[] { await Next(phone), await Next(phone), await Next(phone) };
        Assert.Equal([1UL, 2UL, 3UL], told.Select(frame => frame.Sequence));
        Assert.Equal(new PanicState(), told.Single(frame => frame.PanicState is not null).PanicState);
        Assert.Equal(600u, told.Single(frame => frame.CheckInState is not null).CheckInState.EveryS);
        Assert.Equal((int)Availability.Available, (int)told.Single(frame => frame.AvailabilityResult is not null).AvailabilityResult.Availability);

        await world.Changes(script, code, Alarm(AlarmStatus.Acknowledged));
        var changed = await Next(phone);
        Assert.Equal(4UL, changed.Sequence);
        Assert.Equal(
            new PanicState { AlarmId = "panic-0001", Status = (Protocol.V1.AlarmStatus)AlarmStatus.Acknowledged, Kind = (Protocol.V1.AlarmKind)AlarmKind.Panic }, changed.PanicState);
    }

    [Fact]
    public async Task A_resumed_session_is_sent_what_it_missed_and_then_what_stands_also_on_another_gateway()
    {
        const string code = "OWN-RESUMED";
        var script = Script(code);
        string token;
        using (var phone = await world.Gateway.Connect(Roles.Efectivo, efectivo: code))
        {
            token = (await phone.Attach()).ResumeToken;
            await Next(phone);
            await Next(phone);
            await Next(phone);
            await world.Changes(script, code, Alarm(AlarmStatus.Raised));
            await Next(phone);
            phone.Socket.Abort();
        }
        script.Own[OwnPart.Alarm] = Alarm(AlarmStatus.Cancelled);
        using (var back = await world.Gateway.Connect(Roles.Efectivo, efectivo: code))
        {
            Assert.True((await back.Attach(token: token, last: 3)).Resumed);
            var missed = await Next(back);
            Assert.Equal((4UL, AlarmStatus.Raised), (missed.Sequence, (AlarmStatus)missed.PanicState.Status));
            var rest = new[] { await Next(back), await Next(back), await Next(back) };
            Assert.Equal([5UL, 6UL, 7UL], rest.Select(frame => frame.Sequence));
            Assert.Equal(AlarmStatus.Cancelled, (AlarmStatus)rest.Single(frame => frame.PanicState is not null).PanicState.Status);
        }

        await using var other = await world.Start();
        using var elsewhere = await other.Connect(Roles.Efectivo, efectivo: code);
        Assert.False((await elsewhere.Attach(token: token, last: 7)).Resumed);
        var all = new[] { await Next(elsewhere), await Next(elsewhere), await Next(elsewhere) };
        Assert.Equal([1UL, 2UL, 3UL], all.Select(frame => frame.Sequence));
        Assert.Contains(all, frame => frame.PanicState is { } panic && (AlarmStatus)panic.Status == AlarmStatus.Cancelled);
    }

    [Fact]
    public void A_newer_word_takes_the_place_of_one_that_waits_and_nobody_owes_it_an_answer()
    {
        var outbox = new Outbox(Subprotocol.Protobuf, new OutboxLimits(8, 2, 1, 8));
        var log = new SentLog(Subprotocol.Protobuf, 16, 1 << 20);
        outbox.Open(new LiveMessage(1), log, []);
        Assert.Equal(Offered.Taken, outbox.Offer(CommandFrame.Own(Alarm(AlarmStatus.Raised)), backlog: true));
        Assert.Equal(Offered.Waiting, outbox.Offer(CommandFrame.Own(Alarm(AlarmStatus.Acknowledged)), backlog: true));
        Assert.Equal(Offered.Taken, outbox.Offer(CommandFrame.Own(new OwnState { Part = OwnPart.Availability, Availability = Availability.OffDuty }), backlog: true));
        Assert.Equal(OutLane.Answers, Take(outbox).Lane);
        var (alarm, availability) = (Take(outbox), Take(outbox));
        Assert.Equal((1UL, 2UL), (alarm.Sequence, availability.Sequence));
        Assert.Equal(AlarmStatus.Acknowledged, (AlarmStatus)ServerFrame.Parser.ParseFrom(alarm.Message.Memory.Span).PanicState.Status);
        Assert.Empty(log.Owed());
    }

    private static InboxScript Script(string code)
    {
        var script = InboxScript.Of(code);
        script.Own[OwnPart.Alarm] = new OwnState { Part = OwnPart.Alarm };
        script.Own[OwnPart.CheckIn] = new OwnState { Part = OwnPart.CheckIn, CheckIn = new WelfareView { Every = TimeSpan.FromMinutes(10), DueAt = DateTime.UtcNow } };
        script.Own[OwnPart.Availability] = new OwnState { Part = OwnPart.Availability, Availability = Availability.Available };
        return script;
    }

    private static OwnState Alarm(AlarmStatus status) => new()
    {
        Part = OwnPart.Alarm,
        Alarm = new AlarmSummary { AlarmId = "panic-0001", EfectivoId = "OWN", Kind = AlarmKind.Panic, Status = status, RaisedAt = DateTime.UtcNow, Version = 1 },
    };

    private static Task<ServerFrame> Next(LiveClient phone) => phone.Until(frame => frame.Sequence == 0 ? null : frame, "a numbered frame");

    private static Outgoing Take(Outbox outbox) => outbox.Next(CancellationToken.None).AsTask().GetAwaiter().GetResult()!.Value;
}
