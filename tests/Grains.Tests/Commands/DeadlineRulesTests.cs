namespace GrupoGad.Commands;

public sealed class DeadlineRulesTests
{
    private static readonly DateTime Noon = new(2026, 3, 14, 12, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    [Fact]
    public void Who_does_not_answer_escalates_once_and_expires_at_the_deadline()
    {
        var state = Command(CommandKind.Order, "E-1", "E-2");
        state.Ladders.Apply("E-2", LadderStep.Accepted);
        Assert.Empty(DeadlineRules.Escalating(state, Noon.AddSeconds(4.9)));
        Assert.Equal(["E-1"], DeadlineRules.Escalating(state, Noon.AddSeconds(5)));

        state.Ladders.Apply("E-1", LadderStep.Escalated);
        state.Ladders.NextTold("E-1");
        state.Ladders.Add("E-BOSS", LadderState.New("E-1"));
        Assert.Empty(DeadlineRules.Escalating(state, Noon.AddSeconds(60)));
        Assert.Empty(DeadlineRules.StillOwing(state, Noon.AddSeconds(9)));
        Assert.Equal(["E-1"], DeadlineRules.StillOwing(state, Noon.AddSeconds(10)));
        Assert.Empty(DeadlineRules.Expiring(state, Noon.AddSeconds(119)));
        Assert.Equal(["E-1", "E-BOSS"], DeadlineRules.Expiring(state, Noon.AddSeconds(120)));
    }

    [Fact]
    public void A_critical_command_that_is_not_delivered_in_5_s_stands_at_the_desk_and_its_next_in_line_is_asked_at_60_s_all_the_same()
    {
        var state = Command(CommandKind.Order, 60, "E-1", "E-2");
        state.Ladders.Apply("E-2", LadderStep.Delivered);
        Assert.Empty(DeadlineRules.Unreached(state, Noon.AddSeconds(4.9)));
        Assert.Equal(0, state.Summary(Noon.AddSeconds(4.9), 1).Overdue);
        Assert.Equal(["E-1"], DeadlineRules.Unreached(state, Noon.AddSeconds(5)));
        Assert.Equal(1, state.Summary(Noon.AddSeconds(5), 1).Overdue);
        Assert.Equal(Noon.AddSeconds(5), DeadlineRules.Next(state, Every, 9, secondDone: false));

        state.Ladders.Apply("E-1", LadderStep.Escalated);
        Assert.Empty(DeadlineRules.Unreached(state, Noon.AddSeconds(6)));
        Assert.Equal(Noon.AddSeconds(60), DeadlineRules.Next(state, Every, 90, secondDone: false));
        Assert.Equal(["E-1", "E-2"], DeadlineRules.Escalating(state, Noon.AddSeconds(60)).Order());
        Assert.Equal(2, state.Summary(Noon.AddSeconds(60), 1).Overdue);
    }

    [Fact]
    public void A_proposal_expires_but_never_escalates()
    {
        var state = Command(CommandKind.Proposal, "E-1");
        Assert.Empty(DeadlineRules.Escalating(state, Noon.AddSeconds(60)));
        Assert.Equal(["E-1"], DeadlineRules.Expiring(state, Noon.AddSeconds(120)));
    }

    [Fact]
    public void The_next_moment_is_the_earliest_of_what_is_due()
    {
        var state = Command(CommandKind.Order, "E-1");
        Assert.Equal(Noon.AddSeconds(3), DeadlineRules.Next(state, Every, 3, secondDone: false));
        state.Ladders.Apply("E-1", LadderStep.Delivered);
        Assert.Equal(Noon.AddSeconds(5), DeadlineRules.Next(state, Every, 3, secondDone: false));
        state.Ladders.Apply("E-1", LadderStep.Escalated);
        state.Ladders.NextTold("E-1");
        Assert.Equal(Noon.AddSeconds(10), DeadlineRules.Next(state, Every, 3, secondDone: false));
        Assert.Equal(Noon.AddSeconds(120), DeadlineRules.Next(state, Every, 3, secondDone: true));
        state.Ladders.Apply("E-1", LadderStep.Accepted);
        Assert.Null(DeadlineRules.Next(state, Every, 3, secondDone: true));
    }

    [Fact]
    public void Re_sending_comes_every_round_at_first_and_never_ends_before_the_deadline()
    {
        Assert.All(Enumerable.Range(1, 20), round => Assert.True(DeadlineRules.OffersIn(round, LadderStep.Sent)));
        foreach (var step in new[] { LadderStep.Issued, LadderStep.Enqueued, LadderStep.Sent })
        {
            Assert.Contains(Enumerable.Range(10_000, 64), round => DeadlineRules.OffersIn(round, step));
        }
        Assert.Equal([1, 2, 4, 8, 16, 32, 64], Enumerable.Range(1, 100).Where(round => DeadlineRules.OffersIn(round, LadderStep.Enqueued)));
        Assert.DoesNotContain(Enumerable.Range(1, 100), round => DeadlineRules.OffersIn(round, LadderStep.Delivered));
        Assert.Equal(1, DeadlineRules.NextRound(Command(CommandKind.Order).Offer, Every, Noon));
        Assert.Equal(8, DeadlineRules.NextRound(Command(CommandKind.Order).Offer, Every, Noon.AddSeconds(7.5)));
    }

    private static CommandState Command(CommandKind kind, params string[] recipients) => Command(kind, 5, recipients);

    private static CommandState Command(CommandKind kind, int answerWithinS, params string[] recipients) => CommandState.Of(new IssuedCommand
    {
        Offer = new CommandOffer
        {
            CommandId = "command-1", Issuer = "op-1", Class = CommandClass.Critical, Kind = kind, Text = "Repliegue", IssuedAt = Noon,
            AnswerBy = Noon.AddSeconds(answerWithinS), Deadline = Noon.AddSeconds(120),
        },
        Recipients = [.. recipients], Asked = [], Digest = "",
    });
}
