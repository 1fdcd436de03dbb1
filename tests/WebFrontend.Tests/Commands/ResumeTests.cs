using GrupoGad.Commands;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Tests.Fakes;
using GrupoGad.WebFrontend.Tests.Live;
using CommandClass = GrupoGad.Commands.CommandClass;
using LadderStep = GrupoGad.Protocol.V1.LadderStep;

namespace GrupoGad.WebFrontend.Tests.Commands;

/// <summary>A client that drops and comes back.</summary>
public sealed class ResumeTests(LiveWorld world)
{
    public static TheoryData<int> Subprotocols => [(int)Subprotocol.Protobuf, (int)Subprotocol.Json];

    [Theory, MemberData(nameof(Subprotocols))]
    public async Task What_came_after_the_last_number_comes_again_once_and_in_order(int subprotocol)
    {
        var code = $"RES-{subprotocol}";
        var orders = Enumerable.Range(0, 5).Select(_ => Orders.New()).ToArray();
        string token;
        using (var phone = await world.Gateway.Connect(Roles.Efectivo, efectivo: code))
        {
            token = (await phone.Attach()).ResumeToken;
            foreach (var order in orders[..4])
            {
                await world.Offer(code, order);
                await phone.NextCommand();
            }
            await phone.Acknowledge(orders[0].CommandId, LadderStep.Accepted);
            await phone.Result();
            phone.Socket.Abort();
        }
        var missed = orders[4];
        InboxScript.Of(code).Pending[missed.CommandId] = missed;

        // It had two of the four; the other subprotocol reads the same numbers.
        using var back = await world.Gateway.Connect(Roles.Efectivo, subprotocol == 0 ? Subprotocol.Json : Subprotocol.Protobuf, code);
        var attached = await back.Attach(token: token, last: 2);
        Assert.True(attached.Resumed);
        Assert.NotEqual(token, attached.ResumeToken);
        Assert.Equal(
            [(orders[2].CommandId, 3UL), (orders[3].CommandId, 4UL), (missed.CommandId, 5UL)],
            new[] { await back.NextCommand(), await back.NextCommand(), await back.NextCommand() });
        await NothingMore(code, back, 6);
    }

    [Fact]
    public async Task A_command_that_was_settled_while_the_client_was_away_is_withdrawn()
    {
        const string code = "RES-SETTLED";
        var order = Orders.New();
        string token;
        using (var phone = await world.Gateway.Connect(Roles.Efectivo, efectivo: code))
        {
            token = (await phone.Attach()).ResumeToken;
            await world.Offer(code, order);
            await phone.NextCommand();
            phone.Socket.Abort();
        }
        InboxScript.Of(code).Pending.Clear();
        using var back = await world.Gateway.Connect(Roles.Efectivo, efectivo: code);
        Assert.True((await back.Attach(token: token, last: 1)).Resumed);
        Assert.Equal(("withdrawn " + order.CommandId, 2UL), await back.NextCommand());
    }

    [Fact]
    public async Task A_gap_is_mended_in_the_same_session()
    {
        const string code = "RES-GAP";
        var orders = new[] { Orders.New(), Orders.New() };
        using var phone = await world.Gateway.Connect(Roles.Efectivo, efectivo: code);
        var token = (await phone.Attach()).ResumeToken;
        foreach (var order in orders)
        {
            await world.Offer(code, order);
            await phone.NextCommand();
        }
        Assert.True((await phone.Attach(token: token, last: 1)).Resumed);
        Assert.Equal((orders[1].CommandId, 2UL), await phone.NextCommand());
        await NothingMore(code, phone, 3);
    }

    [Fact]
    public async Task A_session_that_only_looks_open_gives_way_to_its_client()
    {
        const string code = "RES-HALF-OPEN";
        var order = Orders.New();
        using var first = await world.Gateway.Connect(Roles.Efectivo, efectivo: code);
        var token = (await first.Attach("phone")).ResumeToken;
        await world.Offer(code, order);
        await first.NextCommand();
        using var second = await world.Gateway.Connect(Roles.Efectivo, efectivo: code);
        Assert.True((await second.Attach("phone", token)).Resumed);
        Assert.Equal((order.CommandId, 1UL), await second.NextCommand());
        Assert.Equal(4004, await first.Closed("the end of the session that is nobody's any more"));
    }

