using GrupoGad.Boards;
using GrupoGad.Commands;
using GrupoGad.Efectivos;
using GrupoGad.Operations;
using static GrupoGad.Cluster.Tests.Commands.CommandSilos;

namespace GrupoGad.Cluster.Tests.Commands;

public sealed class DeadlineTests(CommandSilos silos) : IClassFixture<CommandSilos>
{
    [Fact]
    public async Task Without_an_answer_the_next_in_line_is_told_and_then_the_commander()
    {
        var (commander, superior) = (await silos.Registered(), await silos.Registered());
        var silent = new[] { await silos.Registered(superior), await silos.Registered(superior) };
        silos.Table.Add("OP-ESC", OperationStatus.InProgress, commander, silent);
        var (phone, second, third) = (await silos.Attached(silent[0]), await silos.Attached(superior), await silos.Attached(commander));
        var id = NewId();
        var command = await silos.Issued(id, To(CommandClass.Critical) with
        {
            OperationId = "OP-ESC", AnswerWithin = TimeSpan.FromSeconds(1), Recipients = [new Recipients { Kind = RecipientKind.Operation, Value = "OP-ESC" }],
        });

        await second.Has(id);
        Assert.Equal(silent[0], second.Offers[0].EscalatedFor);
        await third.Has(id);
        Assert.Equal(silent[0], third.Offers[0].EscalatedFor);
        // By the ladders, not by who was seen to have it first: whoever looks may be slower than a second.
        var offer = (await command.Ladders("", 10))!.Command.Command;
        Assert.InRange((await LadderOf(command, superior)).Steps[0].At, offer.AnswerBy, DateTime.UtcNow);
        Assert.InRange((await LadderOf(command, commander)).Steps[0].At, offer.AnswerBy + (offer.AnswerBy - offer.IssuedAt), DateTime.UtcNow);

        foreach (var code in silent.Append(superior))
        {
            Assert.Contains(LadderStep.Escalated, StepsOf(await LadderOf(command, code)));
        }
        var escalated = (await LadderOf(command, silent[0])).Steps.Single(step => step.Step == LadderStep.Escalated);
        Assert.Equal((superior, "system"), (escalated.Reason, escalated.Actor));
        Assert.True((await command.Ladders("", 10))!.Command.Overdue >= 2);
        Assert.Equal(4, (await command.Ladders("", 10))!.Ladders.Length);

        // It may still answer.
        Assert.Equal(StepOutcome.Recorded, (await phone.Says(id, LadderStep.Accepted)).Outcome);
        Assert.Equal(StepOutcome.Recorded, (await second.Says(id, LadderStep.Accepted)).Outcome);
    }

    [Fact]
    public async Task An_escalation_ends_at_the_superior_else_the_commander_else_the_issuer_else_the_desk()
    {
        var (commander, superior, issuer) = (await silos.Registered(), await silos.Registered(), await silos.Registered());
        silos.Table.Add("OP-LINE", OperationStatus.InProgress, commander);
        silos.Table.Add("OP-HEADLESS", OperationStatus.InProgress, "");
        (string Above, string Operation, string Issuer, string Next)[] lines =
        [
            (superior, "OP-LINE", issuer, superior), ("", "OP-LINE", issuer, commander), ("", "OP-HEADLESS", issuer, issuer), ("", "", issuer, issuer),
            ("", "OP-HEADLESS", "op-1", "desk"), ("", "", "op-1", "desk"),
        ];
        var issued = new List<(ICommandGrain Command, string Silent, string Next)>();
        foreach (var line in lines)
        {
            var silent = await silos.Registered(line.Above);
            var wish = To(CommandClass.Critical, silent) with { OperationId = line.Operation, Issuer = line.Issuer, AnswerWithin = TimeSpan.FromSeconds(1) };
            issued.Add((await silos.Issued(NewId(), wish), silent, line.Next));
        }
        foreach (var (command, silent, next) in issued)
        {
            await TwoSilos.Until($"{silent} is escalated", async () => StepsOf(await LadderOf(command, silent)).Contains(LadderStep.Escalated));
            Assert.Equal(next, (await LadderOf(command, silent)).Steps.Single(step => step.Step == LadderStep.Escalated).Reason);
            string[] told = next == "desk" ? [silent] : [silent, next];
            await TwoSilos.Until($"{next} is asked", async () => (await command.Ladders("", 10))!.Ladders.Select(ladder => ladder.EfectivoId).ToHashSet().IsSupersetOf(told));
        }
    }

