using GrupoGad.Commands;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Tests.Fakes;
using GrupoGad.WebFrontend.Tests.Live;
using CommandClass = GrupoGad.Commands.CommandClass;
using Attach = GrupoGad.Protocol.V1.Attach;
using LadderStep = GrupoGad.Protocol.V1.LadderStep;
using StepOutcome = GrupoGad.Protocol.V1.StepOutcome;

namespace GrupoGad.WebFrontend.Tests.Commands;

/// <summary>The session of an efectivo's client: attached, sent its commands, answering them.</summary>
public sealed class AttachTests(LiveWorld world)
{
    public static TheoryData<int> Subprotocols => [(int)Subprotocol.Protobuf, (int)Subprotocol.Json];

    [Theory, MemberData(nameof(Subprotocols))]
    public async Task Who_attaches_gets_what_is_pending_and_then_what_comes(int subprotocol)
    {
        var code = $"ATT-{subprotocol}";
        var (routine, critical) = (Orders.New(CommandClass.Routine), Orders.New(CommandClass.Critical));
        InboxScript.Of(code).Pending[routine.CommandId] = routine;
        InboxScript.Of(code).Pending[critical.CommandId] = critical;

        using var phone = await world.Gateway.Connect(Roles.Efectivo, (Subprotocol)subprotocol, code);
        var attached = await phone.Attach();
        Assert.Equal((code, false), (attached.EfectivoId, attached.Resumed));
        Assert.True(attached.Epoch > 0 && attached.ResumeToken.Length >= 40);
        Assert.Equal((critical.CommandId, 1UL), await phone.NextCommand());
        Assert.Equal((routine.CommandId, 2UL), await phone.NextCommand());

        var later = Orders.New(text: "Con \"comillas\" y ñ");
        await world.Offer(code, later);
        var frame = await phone.Until(frame => frame.Command is null ? null : frame, "the new command");
        Assert.Equal((later.CommandId, later.Text, 3UL), (frame.Command.CommandId, frame.Command.Text, frame.Sequence));
        Assert.Equal(later.Point!.Value.Latitude, frame.Command.Point.Latitude);

        await world.Withdraw(code, later.CommandId, "ya no hace falta");
        var withdrawn = await phone.Until(frame => frame.CommandWithdrawn is null ? null : frame, "the withdrawal");
        Assert.Equal((later.CommandId, "ya no hace falta", 4UL), (withdrawn.CommandWithdrawn.CommandId, withdrawn.CommandWithdrawn.Reason, withdrawn.Sequence));
    }

    [Theory, MemberData(nameof(Subprotocols))]
    public async Task What_somebody_else_brought_on_is_told_with_where_it_stands(int subprotocol)
    {
        var code = $"ELSE-{subprotocol}";
        using var phone = await world.Gateway.Connect(Roles.Efectivo, (Subprotocol)subprotocol, code);
        await phone.Attach();
        var order = Orders.New();
        await world.Offer(code, order);
        await phone.NextCommand();
        await world.Grains.GetGrain<IInboxFeedGrain>(code).Settled(
            new CommandEnd { CommandId = order.CommandId, Stands = GrupoGad.Commands.LadderStep.Accepted, Actor = "op-1", Reason = "por radio" });
        var told = await phone.Until(frame => frame.CommandWithdrawn is null ? null : frame, "the answer by radio");
        Assert.Equal((order.CommandId, LadderStep.Accepted, "op-1", "por radio", 2UL),
            (told.CommandWithdrawn.CommandId, told.CommandWithdrawn.Stands, told.CommandWithdrawn.Actor, told.CommandWithdrawn.Reason, told.Sequence));
    }

