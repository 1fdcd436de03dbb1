using GrupoGad.Commands;
using GrupoGad.Efectivos;
using static GrupoGad.Cluster.Tests.Commands.CommandSilos;

namespace GrupoGad.Cluster.Tests.Commands;

public sealed class BroadcastTests(CommandSilos silos) : IClassFixture<CommandSilos>
{
    private const int People = 10_000;

    [Fact]
    public async Task Ten_thousand_get_one_broadcast_and_a_critical_order_among_it_is_not_held_up()
    {
        var codes = Enumerable.Range(0, People).Select(i => $"B-{i:D5}").ToArray();
        await Parallel.ForEachAsync(codes, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (code, _) =>
            await silos.Grains.GetGrain<IEfectivoGrain>(code).Register(new EfectivoProfile { DisplayName = code, Unit = "Todos" }));
        var everybody = new Crowd(silos);
        await Parallel.ForEachAsync(codes, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (code, _) => await everybody.Attach(code));
        var first = await silos.Registered();
        var phone = await silos.Attached(first);

        var (broadcast, critical) = (NewId(), NewId());
        var answer = await silos.Command(broadcast).Issue(To(CommandClass.Routine) with
        {
            // Nothing of it is over, or escalates, while ten thousand are served on a machine that has other things to do.
            AnswerWithin = TimeSpan.FromMinutes(10), Deadline = DateTime.UtcNow.AddMinutes(20),
            Kind = CommandKind.Notice, Recipients = [new Recipients { Kind = RecipientKind.Unit, Value = "Todos" }],
        });
        Assert.Equal((IssueOutcome.Issued, People), (answer.Outcome, answer.Recipients));
        await silos.Issued(critical, To(CommandClass.Critical, first));
        await phone.Has(critical);

        await TwoSilos.Until("everybody has it", () => Task.FromResult(everybody.Having(broadcast) == People), seconds: 120);
        await everybody.SeeAll(broadcast);
        await TwoSilos.Until("it is settled", async () => (await silos.Command(broadcast).Ladders("", 1))!.Command.Status == CommandStatus.Settled, seconds: 60);
        var page = await silos.Command(broadcast).Ladders("", 1);
        Assert.Equal(People, page!.Command.ByStep[(int)LadderStep.Seen]);
    }

    [Fact]
    public async Task More_than_the_limit_are_refused()
    {
        var wish = To(CommandClass.Routine) with { Recipients = [.. Enumerable.Range(0, 501).Select(i => new Recipients { Kind = RecipientKind.Efectivo, Value = $"X-{i}" })] };
        Assert.Equal("recipients", (await silos.Command(NewId()).Issue(wish)).Field);
    }
}