    [Fact]
    public async Task A_critical_order_that_is_not_delivered_in_time_says_whose_supervisors_are_to_know()
    {
        var (far, nowhere, quick) = (await silos.Registered(), await silos.Registered(), await silos.Registered());
        await silos.Grains.GetGrain<IEfectivoGrain>(far).Register(new EfectivoProfile { DisplayName = far, Jurisdiction = "Norte" });
        await silos.Grains.GetGrain<IEfectivoGrain>(quick).Register(new EfectivoProfile { DisplayName = quick, Jurisdiction = "Sur" });
        var phone = await silos.Attached(quick);
        var (one, both) = (NewId(), NewId());
        await silos.Issued(one, To(CommandClass.Critical, far, quick));
        await silos.Issued(both, To(CommandClass.Critical, far, nowhere));
        await phone.Has(one);
        await phone.Says(one, LadderStep.Delivered);

        await TwoSilos.Until("the desk is told of both", async () => await Shown(one) is { Overdue: 1 } && await Shown(both) is { Overdue: 2 });
        Assert.Equal(["Norte"], (await Shown(one))!.Jurisdictions);
        Assert.Equal(["", "Norte"], (await Shown(both))!.Jurisdictions);
        Assert.Equal("desk", (await LadderOf(silos.Command(one), far)).Steps.Single(step => step.Step == LadderStep.Escalated).Reason);

        async Task<CommandSummary?> Shown(string id) =>
            (await silos.Grains.GetGrain<IBoardGrain>(BoardShards.Of(id)).Snapshot()).Items.SingleOrDefault(item => item.Key == "c:" + id)?.Command;
    }

    [Fact]
    public async Task Who_does_not_have_a_critical_order_is_marked_at_the_desk_and_its_ladder_shows_who_was_told_later_too()
    {
        var superior = await silos.Registered();
        var deaf = await silos.Registered(superior);
        var id = NewId();
        var command = await silos.Issued(id, To(CommandClass.Critical, deaf) with { AnswerWithin = DeadlineRules.DeliverWithin + TimeSpan.FromSeconds(2) });
        await TwoSilos.Until("the next in line is told", async () => StepsOf(await LadderOf(command, deaf)).Contains(LadderStep.NextTold));
        var (offer, steps) = ((await command.Ladders("", 1))!.Command.Command, (await LadderOf(command, deaf)).Steps);
        var (marked, told) = (steps.Single(step => step.Step == LadderStep.Escalated), steps.Single(step => step.Step == LadderStep.NextTold));
        Assert.Equal(("desk", superior), (marked.Reason, told.Reason));
        Assert.InRange(marked.At, offer.IssuedAt + DeadlineRules.DeliverWithin, offer.AnswerBy);
        Assert.InRange(told.At, offer.AnswerBy, DateTime.UtcNow);
        Assert.Equal(deaf, (await LadderOf(command, superior)).EscalatedFor);
    }

