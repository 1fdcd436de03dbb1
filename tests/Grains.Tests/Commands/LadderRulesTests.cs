namespace GrupoGad.Commands;

public sealed class LadderRulesTests
{
    [Theory]
    [InlineData(LadderStep.Issued, LadderStep.Delivered, StepOutcome.Recorded)]
    [InlineData(LadderStep.Issued, LadderStep.Accepted, StepOutcome.Recorded)]
    [InlineData(LadderStep.Seen, LadderStep.Delivered, StepOutcome.Repeated)]
    [InlineData(LadderStep.Accepted, LadderStep.Accepted, StepOutcome.Repeated)]
    [InlineData(LadderStep.EnRoute, LadderStep.Accepted, StepOutcome.Repeated)]
    [InlineData(LadderStep.Accepted, LadderStep.Refused, StepOutcome.IllegalStep)]
    [InlineData(LadderStep.OnScene, LadderStep.Refused, StepOutcome.IllegalStep)]
    [InlineData(LadderStep.Refused, LadderStep.Accepted, StepOutcome.IllegalStep)]
    [InlineData(LadderStep.Refused, LadderStep.EnRoute, StepOutcome.IllegalStep)]
    [InlineData(LadderStep.Refused, LadderStep.Seen, StepOutcome.Repeated)]
    [InlineData(LadderStep.Seen, LadderStep.EnRoute, StepOutcome.IllegalStep)]
    [InlineData(LadderStep.Accepted, LadderStep.Done, StepOutcome.Recorded)]
    [InlineData(LadderStep.Expired, LadderStep.Accepted, StepOutcome.Expired)]
    [InlineData(LadderStep.Withdrawn, LadderStep.Delivered, StepOutcome.Withdrawn)]
    [InlineData(LadderStep.Sent, LadderStep.Expired, StepOutcome.IllegalStep)]
    [InlineData(LadderStep.Sent, LadderStep.Withdrawn, StepOutcome.IllegalStep)]
    [InlineData(LadderStep.Sent, LadderStep.Issued, StepOutcome.IllegalStep)]
    public void An_order_is_judged_from_where_it_stands(LadderStep stands, LadderStep wanted, StepOutcome expected) =>
        Assert.Equal(expected, Decide(stands, wanted, CommandKind.Order).Outcome);

    [Theory]
    [InlineData(LadderStep.Sent, LadderStep.Accepted, StepOutcome.Expired)]
    [InlineData(LadderStep.Sent, LadderStep.Seen, StepOutcome.Expired)]
    [InlineData(LadderStep.Seen, LadderStep.Seen, StepOutcome.Repeated)]
    [InlineData(LadderStep.Accepted, LadderStep.OnScene, StepOutcome.Recorded)]
    public void Past_the_deadline_no_answer_is_taken_but_accepted_work_goes_on(LadderStep stands, LadderStep wanted, StepOutcome expected) =>
        Assert.Equal(expected, LadderRules.Decide(LadderState.New() with { Step = stands }, wanted, CommandKind.Order, deadlinePassed: true).Outcome);

    [Theory]
    [InlineData(LadderStep.Accepted, StepOutcome.Recorded)]
    [InlineData(LadderStep.EnRoute, StepOutcome.Recorded)]
    [InlineData(LadderStep.OnScene, StepOutcome.Recorded)]
    [InlineData(LadderStep.Unable, StepOutcome.Repeated)]
    [InlineData(LadderStep.Seen, StepOutcome.IllegalStep)]
    [InlineData(LadderStep.Refused, StepOutcome.IllegalStep)]
    [InlineData(LadderStep.Done, StepOutcome.IllegalStep)]
    [InlineData(LadderStep.Withdrawn, StepOutcome.Withdrawn)]
    public void Who_has_accepted_may_say_that_it_is_unable_until_it_is_done(LadderStep stands, StepOutcome expected)
    {
        Assert.Equal(expected, Decide(stands, LadderStep.Unable, CommandKind.Order).Outcome);
        Assert.Equal(StepOutcome.IllegalStep, Decide(LadderStep.Unable, LadderStep.Done, CommandKind.Order).Outcome);
        Assert.Equal(StepOutcome.IllegalStep, Decide(LadderStep.Seen, LadderStep.Unable, CommandKind.Notice).Outcome);
    }

