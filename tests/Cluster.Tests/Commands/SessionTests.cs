using GrupoGad.Commands;
using static GrupoGad.Cluster.Tests.Commands.CommandSilos;

namespace GrupoGad.Cluster.Tests.Commands;

public sealed class SessionTests(CommandSilos silos) : IClassFixture<CommandSilos>
{
    [Fact]
    public async Task The_newest_session_wins_and_the_former_one_is_told()
    {
        var code = await silos.Registered();
        var (first, second) = (await silos.Attached(code, "a"), await silos.Attached(code, "b"));
        await TwoSilos.Until("the first is told", () => Task.FromResult(first.Superseded.Contains(second.Answer.Epoch)));
        Assert.True(second.Answer.Epoch > first.Answer.Epoch);
        Assert.False(await first.Inbox.Renew(first.Attachment));
        Assert.True(await second.Inbox.Renew(second.Attachment));

        var id = NewId();
        await silos.Issued(id, To(CommandClass.Critical, code));
        await second.Has(id);
        Assert.Empty(first.Offers);
        await second.Inbox.Detach(second.SessionId);
        Assert.False(await second.Inbox.Renew(second.Attachment));
    }

    [Fact]
    public async Task A_gateway_that_fails_or_hangs_has_lost_the_session_until_it_attaches_it_anew()
    {
        var code = await silos.Registered();
        var phone = await silos.Attached(code);
        var (id, hangs) = (NewId(), new TaskCompletionSource());
        phone.TakesIn = _ => hangs.Task;
        await silos.Issued(id, To(CommandClass.Critical, code));
        await phone.Has(id);
        await TwoSilos.Until("the session is gone", async () => !await phone.Inbox.Renew(phone.Attachment));
        Assert.NotEqual(LadderStep.Sent, (await LadderOf(silos.Command(id), code)).Step);

        hangs.SetResult();
        phone.TakesIn = _ => Task.CompletedTask;
        await phone.Attach();
        Assert.Equal([id], phone.Answer.Pending.Select(command => command.CommandId));
    }

    [Fact]
    public async Task A_row_that_does_not_parse_silences_an_inbox_no_longer_than_it_is_there()
    {
        var code = await silos.Registered();
        UnreadableLedger.Spoilt[code] = true;
        // Stored, and offered to nobody: only what the inbox reads can bring it.
        var id = NewId();
        await ((GrupoGad.Commands.ICommandLedger)silos.Ledger).Issue(new IssuedCommand
        {
            Offer = new CommandOffer
            {
                CommandId = id, Issuer = "op-1", Class = CommandClass.Routine, Kind = CommandKind.Order, Text = "Vigilar", IssuedAt = DateTime.UtcNow,
                AnswerBy = DateTime.UtcNow.AddMinutes(1), Deadline = DateTime.UtcNow.AddMinutes(5),
            },
            Recipients = [code], Asked = [], Digest = id,
        });
        var phone = await silos.Attached(code);
        Assert.Equal((true, true, 0), (phone.Answer.Attached, phone.Answer.Incomplete, phone.Answer.Pending.Length));
        await Assert.ThrowsAsync<GadUnavailableException>(async () => await phone.Inbox.Pending());
        UnreadableLedger.Spoilt.TryRemove(code, out _);
        await phone.Has(id);
        Assert.False(await phone.Inbox.Renew(phone.Attachment));
        await phone.Attach();
        Assert.Equal((false, id), (phone.Answer.Incomplete, Assert.Single(phone.Answer.Pending).CommandId));
        Assert.True(await phone.Inbox.Renew(phone.Attachment));
    }

    [Fact]
    public async Task Nobody_registered_has_no_inbox()
    {
        var phone = new Phone(silos, "C-NOBODY", "");
        await phone.Attach();
        Assert.False(phone.Answer.Attached);
    }

    [Fact]
    public async Task What_a_client_never_got_or_says_twice_or_for_somebody_else_is_refused_and_counted()
    {
        var (code, other) = (await silos.Registered(), await silos.Registered());
        var (phone, stranger) = (await silos.Attached(code), await silos.Attached(other));
        var id = NewId();
        var command = await silos.Issued(id, To(CommandClass.Critical, code));
        await phone.Has(id);
        using var counted = new RefusedAcks(silos.Cluster);

        Assert.Equal(StepOutcome.NotARecipient, (await stranger.Says(id, LadderStep.Accepted)).Outcome);
        Assert.Equal(StepOutcome.UnknownCommand, (await phone.Says(NewId(), LadderStep.Accepted)).Outcome);
        Assert.Equal(StepOutcome.UnknownCommand, (await phone.Says("?", LadderStep.Accepted)).Outcome);
        var inTheNameOfAnother = new RecipientStep { EfectivoId = code, Step = LadderStep.Accepted, At = DateTime.UtcNow, Actor = other };
        Assert.Equal(StepOutcome.NotARecipient, (await stranger.Inbox.Acknowledge(id, inTheNameOfAnother)).Outcome);
        Assert.Equal(StepOutcome.Invalid, (await phone.Says(id, LadderStep.Refused)).Outcome);
        Assert.Equal(StepOutcome.IllegalStep, (await phone.Says(id, LadderStep.EnRoute)).Outcome);
        Assert.Equal(StepOutcome.Recorded, (await phone.Says(id, LadderStep.Accepted)).Outcome);
        Assert.Equal(StepOutcome.Repeated, (await phone.Says(id, LadderStep.Accepted)).Outcome);
        Assert.Equal(StepOutcome.IllegalStep, (await phone.Says(id, LadderStep.Refused, "me arrepentí")).Outcome);

        Assert.Equal([LadderStep.Accepted], StepsOf(await LadderOf(command, code)).Where(step => step >= LadderStep.Accepted));
        Assert.Equal(
            [("IllegalStep", 2), ("Invalid", 1), ("NotARecipient", 2), ("UnknownCommand", 2)],
            counted.ByOutcome.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public async Task Two_opposite_answers_at_once_leave_one()
    {
        var code = await silos.Registered();
        var phone = await silos.Attached(code);
        for (var i = 0; i < 20; i++)
        {
            var id = NewId();
            var command = await silos.Issued(id, To(CommandClass.Operational, code));
            var answers = await Task.WhenAll(
                phone.Says(id, LadderStep.Accepted).AsTask(), phone.Says(id, LadderStep.Refused, "no").AsTask(), phone.Says(id, LadderStep.Accepted).AsTask());
            Assert.Single(answers, answer => answer.Outcome == StepOutcome.Recorded);
            Assert.Single(StepsOf(await LadderOf(command, code)), step => step is LadderStep.Accepted or LadderStep.Refused);
        }
    }
}
