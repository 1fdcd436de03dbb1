using System.Net.WebSockets;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Tests.Fakes;
using GrupoGad.WebFrontend.Tests.Live;

namespace GrupoGad.WebFrontend.Tests.Commands;

/// <summary>What no good client sends, and what an efectivo says when grains are away.</summary>
public sealed class HostileTests(LiveWorld world)
{
    public static TheoryData<string, string> BadFrames => new()
    {
        { """{"commandAck":{"commandId":"short","step":"LADDER_STEP_SEEN"}}""", "commandAck.commandId" },
        { """{"commandAck":{"commandId":"with spaces in it","step":"LADDER_STEP_SEEN"}}""", "commandAck.commandId" },
        { """{"commandAck":{"step":"LADDER_STEP_SEEN"}}""", "commandAck.commandId" },
        { """{"commandAck":{"commandId":"order-0001"}}""", "commandAck.step" },
        { """{"commandAck":{"commandId":"order-0001","step":"LADDER_STEP_ISSUED"}}""", "commandAck.step" },
        { """{"commandAck":{"commandId":"order-0001","step":"LADDER_STEP_WITHDRAWN"}}""", "commandAck.step" },
        { """{"commandAck":{"commandId":"order-0001","step":"LADDER_STEP_REFUSED"}}""", "commandAck.reason" },
        { """{"commandAck":{"commandId":"order-0001","step":"LADDER_STEP_SEEN","position":{"latitude":91}}}""", "commandAck.position" },
        { """{"commandAck":{"commandId":"order-0001","stp":"LADDER_STEP_SEEN"}}""", "commandAck.stp" },
        { """{"availability":{"reason":"x"}}""", "availability.availability" },
        { """{"attach":{"device":"a\u0007b"}}""", "attach.device" },
    };

    [Theory, MemberData(nameof(BadFrames))]
    public async Task Bad_frames_are_refused_by_field(string json, string field)
    {
        using var phone = await world.Gateway.Connect(Roles.Efectivo, Subprotocol.Json, "HOSTILE-1");
        await phone.Send(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text);
        var error = await phone.Until(frame => frame.Error, "the refusal");
        Assert.Equal(field, error.Field);
        Assert.NotEmpty(error.Rule);
    }

    public static TheoryData<string, string, string> Cries => new()
    {
        { """{"panic":{"alarmId":"panic-0007","at":"ayer"}}""", "panic-0007", "at" },
        { """{"panic":{"alarmId":"panic-0007","at":"2026-11-30T16:30:00"}}""", "panic-0007", "at" },
        { """{"panic":{"alarmId":"panic-0007","note":"me siguen","position":"acá"}}""", "panic-0007", "note position" },
        { """{"panic":{"alarmId":"panic-0007","position":{"latitude":91,"longitude":0}}}""", "panic-0007", "position" },
        { """{"panic":{"alarmId":"panic-0007","position":{"latitude":0,"longitude":0}}}""", "panic-0007", "position" },
        { """{"panic":{"alarmId":"panic-0007"},"positions":{}}""", "panic-0007", "positions" },
        { """{"v":2,"panic":{"alarmId":"panic-0007"}}""", "panic-0007", "v" },
        { """{"panic":{"alarmId":"x"}}""", "x", "alarmId" },
        { """{"panic":{"alarmId":["panic-0007"]}}""", """["panic-0007"]""", "alarmId" },
        { """{"panic":{}}""", "", "alarmId" },
        { """{"panic":true}""", "", "panic alarmId" },
        { """{"panic":{"alarmId":"panic-0007","position":""", "panic-0007", "panic" },
        { "{'panic':{'alarmId':'panic-0007'}}", "panic-0007", "panic" },
    };

    [Theory, MemberData(nameof(Cries))]
    public async Task A_panic_in_a_broken_frame_is_raised_and_what_made_no_sense_is_told(string json, string id, string leftOut)
    {
        using var phone = await world.Gateway.Connect(Roles.Efectivo, Subprotocol.Json, "HOSTILE-12");
        using var binary = await world.Gateway.Connect(Roles.Efectivo, efectivo: "HOSTILE-12");
        foreach (var client in new[] { phone, binary })
        {
            // On a binary session it is of the wrong type too.
            await client.Send(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text);
            var state = await client.Until(frame => frame.PanicState, "the panic's answer");
            Assert.Equal((AlarmStatus.Raised, ""), (state.Status, state.Rule));
            Assert.True(id.Length == 0 ? state.AlarmId.Length > 8 : state.AlarmId == id, state.AlarmId);
            Assert.Equal(leftOut, string.Join(' ', state.LeftOut.Select(left => left.Field)));
            Assert.Empty(client.Errors);
        }
        Assert.All(AlarmScript.Of("HOSTILE-12").Raised, alarm => Assert.Null(alarm.Point));
    }