    [Fact]
    public async Task The_commander_is_not_told_when_somebody_has_answered_in_their_place()
    {
        var (commander, superior) = (await silos.Registered(), await silos.Registered());
        var code = await silos.Registered(superior);
        silos.Table.Add("OP-CALM", OperationStatus.InProgress, commander, code);
        var second = await silos.Attached(superior);
        var id = NewId();
        var command = await silos.Issued(id, To(CommandClass.Critical, code) with
        {
            // Three seconds for an answer that is given at once: the machine may have other things to do.
            OperationId = "OP-CALM", AnswerWithin = TimeSpan.FromSeconds(3), Deadline = DateTime.UtcNow.AddSeconds(7),
        });
        await second.Has(id);
        Assert.Equal(StepOutcome.Recorded, (await second.Says(id, LadderStep.Accepted)).Outcome);
        await TwoSilos.Until("it is over", async () => (await command.Ladders("", 10))!.Command.Status == CommandStatus.Settled);
        Assert.DoesNotContain((await command.Ladders("", 10))!.Ladders, ladder => ladder.EfectivoId == commander);
    }

    [Fact]
    public async Task Without_an_answer_by_the_deadline_it_expires_and_a_later_answer_is_refused()
    {
        var (late, quick) = (await silos.Registered(), await silos.Registered());
        var (slow, fast) = (await silos.Attached(late), await silos.Attached(quick));
        var id = NewId();
        var command = await silos.Issued(id, To(CommandClass.Operational, late, quick) with { AnswerWithin = null, Deadline = DateTime.UtcNow.AddSeconds(5) });
        await fast.Has(id);
        Assert.Equal(StepOutcome.Recorded, (await fast.Says(id, LadderStep.Accepted)).Outcome);

        await TwoSilos.Until("it expires", async () => (await LadderOf(command, late)).Step == LadderStep.Expired);
        Assert.Equal(StepOutcome.Expired, (await slow.Says(id, LadderStep.Accepted)).Outcome);
        await TwoSilos.Until("its client is told", () => Task.FromResult(slow.Withdrawn.Contains((id, "expired"))));
        Assert.Equal(LadderStep.Accepted, (await LadderOf(command, quick)).Step);
        Assert.Equal(StepOutcome.Recorded, (await fast.Says(id, LadderStep.EnRoute)).Outcome);
        await TwoSilos.Until("it is settled", async () => (await command.Ladders("", 1))!.Command.Status == CommandStatus.Settled);
    }

    [Fact]
    public async Task Withdrawn_it_is_taken_back_from_all_who_have_not_finished_it()
    {
        var (working, refusing) = (await silos.Registered(), await silos.Registered());
        var (phone, other) = (await silos.Attached(working), await silos.Attached(refusing));
        var id = NewId();
        var command = await silos.Issued(id, To(CommandClass.Critical, working, refusing));
        await phone.Has(id);
        await phone.Says(id, LadderStep.Accepted);
        await other.Says(id, LadderStep.Refused, "sin combustible");

        Assert.Equal(CloseOutcome.Invalid, (await command.Withdraw("op-1", "")).Outcome);
        Assert.Equal(CloseOutcome.Done, (await command.Withdraw("op-1", "falsa alarma")).Outcome);
        Assert.Equal(CloseOutcome.Unchanged, (await command.Withdraw("op-1", "falsa alarma")).Outcome);

        await TwoSilos.Until("its client is told", () => Task.FromResult(phone.Withdrawn.Contains((id, "falsa alarma"))));
        Assert.Equal(StepOutcome.Withdrawn, (await phone.Says(id, LadderStep.EnRoute)).Outcome);
        Assert.Equal(LadderStep.Refused, (await LadderOf(command, refusing)).Step);
        Assert.Equal(CommandStatus.Withdrawn, (await command.Ladders("", 1))!.Command.Status);
        Assert.Equal(CloseOutcome.UnknownCommand, (await silos.Command(NewId()).Withdraw("op-1", "nada")).Outcome);
    }