    [Fact]
    public void Nobody_answers_what_a_closed_operation_left_and_accepted_work_is_still_told()
    {
        Assert.Equal(StepOutcome.OperationClosed, Judge(LadderStep.Delivered, LadderStep.Accepted));
        Assert.Equal(StepOutcome.OperationClosed, Judge(LadderStep.Sent, LadderStep.Seen));
        Assert.Equal(StepOutcome.OperationClosed, Judge(LadderStep.Withdrawn, LadderStep.Accepted));
        Assert.Equal(StepOutcome.Repeated, Judge(LadderStep.Delivered, LadderStep.Delivered));
        Assert.Equal(StepOutcome.Recorded, Judge(LadderStep.Accepted, LadderStep.OnScene));

        static StepOutcome Judge(LadderStep stands, LadderStep wanted) =>
            LadderRules.Decide(LadderState.New() with { Step = stands }, wanted, CommandKind.Order, deadlinePassed: true, isOver: true).Outcome;
    }

    [Fact]
    public void A_step_is_never_before_the_one_it_follows_and_the_word_of_its_device_is_kept_beside_it()
    {
        var noon = new DateTime(2026, 3, 14, 12, 0, 0, DateTimeKind.Utc);
        var ladder = LadderState.New(at: noon);
        Assert.Equal((noon, new DateTime(2000, 1, 1)), LadderRules.When(ladder, new DateTime(2000, 1, 1), isOwn: true, noon.AddSeconds(9)));
        Assert.Equal((noon.AddSeconds(4), (DateTime?)null), LadderRules.When(ladder, noon.AddSeconds(4), isOwn: true, noon.AddSeconds(9)));
        Assert.Equal((noon.AddSeconds(9), noon.AddHours(1)), LadderRules.When(ladder, noon.AddHours(1), isOwn: true, noon.AddSeconds(9)));
        // Clocks of silos differ as well.
        Assert.Equal((noon, (DateTime?)null), LadderRules.When(ladder, noon.AddMilliseconds(-300), isOwn: true, noon.AddMilliseconds(-200)));
        // A person who speaks for it chooses no time.
        Assert.Equal((noon.AddSeconds(9), noon.AddSeconds(4)), LadderRules.When(ladder, noon.AddSeconds(4), isOwn: false, noon.AddSeconds(9)));
        var stepped = LadderRules.Apply(ladder, LadderStep.Delivered, noon.AddSeconds(5));
        Assert.Equal(noon.AddSeconds(5), LadderRules.When(stepped, noon, isOwn: true, noon.AddSeconds(9)).At);
    }

    [Fact]
    public void A_notice_is_seen_and_not_answered()
    {
        Assert.Equal(StepOutcome.Recorded, Decide(LadderStep.Sent, LadderStep.Seen, CommandKind.Notice).Outcome);
        Assert.Equal(StepOutcome.IllegalStep, Decide(LadderStep.Sent, LadderStep.Accepted, CommandKind.Notice).Outcome);
        Assert.True(LadderRules.Owes(LadderStep.Delivered, CommandKind.Notice));
        Assert.False(LadderRules.Owes(LadderStep.Seen, CommandKind.Notice));
        Assert.True(LadderRules.Owes(LadderStep.Seen, CommandKind.Order));
    }

    [Fact]
    public void Counts_follow_every_step()
    {
        var book = new LadderRegistry(CommandKind.Order, 3);
        Array.ForEach(["E-1", "E-2", "E-3"], code => book.Add(code, LadderState.New()));
        book.Add("E-1", LadderState.New("E-9"));
        book.Apply("E-1", LadderStep.Sent);
        book.Apply("E-2", LadderStep.Escalated);
        book.Apply("E-3", LadderStep.Accepted);
        book.Apply("E-NOBODY", LadderStep.Accepted);

        Assert.Equal((3, 2, 2), (book.Count, book.Owing, book.Undelivered));
        Assert.Equal([0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0], book.ByStep.ToArray());
        Assert.Equal((1, 2, 0), (book.Sent("E-1"), book.Sent("E-1"), book.Sent("E-NOBODY")));
    }

    private static (StepOutcome Outcome, string Rule) Decide(LadderStep stands, LadderStep wanted, CommandKind kind) =>
        LadderRules.Decide(LadderState.New() with { Step = stands }, wanted, kind, deadlinePassed: false);
}
