using GrupoGad.Commands;
using GrupoGad.Operations;
using Orleans.Core.Internal;

namespace GrupoGad.Cluster.Tests.Commands;

/// <summary>Whatever settles a command reaches every session and empties the inbox.</summary>
public sealed class SettledElsewhereTests(CommandSilos silos) : IClassFixture<CommandSilos>
{
    [Fact]
    public async Task An_answer_by_radio_is_told_to_the_phone_which_goes_on_from_there()
    {
        var code = await silos.Registered();
        var phone = await silos.Attached(code);
        var (id, command) = await Ordered(phone, CommandSilos.To(CommandClass.Operational, code));

        Assert.Equal(StepOutcome.Recorded, (await command.Step(ByRadio(code, LadderStep.Accepted))).Outcome);
        await TwoSilos.Until("the phone is told", () => Task.FromResult(phone.Settled.Contains((id, LadderStep.Accepted, "op-1"))));
        Assert.DoesNotContain(await phone.Inbox.Pending(), offer => offer.CommandId == id);
        Assert.Equal(StepOutcome.Repeated, (await phone.Says(id, LadderStep.Accepted)).Outcome);
        Assert.Equal(StepOutcome.Recorded, (await command.Step(ByRadio(code, LadderStep.OnScene))).Outcome);
        await TwoSilos.Until("the phone follows", () => Task.FromResult(phone.Settled.Contains((id, LadderStep.OnScene, "op-1"))));
        Assert.Equal(StepOutcome.Recorded, (await phone.Says(id, LadderStep.Done)).Outcome);
    }

    [Fact]
    public async Task A_waived_order_leaves_the_phone_for_good()
    {
        var code = await silos.Registered();
        var phone = await silos.Attached(code);
        var (id, command) = await Ordered(phone, CommandSilos.To(CommandClass.Critical, code));
        await phone.Says(id, LadderStep.Delivered);

        Assert.Equal(CloseOutcome.Done, (await command.Waive("sup-1", "por radio")).Outcome);
        await Withdrawn(phone, id, "por radio");
        Assert.DoesNotContain(await phone.Inbox.Pending(), offer => offer.CommandId == id);
        await phone.Attach();
        Assert.DoesNotContain(phone.Answer.Pending, offer => offer.CommandId == id);
        // Nor by an inbox that reads the ledger anew.
        Assert.Empty(await ((GrupoGad.Commands.ICommandLedger)silos.Ledger).Pending(code, DateTime.UtcNow, 10, default));
    }

    [Fact]
    public async Task The_end_of_an_operation_reaches_who_owes_and_who_has_accepted_and_a_late_answer_is_told_why()
    {
        var (silent, busy) = (await silos.Registered(), await silos.Registered());
        var phones = (Silent: await silos.Attached(silent), Busy: await silos.Attached(busy));
        var operation = "OP-" + CommandSilos.NewId()[^5..];
        silos.Table.Add(operation, OperationStatus.InProgress, "", silent, busy);
        var id = CommandSilos.NewId();
        var command = await silos.Issued(id, CommandSilos.To(CommandClass.Operational, silent, busy) with { OperationId = operation });
        await phones.Silent.Has(id);
        await phones.Busy.Has(id);
        await phones.Busy.Says(id, LadderStep.Accepted);

        silos.Table.Add(operation, OperationStatus.Completed, "", silent, busy);
        Assert.Equal(CloseOutcome.Done, (await command.EndWithOperation("system", "the operation was completed")).Outcome);
        await Withdrawn(phones.Silent, id, "the operation was completed");
        await Withdrawn(phones.Busy, id, "the operation was completed");
        Assert.Equal(StepOutcome.OperationClosed, (await phones.Silent.Says(id, LadderStep.Accepted)).Outcome);
        Assert.Equal(StepOutcome.OperationClosed, (await command.Step(ByRadio(silent, LadderStep.Accepted))).Outcome);
        // Again, after a death in between: nobody is harmed.
        await command.EndWithOperation("system", "the operation was completed");
        Assert.Equal(CommandStatus.Settled, (await command.Ladders("", 1))!.Command.Status);
    }