    [Fact]
    public async Task A_panic_is_raised_out_of_torn_bytes_a_frame_that_is_too_large_and_a_flood()
    {
        const string code = "HOSTILE-13";
        await using var gateway = await world.Start(("Gad:Live:FramesPerS", "1"), ("Gad:Live:FramesBurst", "2"));
        using var phone = await gateway.Connect(Roles.Efectivo, efectivo: code);
        await phone.Send([0x32, 0x7f, 0x0a], WebSocketMessageType.Binary);
        Assert.NotEmpty((await phone.Until(frame => frame.PanicState, "the torn one's answer")).AlarmId);
        var large = new ClientFrame { Panic = new Panic { AlarmId = new string('x', 70_000) } };
        await phone.Send(large);
        Assert.Equal(AlarmStatus.Raised, (await phone.Until(frame => frame.PanicState, "the large one's answer")).Status);
        for (var i = 0; i < 20; i++)
        {
            await phone.Send(new ClientFrame { Heartbeat = new Heartbeat { Nonce = 1, Reply = true } });
        }
        await phone.Send(new ClientFrame { Panic = new Panic { AlarmId = "panic-0013" } });
        Assert.Equal("panic-0013", (await phone.Until(frame => frame.PanicState, "the flooding one's answer")).AlarmId);
    }

    [Fact]
    public async Task A_check_in_in_a_broken_frame_is_taken()
    {
        using var phone = await world.Gateway.Connect(Roles.Efectivo, Subprotocol.Json, "HOSTILE-14");
        await phone.Send(Encoding.UTF8.GetBytes("""{"checkIn":{"at":"recién"}}"""), WebSocketMessageType.Text);
        Assert.NotNull(await phone.Until(frame => frame.CheckInState, "the check-in's answer"));
    }

    [Theory]
    [InlineData(65, 0, "attach.device")]
    [InlineData(0, 65, "attach.resumeToken")]
    public async Task Long_words_are_refused(int device, int token, string field)
    {
        using var phone = await world.Gateway.Connect(Roles.Efectivo, efectivo: "HOSTILE-2");
        await phone.Send(new ClientFrame { Attach = new Attach { Device = new string('d', device), ResumeToken = new string('t', token) } });
        Assert.Equal(field, (await phone.Until(frame => frame.Error, "the refusal")).Field);
    }

    [Fact]
    public async Task A_bad_acknowledgement_is_answered_too_so_that_its_client_stops_repeating_it()
    {
        using var phone = await world.Gateway.Connect(Roles.Efectivo, efectivo: "HOSTILE-3");
        await phone.Acknowledge("order-0001", LadderStep.Refused, reason: new string('x', 501));
        var result = await phone.Result();
        Assert.Equal(("order-0001", StepOutcome.Invalid, LadderStep.Refused), (result.CommandId, result.Outcome, result.Step));
        Assert.StartsWith("reason", result.Rule, StringComparison.Ordinal);
        Assert.Equal("commandAck.reason", Assert.Single(phone.Errors).Field);
        Assert.Empty(InboxScript.Of("HOSTILE-3").Steps);
    }

    [Fact]
    public async Task A_huge_acknowledgement_is_too_large()
    {
        using var phone = await world.Gateway.Connect(Roles.Efectivo, efectivo: "HOSTILE-4");
        await phone.Acknowledge("order-0001", LadderStep.Refused, reason: new string('x', 100_000));
        Assert.Equal("too_large", (await phone.Until(frame => frame.Error, "the refusal")).Code);
    }

