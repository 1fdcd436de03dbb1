using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Fakes;
using GrupoGad.WebFrontend.Tests.Live;
using LadderStep = GrupoGad.Protocol.V1.LadderStep;

namespace GrupoGad.WebFrontend.Tests.Commands;

/// <summary>A silo dies under sessions of efectivos.</summary>
public sealed class LossTests(LiveWorld world)
{
    [Fact]
    public async Task All_attachments_are_renewed_at_once_and_for_a_while_each_second()
    {
        const string code = "LOSS-1";
        await using var gateway = await world.Start(("Gad:CommandSessions:RenewS", "60"));
        using var phone = await gateway.Connect(Roles.Efectivo, efectivo: code);
        await phone.Attach();
        var script = InboxScript.Of(code);
        // The first renewal of a new attachment may still be on its way.
        await Until.True(() => Volatile.Read(ref script.Renewals) > 0, "the first renewal");
        script.ForgetSessions();
        Lose(gateway);
        await Until.True(() => script.Attaches == 2, "the attachment to be made anew, long before its next renewal");
        // The inbox moves once more: nobody is told of that.
        script.ForgetSessions();
        await Until.True(() => script.Attaches == 3, "the attachment to be made anew again");
    }

    [Fact]
    public async Task What_waited_for_the_lost_silo_is_asked_again_at_once()
    {
        const string code = "LOSS-2";
        await using var gateway = await world.Start();
        var gate = new TaskCompletionSource();
        var script = InboxScript.Of(code);
        script.Gate = gate.Task;
        using var phone = await gateway.Connect(Roles.Efectivo, efectivo: code);
        await phone.Acknowledge("order-loss", LadderStep.Accepted);
        await phone.Send(new ClientFrame { CheckIn = new CheckIn() });
        await phone.Until(frame => frame.CheckInState, "a sign that the acknowledgement is under way");
        script.Gate = Task.CompletedTask;
        world.Link.Count(1);
        world.Link.Count(2);
        Assert.Equal(StepOutcome.Recorded, (await phone.Result()).Outcome);
        gate.SetResult();
    }

    private static void Lose(Gateway gateway)
    {
        var link = gateway.Get<ClusterLink>();
        link.Count(0);
        link.Count(1);
    }
}