    [Theory, MemberData(nameof(Subprotocols))]
    public async Task An_acknowledgement_reaches_the_inbox_and_is_answered(int subprotocol)
    {
        var code = $"ACK-{subprotocol}";
        var order = Orders.New();
        using var phone = await world.Gateway.Connect(Roles.Efectivo, (Subprotocol)subprotocol, code);
        await phone.Attach();
        await world.Offer(code, order);
        await phone.NextCommand();
        var at = DateTime.UtcNow.AddSeconds(-3);
        await phone.Acknowledge(order.CommandId, LadderStep.Delivered);
        await phone.Acknowledge(order.CommandId, LadderStep.Accepted, at);

        var results = new[] { await phone.Result(), await phone.Result() };
        Assert.Equal([LadderStep.Delivered, LadderStep.Accepted], results.Select(result => result.Step));
        Assert.All(results, result => Assert.Equal((order.CommandId, StepOutcome.Recorded), (result.CommandId, result.Outcome)));
        var steps = InboxScript.Of(code).Steps.ToArray();
        Assert.Equal(["Delivered", "Accepted"], steps.Select(step => step.Step.Step.ToString()));
        Assert.All(steps, step => Assert.Equal((order.CommandId, code, code), (step.CommandId, step.Step.EfectivoId, step.Step.Actor)));
        Assert.Equal(at, steps[1].Step.At, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task What_the_inbox_refuses_is_told_with_its_rule()
    {
        const string code = "ACK-REFUSED";
        InboxScript.Of(code).Judge = (id, _) => id.StartsWith("unknown", StringComparison.Ordinal)
            ? new() { Outcome = GrupoGad.Commands.StepOutcome.UnknownCommand }
            : new() { Outcome = GrupoGad.Commands.StepOutcome.Expired, Rule = "before the deadline", Step = GrupoGad.Commands.LadderStep.Expired };
        using var phone = await world.Gateway.Connect(Roles.Efectivo, efectivo: code);
        await phone.Attach();
        await phone.Acknowledge("unknown-command", LadderStep.Accepted);
        Assert.Equal(StepOutcome.UnknownCommand, (await phone.Result()).Outcome);
        await phone.Acknowledge("too-late-command", LadderStep.Accepted);
        var late = await phone.Result();
        Assert.Equal((StepOutcome.Expired, "before the deadline", LadderStep.Expired), (late.Outcome, late.Rule, late.Stands));
    }

    [Theory]
    [InlineData(Roles.Operator)]
    [InlineData(Roles.Supervisor)]
    [InlineData(Roles.Administrator)]
    [InlineData(Roles.Auditor)]
    [InlineData(Roles.Integrator)]
    public async Task Only_an_efectivo_speaks_as_one(string role)
    {
        using var client = await world.Gateway.Connect(role);
        ClientFrame[] frames =
        [
            new() { Attach = new Attach() }, new() { CommandAck = new CommandAck { CommandId = "order-0001", Step = LadderStep.Accepted } },
            new() { Panic = new Panic { AlarmId = "panic-0001" } }, new() { CheckIn = new CheckIn() },
            new() { Availability = new AvailabilityWish { Availability = Availability.Available } },
        ];
        foreach (var frame in frames)
        {
            await client.Send(frame);
            var error = await client.Until(answer => answer.Error, $"the refusal of {frame.BodyCase}");
            Assert.Equal(("forbidden", frame.BodyCase.ToString()), (error.Code, char.ToUpperInvariant(error.Field[0]) + error.Field[1..]));
        }
    }

    [Fact]
    public async Task An_efectivo_nobody_registered_is_not_attached()
    {
        InboxScript.Of("ATT-NOBODY").Known = false;
        using var phone = await world.Gateway.Connect(Roles.Efectivo, efectivo: "ATT-NOBODY");
        await phone.Send(new ClientFrame { Attach = new Attach() });
        var error = await phone.Until(frame => frame.Error, "the refusal");
        Assert.Equal(("out_of_range", "attach", "ATT-NOBODY"), (error.Code, error.Field, error.Value));
    }

    [Fact]
    public async Task A_newer_session_takes_over_and_the_former_is_told()
    {
        const string code = "ATT-TWICE";
        using var first = await world.Gateway.Connect(Roles.Efectivo, efectivo: code);
        var before = await first.Attach("phone");
        using var second = await world.Gateway.Connect(Roles.Efectivo, efectivo: code);
        var after = await second.Attach("tablet");
        Assert.True(after.Epoch > before.Epoch);
        Assert.Equal(4004, await first.Closed("the end of the former session"));
        var order = Orders.New();
        await world.Offer(code, order);
        Assert.Equal(order.CommandId, (await second.NextCommand()).CommandId);
    }

    [Fact]
    public async Task An_inbox_that_lost_its_sessions_is_told_again_and_nothing_is_sent_twice()
    {
        const string code = "ATT-FORGOTTEN";
        await using var gateway = await world.Start(("Gad:CommandSessions:RenewS", "1"));
        using var phone = await gateway.Connect(Roles.Efectivo, efectivo: code);
        await phone.Attach();
        var sent = Orders.New();
        await world.Offer(code, sent);
        await phone.NextCommand();

        var script = InboxScript.Of(code);
        var missed = Orders.New();
        // First: a renewal may come between the two, and takes what is pending then.
        script.Pending[missed.CommandId] = missed;
        script.ForgetSessions();
        await Until.True(() => script.Attaches == 2, "the attachment to be made anew");
        Assert.Equal((missed.CommandId, 2UL), await phone.NextCommand());
    }

    [Fact]
    public async Task A_broadcast_is_encoded_once_for_all_sessions_of_a_gateway()
    {
        var codes = Enumerable.Range(0, 12).Select(i => $"CAST-{i:00}").ToArray();
        await using var gateway = await world.Start();
        var encodings = 0L;
        using var meters = Meters.Listen(gateway, "gad.command_door.encodings", count => Interlocked.Add(ref encodings, count));
        var phones = await Task.WhenAll(codes.Select((code, i) => gateway.Connect(Roles.Efectivo, i % 2 == 0 ? Subprotocol.Protobuf : Subprotocol.Json, code)));
        foreach (var phone in phones)
        {
            await phone.Attach();
        }
        var order = Orders.New(CommandClass.Critical);
        await Task.WhenAll(codes.Select(code => world.Offer(code, order)));
        foreach (var phone in phones)
        {
            Assert.Equal((order.CommandId, 1UL), await phone.NextCommand());
            phone.Dispose();
        }
        Assert.Equal(SubprotocolNames.Count, Interlocked.Read(ref encodings));
    }
}
