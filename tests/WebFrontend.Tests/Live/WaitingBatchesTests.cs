using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Live.Sessions;
using GrupoGad.WebFrontend.Tests.Commands;

namespace GrupoGad.WebFrontend.Tests.Live;

/// <summary>Positions wait for storage; nothing else waits for positions.</summary>
public sealed class WaitingBatchesTests(LiveWorld world)
{
    [Fact]
    public async Task A_panic_a_check_in_an_answer_and_a_heartbeat_wait_for_no_positions()
    {
        const string code = "WAIT-PANIC";
        await world.Register(code);
        var storage = new TaskCompletionSource();
        MemoryPorts.Held[code] = storage.Task;
        using var phone = await world.Gateway.Connect(Roles.Efectivo, efectivo: code);
        await phone.Attach();
        var start = DateTime.UtcNow.AddMinutes(-10);
        for (var batch = 1UL; batch <= 40; batch++)
        {
            await phone.Send(ReportingTests.Batch(batch, ReportingTests.Report("", start.AddSeconds(batch))));
        }
        await phone.Send(new ClientFrame { Panic = new Panic { AlarmId = "panic-waits-not" } });
        Assert.Equal("panic-waits-not", (await phone.Until(frame => frame.PanicState is { AlarmId.Length: > 0 } state ? state : null, "the panic's answer")).AlarmId);
        await phone.Send(new ClientFrame { CheckIn = new CheckIn() });
        await phone.Until(frame => frame.Sequence == 0 ? frame.CheckInState : null, "the check-in's answer");
        await phone.Acknowledge("order-waits-not", LadderStep.Accepted);
        Assert.Equal(StepOutcome.Recorded, (await phone.Result()).Outcome);
        await phone.Send(new ClientFrame { Heartbeat = new Heartbeat { Nonce = 9 } });
        Assert.Equal(9UL, (await phone.Until(frame => frame.Heartbeat is { Reply: true } beat ? beat : null, "the heartbeat's answer")).Nonce);

        storage.SetResult();
        var acknowledged = new HashSet<ulong>();
        while (acknowledged.Count < 40)
        {
            acknowledged.Add((await phone.Until(frame => frame.PositionAck, "acknowledgements")).BatchId);
        }
    }

    [Fact]
    public async Task A_batch_beyond_those_that_may_wait_is_refused_by_its_number_and_taken_later()
    {
        const string code = "WAIT-FULL";
        await world.Register(code);
        await using var gateway = await world.Start(("Gad:Live:BatchesMax", "1"), ("Gad:Live:BatchesWaitingMax", "1"));
        var storage = new TaskCompletionSource();
        MemoryPorts.Held[code] = storage.Task;
        using var phone = await gateway.Connect(Roles.Efectivo, efectivo: code);
        var start = DateTime.UtcNow.AddMinutes(-10);
        for (var batch = 1UL; batch <= 4; batch++)
        {
            await phone.Send(ReportingTests.Batch(batch, ReportingTests.Report("", start.AddSeconds(batch))));
        }
        var refused = await phone.Until(frame => frame.Error, "the refusal");
        Assert.Equal(("too_many", "positions", true), (refused.Code, refused.Field, refused.BatchId is > 1 and <= 4));

        storage.SetResult();
        PositionAck? ack = null;
        while (ack is null)
        {
            await phone.Send(ReportingTests.Batch(refused.BatchId, ReportingTests.Report("", start.AddSeconds(refused.BatchId))));
            var answer = await phone.Until(
                frame => frame.PositionAck?.BatchId == refused.BatchId || frame.Error?.BatchId == refused.BatchId ? frame : null, "the repeated batch");
            ack = answer.PositionAck;
        }
        Assert.Equal(1u, ack.Accepted);
    }

    [Fact]
    public async Task A_panic_is_heard_while_its_session_ends_with_its_gateway()
    {
        const string code = "WAIT-DRAIN";
        await world.Register(code);
        await using var gateway = await world.Start(("Gad:Live:DrainS", "60"));
        var storage = new TaskCompletionSource();
        MemoryPorts.Held[code] = storage.Task;
        using var phone = await gateway.Connect(Roles.Efectivo, efectivo: code);
        await phone.Send(ReportingTests.Batch(1, ReportingTests.Report("", DateTime.UtcNow.AddMinutes(-10))));
        await phone.Send(new ClientFrame { Heartbeat = new Heartbeat { Nonce = 7 } });
        await phone.Until(frame => frame.Heartbeat is { Reply: true } beat ? beat : null, "the batch to be taken");

        var ending = gateway.Get<SessionRegistry>().Drain();
        await phone.Send(new ClientFrame { Panic = new Panic { AlarmId = "panic-at-the-end" } });
        Assert.Equal("panic-at-the-end", (await phone.Until(frame => frame.PanicState is { AlarmId.Length: > 0 } state ? state : null, "the panic's answer")).AlarmId);

        storage.SetResult();
        Assert.Equal(1UL, (await phone.Until(frame => frame.PositionAck, "the acknowledgement of what it had sent")).BatchId);
        await ending;
    }

    [Fact]
    public async Task A_panic_is_taken_out_of_a_flood()
    {
        const string code = "WAIT-FLOOD";
        await using var gateway = await world.Start(("Gad:Live:FramesBurst", "1"), ("Gad:Live:FramesPerS", "1"));
        using var phone = await gateway.Connect(Roles.Efectivo, efectivo: code);
        for (var i = 0; i < 20; i++)
        {
            await phone.Send(new ClientFrame { Heartbeat = new Heartbeat { Nonce = 1 } });
        }
        await phone.Send(new ClientFrame { Panic = new Panic { AlarmId = "panic-in-flood" } });
        Assert.Equal("panic-in-flood", (await phone.Until(frame => frame.PanicState, "the panic's answer")).AlarmId);
    }

    [Fact]
    public async Task A_client_that_answers_a_heartbeat_without_saying_so_is_answered_once_a_second()
    {
        await using var gateway = await world.Start();
        var unanswered = 0L;
        using var meters = Meters.Listen(gateway, "gad.live.heartbeats.unanswered", count => Interlocked.Add(ref unanswered, count));
        using var client = await gateway.Connect();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        for (var nonce = 1UL; nonce <= 100; nonce++)
        {
            await client.Send(new ClientFrame { Heartbeat = new Heartbeat { Nonce = nonce } });
        }
        var answers = 0;
        await client.Until(
            frame =>
            {
                answers += frame.Heartbeat is { Reply: true } ? 1 : 0;
                return frame.Heartbeat is { Reply: true, Nonce: 100 } last ? last : null;
            },
            "the answer to the newest");
        Assert.InRange(answers, 1, (int)clock.Elapsed.TotalSeconds + 2);
        Assert.Equal(100 - answers, Interlocked.Read(ref unanswered));
    }
}
