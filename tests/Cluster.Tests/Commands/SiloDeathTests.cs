using GrupoGad.Commands;
using static GrupoGad.Cluster.Tests.Commands.CommandSilos;

namespace GrupoGad.Cluster.Tests.Commands;

/// <summary>Silos of its own: one of them is killed.</summary>
public sealed class SiloDeathTests(CommandSilos silos) : IClassFixture<CommandSilos>
{
    private const int Count = 40;

    [Fact]
    public async Task Open_commands_go_on_after_a_silo_is_killed_and_nobody_answers_twice()
    {
        var commands = new List<(string Id, string Code)>();
        for (var i = 0; i < Count; i++)
        {
            var (id, code) = (NewId(), await silos.Registered());
            await silos.Issued(id, To(CommandClass.Critical, code) with { Deadline = DateTime.UtcNow.AddMinutes(3), AnswerWithin = TimeSpan.FromMinutes(2) });
            if (i % 4 == 0)
            {
                await silos.Command(id).Step(new RecipientStep { EfectivoId = code, Step = LadderStep.Accepted, At = DateTime.UtcNow, Actor = "op-1" });
            }
            commands.Add((id, code));
        }

        await silos.Cluster.KillSiloAsync(silos.Cluster.SecondarySilos[0]);
        await TwoSilos.Until("all that is open was woken", async () =>
        {
            await silos.WakeAll();
            return true;
        }, seconds: 90);

        // Who attaches only now was sent it again by the command itself, or finds it pending.
        foreach (var (id, code) in commands.Where((_, i) => i % 4 != 0))
        {
            await TwoSilos.Until($"{code} has {id}", async () =>
            {
                var phone = await silos.Attached(code);
                return phone.Answer.Pending.Any(command => command.CommandId == id) && (await phone.Says(id, LadderStep.Accepted)).Outcome == StepOutcome.Recorded;
            }, seconds: 60);
        }
        foreach (var (id, code) in commands)
        {
            Assert.Single(StepsOf(await LadderOf(silos.Command(id), code)), step => step is LadderStep.Accepted or LadderStep.Refused or LadderStep.Expired);
            await TwoSilos.Until("it is settled", async () => (await silos.Command(id).Ladders("", 1))!.Command.Status == CommandStatus.Settled);
        }
    }

    [Fact]
    public async Task A_deadline_that_passes_while_nobody_is_alive_is_made_up_for_on_waking()
    {
        var code = await silos.Registered();
        var id = NewId();
        // Written as by a silo that died in the same moment.
        var now = DateTime.UtcNow;
        await silos.Ledger.Issue(new IssuedCommand
        {
            Offer = new CommandOffer
            {
                CommandId = id, Issuer = "op-1", Class = CommandClass.Critical, Kind = CommandKind.Order, Text = "Evacuar",
                IssuedAt = now.AddMinutes(-3), AnswerBy = now.AddMinutes(-2), Deadline = now.AddMinutes(-1),
            },
            Recipients = [code], Asked = [], Digest = "d",
        });
        await silos.Command(id).Wake();
        await TwoSilos.Until("it expired", async () => (await LadderOf(silos.Command(id), code)).Step == LadderStep.Expired);
        await TwoSilos.Until("it is settled", async () => (await silos.Command(id).Ladders("", 1))!.Command.Status == CommandStatus.Settled);
    }
}
