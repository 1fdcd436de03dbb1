using GrupoGad.Commands;
using GrupoGad.Efectivos;

namespace GrupoGad.Silo.Tests;

/// <summary>Two silos that do not know of each other over one database: what a brief second activation of a grain can do at worst.</summary>
public sealed class LedgerRaceTests(PostGisServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private SiloStack _one = null!;
    private SiloStack _other = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        (_one, _other) = (await SiloStack.Start(_database.Address), await SiloStack.Start(_database.Address));
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Two_writers_of_opposite_answers_leave_one_of_each_and_deadlock_nowhere()
    {
        const int count = 300;
        var codes = Enumerable.Range(0, count).Select(i => $"E-{i:D4}").ToArray();
        await Ledger(_one).Issue(Orders.Issued(Orders.Offer("race-0001"), codes));
        Assert.Equal(LedgerOutcome.Repeated, await Ledger(_other).Issue(Orders.Issued(Orders.Offer("race-0001"), codes)));

        // In opposite order, so that unordered locks would meet.
        var accepting = codes.Select(code => Ledger(_one).Write(Orders.Step("race-0001", code, LadderStep.Accepted)).AsTask()).ToArray();
        var refusing = codes.Reverse().Select(code => Ledger(_other).Write(Orders.Step("race-0001", code, LadderStep.Refused)).AsTask()).ToArray();
        var accepted = (await Task.WhenAll(accepting)).Select(outcomes => outcomes[0]).ToArray();
        var refused = (await Task.WhenAll(refusing)).Select(outcomes => outcomes[0]).Reverse().ToArray();

        Assert.All(accepted.Zip(refused), pair => Assert.Equal(
            [LedgerOutcome.Written, LedgerOutcome.Conflict], new[] { pair.First, pair.Second }.Order()));
        Assert.Equal((long)count, await _database.Ask<long>("SELECT count(*) FROM command_steps WHERE step IN (6, 7)"));
        Assert.Equal(0L, await _database.Ask<long>("SELECT count(*) FROM command_deliveries WHERE open"));
    }

    [Fact]
    public async Task Two_activations_of_a_command_agree_after_a_fight_and_the_loser_is_told_what_stands()
    {
        // One that nobody fights over: however the fights end, somebody has work that can be withdrawn.
        const string working = "R-WORKS";
        var codes = Enumerable.Range(0, 30).Select(i => $"R-{i:D3}").ToArray();
        foreach (var code in codes.Append(working))
        {
            await _one.Register(code, code);
        }
        var wish = Wish([.. codes, working]);
        Assert.Equal(IssueOutcome.Issued, (await Command(_one, "fight-0001").Issue(wish)).Outcome);
        Assert.Equal(IssueOutcome.AlreadyIssued, (await Command(_other, "fight-0001").Issue(wish)).Outcome);

        foreach (var code in codes)
        {
            var answers = await Task.WhenAll(
                Command(_one, "fight-0001").Step(Says(code, LadderStep.Accepted)).AsTask(), Command(_other, "fight-0001").Step(Says(code, LadderStep.Refused)).AsTask());
            Assert.Single(answers, answer => answer.Outcome == StepOutcome.Recorded);
            var loser = answers.Single(answer => answer.Outcome != StepOutcome.Recorded);
            Assert.Equal((StepOutcome.IllegalStep, answers.Single(answer => answer.Outcome == StepOutcome.Recorded).Step), (loser.Outcome, loser.Step));
        }
        Assert.Equal(StepOutcome.Recorded, (await Command(_one, "fight-0001").Step(Says(working, LadderStep.Accepted))).Outcome);
        Assert.Equal(StepOutcome.Repeated, (await Command(_other, "fight-0001").Step(Says(working, LadderStep.Accepted))).Outcome);
        // Withdrawn by the one while the other still believes that it is open.
        Assert.Equal(CloseOutcome.Done, (await Command(_one, "fight-0001").Withdraw("op-1", "terminado")).Outcome);
        Assert.Equal(StepOutcome.Withdrawn, (await Command(_other, "fight-0001").Step(Says(working, LadderStep.EnRoute))).Outcome);
    }

    [Fact]
    public async Task A_command_whose_silo_is_gone_comes_to_life_elsewhere_as_the_ledger_has_it()
    {
        await _one.Register("K-BOSS", "Jefa");
        await _one.Register("K-1", "Uno");
        await _one.Register("K-2", "Dos");
        var wish = Wish("K-1", "K-2", "K-NOBODY") with { Class = CommandClass.Critical, Point = new Geo.GeoPoint(-34.6, -58.4) };
        await Command(_one, "reload-001").Issue(wish);
        await Command(_one, "reload-001").Step(Says("K-1", LadderStep.Accepted));

        var answer = await Command(_other, "reload-001").Issue(wish);
        Assert.Equal((IssueOutcome.AlreadyIssued, 2, "K-NOBODY"), (answer.Outcome, answer.Recipients, Assert.Single(answer.Unknown).Value));
        Assert.Equal(IssueOutcome.IdInUse, (await Command(_other, "reload-001").Issue(wish with { Text = "Otra" })).Outcome);
        Assert.Equal(StepOutcome.Repeated, (await Command(_other, "reload-001").Step(Says("K-1", LadderStep.Accepted))).Outcome);
        Assert.Equal(StepOutcome.Recorded, (await Command(_other, "reload-001").Step(Says("K-1", LadderStep.EnRoute))).Outcome);
        Assert.Equal(StepOutcome.NotARecipient, (await Command(_other, "reload-001").Step(Says("K-BOSS", LadderStep.Accepted))).Outcome);
        Assert.Equal(StepOutcome.Recorded, (await Command(_other, "reload-001").Step(Says("K-2", LadderStep.Refused))).Outcome);
        await Reports.Until("it is closed in the ledger", async () => await _database.Ask<long>("SELECT count(*) FROM commands WHERE closed_how = 1") == 1);
        var page = await Command(_other, "reload-001").Ladders("", 10);
        Assert.Equal([LadderStep.EnRoute, LadderStep.Refused], page!.Ladders.Select(ladder => ladder.Step));
    }

    [Fact]
    public async Task Recipients_are_found_by_unit_role_rank_and_jurisdiction_and_superiors_in_their_profiles()
    {
        await Register("P-1", new EfectivoProfile { DisplayName = "Uno", Unit = "Norte", Rank = "Cabo", Specialties = ["paramédico", "buzo"], Jurisdiction = "AR-C", Superior = "P-3" });
        await Register("P-2", new EfectivoProfile { DisplayName = "Dos", Unit = "Norte", Rank = "Sargento", Specialties = ["buzo"], Jurisdiction = "AR-B" });
        await Register("P-3", new EfectivoProfile { DisplayName = "Tres", Unit = "Sur", Rank = "Cabo", Jurisdiction = "AR-C" });
        var directory = _one.Get<IRecipientDirectory>();

        Assert.Equal(["P-1", "P-2"], await directory.Of(RecipientKind.Unit, "Norte", 10, default));
        Assert.Equal(["P-1"], await directory.Of(RecipientKind.Unit, "Norte", 1, default));
        Assert.Equal(["P-1", "P-2"], await directory.Of(RecipientKind.Role, "buzo", 10, default));
        Assert.Equal(["P-1", "P-3"], await directory.Of(RecipientKind.Rank, "Cabo", 10, default));
        Assert.Equal(["P-1", "P-3"], await directory.Of(RecipientKind.Jurisdiction, "AR-C", 10, default));
        Assert.Empty(await directory.Of(RecipientKind.Rank, "cabo'; DROP TABLE efectivos; --", 10, default));
        Assert.Equal(["P-1", "P-3"], (await directory.Known(["P-1", "P-3", "P-9"], default)).Order());
        Assert.Equal([new KeyValuePair<string, string>("P-1", "P-3")], await directory.Superiors(["P-1", "P-2", "P-9"], default));
    }

    private async Task Register(string code, EfectivoProfile profile)
    {
        var state = await _one.Read(code);
        state.State = state.State with { Profile = profile };
        await _one.Write(code, state);
    }

    private static ICommandLedger Ledger(SiloStack silo) => silo.Get<ICommandLedger>();

    private static ICommandGrain Command(SiloStack silo, string id) => silo.Get<IGrainFactory>().GetGrain<ICommandGrain>(id);

    private static RecipientStep Says(string code, LadderStep step) => new() { EfectivoId = code, Step = step, At = DateTime.UtcNow, Actor = code, Reason = "porque sí" };

    private static IssueCommand Wish(params string[] codes) => new()
    {
        Class = CommandClass.Operational, Kind = CommandKind.Order, Text = "Repliegue", Issuer = "op-1", Deadline = DateTime.UtcNow.AddMinutes(10),
        Recipients = [.. codes.Select(code => new Recipients { Kind = RecipientKind.Efectivo, Value = code })],
    };
}