    [Theory]
    [InlineData("forged")]
    [InlineData("another's")]
    [InlineData("used")]
    [InlineData("number ahead")]
    public async Task A_token_that_is_not_good_gets_everything_pending_under_new_numbers(string how)
    {
        var code = $"RES-BAD-{how.Length}";
        var order = Orders.New();
        var token = new string('A', 43);
        if (how != "forged")
        {
            var owner = how == "another's" ? "RES-OTHER" : code;
            using var phone = await world.Gateway.Connect(Roles.Efectivo, efectivo: owner);
            token = (await phone.Attach()).ResumeToken;
            if (how == "used")
            {
                Assert.True((await phone.Attach(token: token)).Resumed);
            }
            phone.Socket.Abort();
        }
        InboxScript.Of(code).Pending[order.CommandId] = order;
        using var back = await world.Gateway.Connect(Roles.Efectivo, efectivo: code);
        Assert.False((await back.Attach(token: token, last: how == "number ahead" ? 77UL : 0)).Resumed);
        Assert.Equal((order.CommandId, 1UL), await back.NextCommand());
    }

    [Fact]
    public async Task Another_gateway_sends_everything_pending()
    {
        const string code = "RES-ELSEWHERE";
        var order = Orders.New();
        await using var other = await world.Start();
        string token;
        using (var phone = await world.Gateway.Connect(Roles.Efectivo, efectivo: code))
        {
            token = (await phone.Attach()).ResumeToken;
            await world.Offer(code, order);
            await phone.NextCommand();
            phone.Socket.Abort();
        }
        using var back = await other.Connect(Roles.Efectivo, efectivo: code);
        Assert.False((await back.Attach(token: token, last: 1)).Resumed);
        Assert.Equal((order.CommandId, 1UL), await back.NextCommand());
    }

    [Fact]
    public async Task A_client_that_does_not_keep_up_is_closed_and_loses_nothing()
    {
        const string code = "RES-SLOW";
        await using var gateway = await world.Start(("Gad:CommandSessions:CommandsMax", "8"));
        string token;
        ulong last = 0;
        var seen = new HashSet<string>();
        var sent = new List<CommandOffer>();
        using (var slow = await gateway.Connect(Roles.Efectivo, efectivo: code))
        {
            token = (await slow.Attach()).ResumeToken;
            // It reads nothing: its socket fills, then its lanes; the door closes it.
            var closed = false;
            using var closes = Meters.Listen(gateway, "gad.command_door.behind", _ => closed = true);
            while (!closed)
            {
                Assert.True(sent.Count < 20_000, "its socket is full within 20,000 commands");
                var order = Orders.New(CommandClass.Routine, new string('x', 1_900));
                sent.Add(order);
                await world.Offer(code, order);
            }
            while (await slow.Next("the close") is { } frame)
            {
                if (frame.Command is { } command)
                {
                    Assert.Equal(last + 1, frame.Sequence);
                    last = frame.Sequence;
                    seen.Add(command.CommandId);
                }
            }
            Assert.Equal(4009, (int?)slow.Socket.CloseStatus);
        }
        // Those still on their way would be new to the next session, whose lane holds eight.
        await Until.True(() => InboxScript.Of(code).Pending.Count == sent.Count, "every command to be pending at its inbox");
        using var back = await gateway.Connect(Roles.Efectivo, efectivo: code);
        await back.Attach(token: token, last: last);
        while (seen.Count < sent.Count && await back.Next($"the rest of {sent.Count}, {seen.Count} so far") is { } frame)
        {
            if (frame.Command is { } command)
            {
                Assert.True(seen.Add(command.CommandId), "nothing comes twice");
            }
        }
        Assert.Equal(sent.Count, seen.Count);
    }

    [Fact]
    public async Task A_critical_command_overtakes_a_backlog_on_the_socket()
    {
        const string code = "RES-OVERTAKE";
        using var phone = await world.Gateway.Connect(Roles.Efectivo, efectivo: code);
        var script = InboxScript.Of(code);
        foreach (var order in Enumerable.Range(0, 200).Select(_ => Orders.New(CommandClass.Routine)))
        {
            script.Pending[order.CommandId] = order;
        }
        var critical = Orders.New(CommandClass.Critical);
        script.Pending[critical.CommandId] = critical;
        await phone.Attach();
        var frame = await phone.Until(frame => frame.Command?.CommandId == critical.CommandId ? frame : null, "the critical one");
        Assert.InRange(frame.Sequence, 1UL, 2UL);
    }

    // A marker comes next: what was sent before it was nothing.
    private async Task NothingMore(string code, LiveClient phone, ulong sequence)
    {
        var marker = Orders.New();
        await world.Offer(code, marker);
        Assert.Equal((marker.CommandId, sequence), await phone.NextCommand());
    }
}
