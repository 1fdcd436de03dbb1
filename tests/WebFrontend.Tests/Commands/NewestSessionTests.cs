using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Fakes;
using GrupoGad.WebFrontend.Tests.Live;
using CommandClass = GrupoGad.Commands.CommandClass;

namespace GrupoGad.WebFrontend.Tests.Commands;

/// <summary>The newest session of an efectivo lives, whatever older ones do.</summary>
public sealed class NewestSessionTests(LiveWorld world)
{
    [Fact]
    public async Task Of_twenty_sessions_that_attach_at_once_one_lives_and_gets_the_orders()
    {
        const string code = "NEW-TWENTY";
        await using var gateway = await world.Start(("Gad:CommandSessions:RenewS", "1"));
        var phones = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => gateway.Connect(Roles.Efectivo, efectivo: code)));
        var script = InboxScript.Of(code);
        await Task.WhenAll(phones.Select((phone, i) => phone.Send(new ClientFrame { Attach = new Attach { Device = $"device-{i}" } })));
        await Until.True(() => script.Attaches >= 20, "all of them to be attached");
        // Long enough for whoever should not be renewed.
        var renewals = Volatile.Read(ref script.Renewals);
        await Until.True(() => Volatile.Read(ref script.Renewals) >= renewals + 5, "some renewals");
        var order = Orders.New(CommandClass.Critical);
        await world.Offer(code, order);

        var codes = await Task.WhenAll(phones.Select(phone => EndOrOrder(phone, order.CommandId)));
        Assert.Equal(19, codes.Count(end => end == "4004"));
        Assert.Single(codes, order.CommandId);
        Assert.Single(script.Sessions.Live(DateTime.UtcNow));
        foreach (var phone in phones)
        {
            phone.Dispose();
        }
    }

    [Fact]
    public async Task A_phone_that_comes_back_is_not_closed_by_its_own_former_socket()
    {
        const string code = "NEW-COVERAGE";
        await using var gateway = await world.Start(("Gad:CommandSessions:RenewS", "1"));
        // Its line is dead: it reads nothing any more, not even that it is closed.
        using var former = await gateway.Connect(Roles.Efectivo, efectivo: code);
        await former.Attach("phone");
        using var phone = await gateway.Connect(Roles.Efectivo, efectivo: code);
        await phone.Attach("phone");

        var script = InboxScript.Of(code);
        var renewals = Volatile.Read(ref script.Renewals);
        await Until.True(() => Volatile.Read(ref script.Renewals) >= renewals + 4, "some renewals");
        Assert.Single(script.Sessions.Live(DateTime.UtcNow));
        var order = Orders.New(CommandClass.Critical);
        await world.Offer(code, order);
        Assert.Equal(order.CommandId, (await phone.NextCommand()).CommandId);
    }

    [Fact]
    public async Task A_session_whose_end_it_never_heard_of_is_ended_by_its_next_renewal()
    {
        const string code = "NEW-UNTOLD";
        await using var gateway = await world.Start(("Gad:CommandSessions:RenewS", "1"));
        using var former = await gateway.Connect(Roles.Efectivo, efectivo: code);
        await former.Attach("phone");
        var script = InboxScript.Of(code);
        // Another gateway's session takes over, and the word of it is lost.
        var newer = script.Sessions.Live(DateTime.UtcNow)[0] with { SessionId = "elsewhere" };
        Assert.True(script.Sessions.TryAttach(newer with { Epoch = script.Sessions.NextEpoch(DateTime.UtcNow) }, isAnew: false, isComplete: true, DateTime.UtcNow, out _));

        Assert.Equal(4004, await former.Closed("the end of the former session"));
        Assert.Equal("elsewhere", Assert.Single(script.Sessions.Live(DateTime.UtcNow)).SessionId);
    }

    [Fact]
    public async Task What_was_settled_while_the_inbox_had_lost_its_session_is_told_when_it_is_attached_anew()
    {
        const string code = "NEW-SETTLED";
        await using var gateway = await world.Start(("Gad:CommandSessions:RenewS", "1"));
        using var phone = await gateway.Connect(Roles.Efectivo, efectivo: code);
        await phone.Attach();
        var order = Orders.New();
        await world.Offer(code, order);
        await phone.NextCommand();

        var script = InboxScript.Of(code);
        script.Pending.TryRemove(order.CommandId, out _);
        script.ForgetSessions();
        Assert.Equal(("withdrawn " + order.CommandId, 2UL), await phone.NextCommand());
    }

    private static async Task<string> EndOrOrder(LiveClient phone, string commandId)
    {
        while (await phone.Next("its end, or the order") is { } frame)
        {
            if (frame.Command?.CommandId == commandId)
            {
                return commandId;
            }
        }
        return $"{(int?)phone.Socket.CloseStatus}";
    }
}