    [Fact]
    public async Task Waived_it_is_settled_and_nobody_is_escalated_but_an_answer_still_counts()
    {
        var superior = await silos.Registered();
        var code = await silos.Registered(superior);
        var phone = await silos.Attached(code);
        var id = NewId();
        var command = await silos.Issued(id, To(CommandClass.Critical, code) with { AnswerWithin = TimeSpan.FromSeconds(3) });
        Assert.Equal(CloseOutcome.Done, (await command.Waive("sup-1", "avisado por radio")).Outcome);
        Assert.Equal(CloseOutcome.Unchanged, (await command.Waive("sup-2", "otra vez")).Outcome);
        var summary = (await command.Ladders("", 1))!.Command;
        Assert.Equal((CommandStatus.Settled, "sup-1"), (summary.Status, summary.WaivedBy));
        Assert.Equal(StepOutcome.Recorded, (await phone.Says(id, LadderStep.Accepted)).Outcome);
        // A later one of the same kind that nobody waives is escalated: by then this one would have been.
        var other = await silos.Registered(superior);
        var escalates = await silos.Issued(NewId(), To(CommandClass.Critical, other) with { AnswerWithin = TimeSpan.FromSeconds(3) });
        await TwoSilos.Until("the other one is escalated", async () => StepsOf(await LadderOf(escalates, other)).Contains(LadderStep.Escalated));
        Assert.Single((await command.Ladders("", 10))!.Ladders);
        Assert.Equal("everybody has answered", (await (await Answered()).Waive("sup-1", "nada")).Rule);
    }

    [Fact]
    public async Task The_answer_to_a_proposal_is_told_to_its_operation_until_that_takes_it()
    {
        var code = await silos.Registered();
        var phone = await silos.Attached(code);
        var id = NewId();
        silos.Table.Failing = 2;
        var command = await silos.Issued(id, Proposal(id, code, TimeSpan.FromMinutes(1)));
        await phone.Has(id);
        Assert.Equal(id, phone.Offers[0].AssignmentId);
        Assert.Equal(StepOutcome.Recorded, (await phone.Says(id, LadderStep.Accepted)).Outcome);
        await TwoSilos.Until("the operation knows", () => Task.FromResult(silos.Table.Told("OP-PROP").Contains((code, id, AssignmentStep.Accepted))));
        await TwoSilos.Until("it is settled", async () => (await command.Ladders("", 1))!.Command.Status == CommandStatus.Settled);
    }

    [Fact]
    public async Task A_proposal_that_expires_is_told_to_its_operation_and_to_nobody_else()
    {
        var superior = await silos.Registered();
        var code = await silos.Registered(superior);
        var id = NewId();
        var command = await silos.Issued(id, Proposal(id, code, TimeSpan.FromSeconds(3)));
        await TwoSilos.Until("the operation knows", () => Task.FromResult(silos.Table.Told("OP-PROP").Contains((code, id, AssignmentStep.Expired))));
        Assert.Single((await command.Ladders("", 10))!.Ladders);
    }

    [Fact]
    public async Task A_closed_operation_gives_no_more_orders()
    {
        silos.Table.Add("OP-OVER", OperationStatus.Completed, "");
        var wish = To(CommandClass.Critical, await silos.Registered());
        Assert.Equal(IssueOutcome.OperationClosed, (await silos.Command(NewId()).Issue(wish with { OperationId = "OP-OVER" })).Outcome);
        Assert.Equal("operationId", (await silos.Command(NewId()).Issue(wish with { OperationId = "OP-NEVER" })).Field);
    }

    private async Task<ICommandGrain> Answered()
    {
        var code = await silos.Registered();
        var id = NewId();
        var command = await silos.Issued(id, To(CommandClass.Critical, code));
        await command.Step(new RecipientStep { EfectivoId = code, Step = LadderStep.Accepted, At = DateTime.UtcNow, Actor = "op-2" });
        return command;
    }

    private static IssueCommand Proposal(string id, string code, TimeSpan within) => To(CommandClass.Critical, code) with
    {
        Kind = CommandKind.Proposal, OperationId = "OP-PROP", AssignmentId = id, AnswerWithin = within, Deadline = DateTime.UtcNow + within,
    };
}