    [Fact]
    public async Task Who_is_let_go_from_an_operation_that_goes_on_is_asked_nothing_more_and_a_late_answer_is_told_why()
    {
        var superior = await silos.Registered();
        var (gone, busy, stays) = (await silos.Registered(superior), await silos.Registered(), await silos.Registered());
        var phones = (Gone: await silos.Attached(gone), Busy: await silos.Attached(busy), Stays: await silos.Attached(stays), Superior: await silos.Attached(superior));
        var operation = "OP-" + CommandSilos.NewId()[^5..];
        silos.Table.Add(operation, OperationStatus.InProgress, "", gone, busy, stays);
        var id = CommandSilos.NewId();
        var command = await silos.Issued(id, CommandSilos.To(CommandClass.Critical, gone, busy, stays) with { OperationId = operation, AnswerWithin = TimeSpan.FromSeconds(1) });
        await phones.Busy.Has(id);
        await phones.Busy.Says(id, LadderStep.Accepted);
        await phones.Stays.Has(id);
        await phones.Superior.Has(id);
        var later = await silos.Issued(CommandSilos.NewId(), CommandSilos.To(CommandClass.Operational, gone) with { OperationId = operation });

        await phones.Gone.Has(later.GetPrimaryKeyString());
        var offer = (await command.Ladders("", 1))!.Command.Command;
        await command.LetGo(gone, offer.IssuedAt.AddSeconds(30), "op-1", "relevo");
        await command.LetGo(busy, offer.IssuedAt.AddSeconds(30), "op-1", "relevo");
        // Sent to it although it was known to have left.
        await later.LetGo(gone, offer.IssuedAt, "op-1", "relevo");
        await Withdrawn(phones.Gone, id, "relevo");
        await Withdrawn(phones.Busy, id, "relevo");
        // Nor is anybody asked in its place.
        await Withdrawn(phones.Superior, id, "relevo");
        Assert.Equal([later.GetPrimaryKeyString()], (await phones.Gone.Inbox.Pending()).Select(pending => pending.CommandId));
        Assert.Equal((StepOutcome.Released, "it was released from the operation"), await phones.Gone.Says(id, LadderStep.Accepted) is var late ? (late.Outcome, late.Rule) : default);
        Assert.Equal(StepOutcome.Released, (await command.Step(ByRadio(gone, LadderStep.Accepted))).Outcome);
        var ladder = await CommandSilos.LadderOf(command, gone);
        Assert.Equal((LadderStep.Withdrawn, "op-1", "relevo"), (ladder.Step, ladder.Steps[^1].Actor, ladder.Steps[^1].Reason));
        // The others are asked on, and it is settled with their answers.
        Assert.Equal(StepOutcome.Recorded, (await phones.Stays.Says(id, LadderStep.Accepted)).Outcome);
        await TwoSilos.Until("it is settled", async () => (await command.Ladders("", 1))!.Command.Status == CommandStatus.Settled);
    }

    [Fact]
    public async Task What_could_be_told_to_no_session_is_told_to_the_next_one()
    {
        var code = await silos.Registered();
        var phone = await silos.Attached(code);
        var (id, command) = await Ordered(phone, CommandSilos.To(CommandClass.Operational, code));
        await phone.Says(id, LadderStep.Accepted);
        await phone.Inbox.Detach(phone.SessionId);

        await command.Withdraw("op-1", "ya no hace falta");
        await TwoSilos.Until("it is withdrawn", async () => (await CommandSilos.LadderOf(command, code)).Step == LadderStep.Withdrawn);
        Assert.Empty(phone.Withdrawn);
        await TwoSilos.Until("the next session is told", async () =>
        {
            await phone.Attach();
            return phone.Withdrawn.Contains((id, "ya no hace falta"));
        });
    }

