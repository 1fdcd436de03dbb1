using GrupoGad.Commands;
using GrupoGad.Operations;

namespace GrupoGad.Silo.Tests;

/// <remarks>Questions of operations to the ledger, and recipients told in somebody's place.</remarks>
public abstract partial class LedgerTests
{
    [Fact]
    public async Task A_waived_command_is_pending_for_nobody_and_an_unfinished_one_is_its_operations()
    {
        await Ledger.Issue(Orders.Issued(Orders.Offer("waived-01") with { OperationId = "OP-ENDS" }, "E-WAIVED"));
        var (now, operations) = (Orders.Noon, _silo.Get<IOperationCommands>());
        Assert.Equal(["waived-01"], (await Ledger.Pending("E-WAIVED", now, 10, Cancellation)).Select(command => command.CommandId));
        await Ledger.Write(new CommandWrite { CommandId = "waived-01", Closing = new CommandClosing(ClosedHow.Waived, now, "sup-1", "radio") });
        Assert.Empty(await Ledger.Pending("E-WAIVED", now, 10, Cancellation));
        Assert.Equal(["waived-01"], await operations.Unfinished("OP-ENDS", "", Cancellation));

        await Ledger.Issue(Orders.Issued(Orders.Offer("done-0001") with { OperationId = "OP-DONE" }, "E-1"));
        await Ledger.Write(Orders.Step("done-0001", "E-1", LadderStep.Accepted));
        Assert.Equal(["done-0001"], await operations.Unfinished("OP-DONE", "", Cancellation));
        Assert.Equal(["done-0001"], await operations.Unfinished("OP-DONE", "E-1", Cancellation));
        Assert.Empty(await operations.Unfinished("OP-DONE", "E-2", Cancellation));
        await Ledger.Write(Orders.Step("done-0001", "E-1", LadderStep.Done));
        Assert.Empty(await operations.Unfinished("OP-DONE", "", Cancellation));

        // Somebody cannot: a person has to look after it, or its operation ends.
        await Ledger.Issue(Orders.Issued(Orders.Offer("unable-02") with { OperationId = "OP-UNABLE" }, "E-1"));
        await Ledger.Write(Orders.Step("unable-02", "E-1", LadderStep.Accepted) with { Closing = new CommandClosing(ClosedHow.Settled, now, "system", "") });
        await Ledger.Write(Orders.Step("unable-02", "E-1", LadderStep.Unable));
        Assert.Equal(["unable-02"], await operations.Unfinished("OP-UNABLE", "", Cancellation));
        await Ledger.Write(new CommandWrite { CommandId = "unable-02", Closing = new CommandClosing(ClosedHow.Waived, now, "sup-1", "fue otro") });
        Assert.Empty(await operations.Unfinished("OP-UNABLE", "", Cancellation));
    }

    [Fact]
    public async Task An_operation_may_not_close_over_critical_commands_that_nobody_answered_or_waived()
    {
        foreach (var id in new[] { "crit-open", "crit-done", "crit-late", "crit-waiv" })
        {
            await Ledger.Issue(Orders.Issued(Orders.Offer(id) with { Class = CommandClass.Critical, OperationId = "OP-C" }, "E-1"));
        }
        await Ledger.Issue(Orders.Issued(Orders.Offer("calm-open") with { OperationId = "OP-C" }, "E-1"));
        await Ledger.Write(Orders.Step("crit-done", "E-1", LadderStep.Accepted));
        await Ledger.Write(Orders.Step("crit-late", "E-1", LadderStep.Expired) with { Closing = new CommandClosing(ClosedHow.Settled, Orders.Noon, "system", "") });
        await Ledger.Write(Orders.Step("crit-waiv", "E-1", LadderStep.Expired) with { Closing = new CommandClosing(ClosedHow.Waived, Orders.Noon, "sup-1", "radio") });

        var unanswered = await _silo.Get<IOperationCommands>().UnansweredCritical("OP-C", Cancellation);
        Assert.Equal(["crit-late", "crit-open"], unanswered.Order());
    }

    [Fact]
    public async Task Who_is_told_by_escalation_has_a_ladder_of_its_own()
    {
        await Ledger.Issue(Orders.Issued(Orders.Offer("escalated") with { Class = CommandClass.Critical }, "E-1"));
        await Ledger.Write(Orders.Step("escalated", "E-1", LadderStep.Escalated) with { Added = [new AddedRecipient("E-BOSS", "E-1", Orders.Noon.AddSeconds(5))] });

        var stored = await Ledger.Read("escalated", Cancellation);
        Assert.Equal([("E-1", true, ""), ("E-BOSS", false, "E-1")], stored!.Ladders.Select(ladder => (ladder.EfectivoId, ladder.Escalated, ladder.EscalatedFor)));
        Assert.Equal(LadderStep.Issued, stored.Ladders[0].Step);
        Assert.Equal("E-1", (await Ledger.Pending("E-BOSS", Orders.Noon, 10, Cancellation))[0].EscalatedFor);
    }

    [Fact]
    public async Task Who_is_marked_for_not_having_it_and_whose_next_in_line_is_told_later_shows_both()
    {
        var offer = Orders.Offer("told-0001") with { Class = CommandClass.Critical };
        await Ledger.Issue(Orders.Issued(offer, "E-1", "E-2"));
        LadderRow Mark(string efectivo, LadderStep step, DateTime at, string reason) => Orders.Row(efectivo, step) with { At = at, RecordedAt = at, Reason = reason };
        await Ledger.Write(new CommandWrite { CommandId = "told-0001", Steps = [Mark("E-1", LadderStep.Escalated, offer.AnswerBy.AddSeconds(-1), "desk")] });
        Assert.Equal([(true, false), (false, false)], await Marks());
        var after = offer.AnswerBy.AddSeconds(1);
        await Ledger.Write(new CommandWrite { CommandId = "told-0001", Steps = [Mark("E-1", LadderStep.NextTold, after, "E-BOSS"), Mark("E-2", LadderStep.Escalated, after, "E-BOSS")] });
        Assert.Equal([(true, true), (true, true)], await Marks());
        var ladder = (await Ledger.Ladders("told-0001", "", 10, Orders.Noon, Cancellation))!.Ladders[0];
        Assert.Equal([(LadderStep.Issued, ""), (LadderStep.Escalated, "desk"), (LadderStep.NextTold, "E-BOSS")], ladder.Steps.Select(step => (step.Step, step.Reason)));
        Assert.Equal(LadderStep.Issued, ladder.Step);

        async Task<IEnumerable<(bool, bool)>> Marks() => (await Ledger.Read("told-0001", Cancellation))!.Ladders.Select(known => (known.Escalated, known.NextTold));
    }
}