    [Fact]
    public async Task Acknowledgements_that_wait_are_bounded_and_hold_up_no_panic()
    {
        const string code = "HOSTILE-5";
        await using var gateway = await world.Start(("Gad:CommandSessions:CallsMax", "4"));
        var gate = new TaskCompletionSource();
        InboxScript.Of(code).Gate = gate.Task;
        using var phone = await gateway.Connect(Roles.Efectivo, efectivo: code);
        for (var i = 0; i < 5; i++)
        {
            await phone.Acknowledge($"order-{i:0000}", LadderStep.Seen);
        }
        var error = await phone.Until(frame => frame.Error, "the refusal of the fifth");
        Assert.Equal(("too_many", "commandAck", "order-0004"), (error.Code, error.Field, error.Value));
        await phone.Send(new ClientFrame { Panic = new Panic { AlarmId = "panic-5555" } });
        Assert.Equal("panic-5555", (await phone.Until(frame => frame.PanicState, "the panic's answer")).AlarmId);
        gate.SetResult();
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(StepOutcome.Recorded, (await phone.Result()).Outcome);
        }
    }

    [Fact]
    public async Task What_cannot_be_carried_on_is_unavailable_and_sent_again()
    {
        const string code = "HOSTILE-6";
        InboxScript.Of(code).Gate = Task.FromException(new GadUnavailableException("postgis"));
        using var phone = await world.Gateway.Connect(Roles.Efectivo, efectivo: code);
        await phone.Send(new ClientFrame { Attach = new Attach() });
        Assert.Equal(("unavailable", "attach"), Named(await phone.Until(frame => frame.Error, "the refusal")));
        await phone.Acknowledge("order-0001", LadderStep.Seen);
        Assert.Equal(("unavailable", "commandAck"), Named(await phone.Until(frame => frame.Error, "the refusal")));
        InboxScript.Of(code).Gate = Task.CompletedTask;
        Assert.Equal(code, (await phone.Attach()).EfectivoId);
    }

    [Fact]
    public async Task A_panic_is_raised_whatever_else_the_frame_holds()
    {
        const string code = "HOSTILE-7";
        using var phone = await world.Gateway.Connect(Roles.Efectivo, efectivo: code);
        await phone.Send(new ClientFrame { Panic = new Panic { AlarmId = "panic-0007", Position = new LatLon { Latitude = 500 }, At = new Timestamp { Seconds = long.MaxValue } } });
        var state = await phone.Until(frame => frame.PanicState, "the panic's answer");
        Assert.Equal(("panic-0007", AlarmStatus.Raised, ""), (state.AlarmId, state.Status, state.Rule));
        var raised = Assert.Single(AlarmScript.Of(code).Raised);
        Assert.Null(raised.Point);
        Assert.Equal(code, raised.Actor);
        Assert.Equal(DateTime.UtcNow, raised.At, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Check_in_and_availability_are_answered()
    {
        const string code = "SAYS-1";
        await world.Register(code);
        AlarmScript.Of(code).Every = TimeSpan.FromMinutes(10);
        using var phone = await world.Gateway.Connect(Roles.Efectivo, efectivo: code);
        await phone.Send(new ClientFrame { CheckIn = new CheckIn { At = Timestamp.FromDateTime(DateTime.UtcNow) } });
        var state = await phone.Until(frame => frame.CheckInState, "when it is due next");
        Assert.Equal((600U, 1), (state.EveryS, AlarmScript.Of(code).CheckIns));
        Assert.True(state.DueAt.ToDateTime() > DateTime.UtcNow);

        await phone.Send(new ClientFrame { Availability = new AvailabilityWish { Availability = Availability.OffDuty, Reason = "fin de turno" } });
        var changed = await phone.Until(frame => frame.AvailabilityResult, "the new availability");
        Assert.Equal((Availability.OffDuty, ""), (changed.Availability, changed.Rule));
        await phone.Send(new ClientFrame { Availability = new AvailabilityWish { Availability = Availability.OnTask } });
        var refused = await phone.Until(frame => frame.AvailabilityResult, "the refusal");
        Assert.Equal(Availability.OffDuty, refused.Availability);
        Assert.NotEmpty(refused.Rule);
        // A reason that is no line is bad input, not an illegal change.
        await phone.Send(new ClientFrame { Availability = new AvailabilityWish { Availability = Availability.Available, Reason = "uno\ndos" } });
        Assert.Equal("availability.reason", (await phone.Until(frame => frame.Error, "the fault")).Field);
    }

    [Fact]
    public async Task A_gateway_forgets_a_session_that_is_gone()
    {
        const string code = "HOSTILE-8";
        using (var phone = await world.Gateway.Connect(Roles.Efectivo, efectivo: code))
        {
            await phone.Attach();
            Assert.Single(InboxScript.Of(code).Sessions.Live(DateTime.UtcNow));
        }
        await Until.True(() => InboxScript.Of(code).Sessions.Live(DateTime.UtcNow).Length == 0, "the inbox to be told");
    }

    private static (string, string) Named(Error error) => (error.Code, error.Field);
}