    [Fact]
    public async Task A_clock_before_the_issue_moves_no_step_before_the_one_it_follows()
    {
        var code = await silos.Registered();
        var phone = await silos.Attached(code);
        var (id, command) = await Ordered(phone, CommandSilos.To(CommandClass.Critical, code));
        var wrong = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var step in new[] { LadderStep.Delivered, LadderStep.Seen, LadderStep.Accepted })
        {
            await phone.Says(id, step, at: wrong);
        }
        var steps = (await CommandSilos.LadderOf(command, code)).Steps;
        Assert.Equal(steps.Select(step => step.At).Order(), steps.Select(step => step.At));
        Assert.Equal([wrong, wrong, wrong], steps.Where(step => step.Step >= LadderStep.Delivered).Select(step => step.SaidAt!.Value));
        Assert.All(steps.Where(step => step.Step < LadderStep.Delivered), step => Assert.Null(step.SaidAt));
    }

    [Fact]
    public async Task Who_has_accepted_says_that_it_is_unable_with_a_reason_and_its_operation_hears_it()
    {
        var code = await silos.Registered();
        var phone = await silos.Attached(code);
        var operation = "OP-" + CommandSilos.NewId()[^5..];
        silos.Table.Add(operation, OperationStatus.InProgress, "", code);
        var proposal = CommandSilos.To(CommandClass.Critical, code) with { Kind = CommandKind.Proposal, OperationId = operation, AssignmentId = "a-" + code };
        var (id, command) = await Ordered(phone, proposal);
        Assert.Equal(StepOutcome.IllegalStep, (await phone.Says(id, LadderStep.Unable, "pinché")).Outcome);
        await phone.Says(id, LadderStep.Accepted);
        Assert.Equal(StepOutcome.Invalid, (await phone.Says(id, LadderStep.Unable)).Outcome);
        Assert.Equal(StepOutcome.Invalid, (await phone.Says(id, LadderStep.Unable, "  ")).Outcome);
        Assert.Equal(StepOutcome.Recorded, (await phone.Says(id, LadderStep.Unable, "pinché")).Outcome);

        await TwoSilos.Until("the operation hears it", () => Task.FromResult(silos.Table.Told(operation).Contains((code, "a-" + code, AssignmentStep.Unable))));
        Assert.Equal("pinché", (await CommandSilos.LadderOf(command, code)).Steps[^1].Reason);
        Assert.Equal(StepOutcome.IllegalStep, (await phone.Says(id, LadderStep.Done)).Outcome);
    }

    [Fact]
    public async Task An_order_without_an_operation_that_cannot_be_carried_out_stands_at_the_desk_until_a_person_closes_it_and_its_issuer_is_told()
    {
        var (code, issuer) = (await silos.Registered(), await silos.Registered());
        var (phone, other) = (await silos.Attached(code), await silos.Attached(issuer));
        var (id, command) = await Ordered(phone, CommandSilos.To(CommandClass.Critical, code) with { Issuer = issuer });
        await phone.Says(id, LadderStep.Accepted);
        Assert.Equal(StepOutcome.Recorded, (await phone.Says(id, LadderStep.Unable, "pinché")).Outcome);

        await TwoSilos.Until("its issuer is told", () => Task.FromResult(other.Offers.Any(offer => offer.Kind == CommandKind.Notice)));
        Assert.Equal($"{code} no puede cumplir la orden «Corte total en la esquina»: pinché", Assert.Single(other.Offers).Text);
        // Everybody has answered; it stays before the eyes of the desk.
        await TwoSilos.Until("it stands at the desk", async () => await OnBoard(id) is { Closed: false, Command: { Status: CommandStatus.Settled, AwaitsPerson: true } });
        await silos.Grains.GetGrain<Boards.IBoardGrain>(Boards.BoardShards.Of(id)).AsReference<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);
        await TwoSilos.Until("the board is lost", async () => await OnBoard(id) is null);
        await silos.WakeAll();
        await TwoSilos.Until("it stands at the desk again", async () => await OnBoard(id) is { Command.AwaitsPerson: true });
        Assert.Equal(CloseOutcome.Done, (await command.Withdraw("op-1", "fue otro")).Outcome);
        await TwoSilos.Until("it is closed", async () => await OnBoard(id) is { Closed: true, Command.Status: CommandStatus.Withdrawn });
        Assert.Equal(LadderStep.Unable, (await CommandSilos.LadderOf(command, code)).Step);
        Assert.Single(other.Offers);
    }

    [Fact]
    public async Task An_order_that_cannot_be_carried_out_ends_at_the_desk_by_a_supervisor_s_word_too_and_with_its_operation()
    {
        var code = await silos.Registered();
        var phone = await silos.Attached(code);
        foreach (var close in new Func<ICommandGrain, ValueTask<CloseAnswer>>[] { order => order.Waive("sup-1", "fue otro"), order => order.EndWithOperation("system", "the operation was completed") })
        {
            var (id, command) = await Ordered(phone, CommandSilos.To(CommandClass.Operational, code));
            await phone.Says(id, LadderStep.Accepted);
            await phone.Says(id, LadderStep.Unable, "pinché");
            Assert.True((await command.Ladders("", 1))!.Command.AwaitsPerson);
            Assert.Equal(CloseOutcome.Done, (await close(command)).Outcome);
            Assert.False((await command.Ladders("", 1))!.Command.AwaitsPerson);
        }
    }

    [Fact]
    public async Task What_a_phone_has_done_its_operation_hears_too()
    {
        var code = await silos.Registered();
        var phone = await silos.Attached(code);
        var operation = "OP-" + CommandSilos.NewId()[^5..];
        silos.Table.Add(operation, OperationStatus.InProgress, "", code);
        var proposal = CommandSilos.To(CommandClass.Critical, code) with { Kind = CommandKind.Proposal, OperationId = operation, AssignmentId = "a-" + code };
        var (id, _) = await Ordered(phone, proposal);
        await phone.Says(id, LadderStep.Accepted);
        await phone.Says(id, LadderStep.Done);
        await TwoSilos.Until("the operation hears it", () => Task.FromResult(silos.Table.Told(operation).Contains((code, "a-" + code, AssignmentStep.Done))));
    }

    [Fact]
    public async Task Nobody_else_says_what_was_delivered_and_seen()
    {
        var code = await silos.Registered();
        var phone = await silos.Attached(code);
        var (_, command) = await Ordered(phone, CommandSilos.To(CommandClass.Critical, code));
        Assert.Equal(StepOutcome.IllegalStep, (await command.Step(ByRadio(code, LadderStep.Seen))).Outcome);
        Assert.Equal(StepOutcome.Recorded, (await command.Step(ByRadio(code, LadderStep.Accepted) with { At = DateTime.UtcNow.AddHours(-1) })).Outcome);
        var accepted = (await CommandSilos.LadderOf(command, code)).Steps.Single(step => step.Step == LadderStep.Accepted);
        Assert.Equal(accepted.RecordedAt, accepted.At, TimeSpan.FromSeconds(1));
        Assert.True(accepted.SaidAt < accepted.At.AddMinutes(-50));
    }

    private async Task<Boards.BoardItem?> OnBoard(string id) =>
        (await silos.Grains.GetGrain<Boards.IBoardGrain>(Boards.BoardShards.Of(id)).Snapshot()).Items.FirstOrDefault(item => item.Command?.Command.CommandId == id);

    private async Task<(string Id, ICommandGrain Command)> Ordered(Phone phone, IssueCommand order)
    {
        var id = CommandSilos.NewId();
        var command = await silos.Issued(id, order);
        await phone.Has(id);
        return (id, command);
    }

    private static RecipientStep ByRadio(string code, LadderStep step) => new() { EfectivoId = code, Step = step, At = DateTime.UtcNow, Actor = "op-1" };

    private static Task Withdrawn(Phone phone, string id, string reason) =>
        TwoSilos.Until($"{id} is taken back", () => Task.FromResult(phone.Withdrawn.Contains((id, reason))));
}
