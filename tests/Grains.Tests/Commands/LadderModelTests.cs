using CsCheck;

namespace GrupoGad.Commands;

/// <summary>
/// Random schedules of what clients, operators and the clock do to one ladder, checked against what a ladder may never do. Each schedule is one
/// seed, printed when it fails.
/// </summary>
public sealed class LadderModelTests
{
    private const int Schedules = 20_000;

    private static readonly Gen<CommandKind> Kind = Gen.Int[1, 3].Select(i => (CommandKind)i);

    /// <summary>A step that is said, passed or happens by itself; null: the deadline passes by the clock, before anybody has written it.</summary>
    private static readonly Gen<LadderStep?> Happening = Gen.Frequency(
        (12, Gen.Int[1, 15].Select(i => (LadderStep?)i)), (6, Gen.Int[4, 7].Select(i => (LadderStep?)i)), (1, Gen.Const((LadderStep?)null)));

    [Fact]
    public void A_ladder_only_goes_forward_has_one_answer_and_ends_where_it_ends() =>
        Gen.Select(Kind, Happening.List[1, 40]).Sample(schedule => Run(schedule.Item1, schedule.Item2), iter: Schedules);

    [Fact]
    public void The_same_schedule_with_every_step_said_twice_leaves_the_same_ladder() =>
        Gen.Select(Kind, Happening.List[1, 30]).Sample(
            schedule => Run(schedule.Item1, schedule.Item2).Ladder == Run(schedule.Item1, [.. schedule.Item2.SelectMany(step => new[] { step, step })]).Ladder,
            iter: Schedules);

    private static (LadderState Ladder, List<LadderStep> Recorded) Run(CommandKind kind, List<LadderStep?> schedule)
    {
        var (ladder, late) = (LadderState.New(), false);
        var recorded = new List<LadderStep>();
        foreach (var happening in schedule)
        {
            if (happening is not { } step)
            {
                late = true;
                continue;
            }
            var before = ladder;
            if (Happens(ref ladder, step, kind, late))
            {
                Assert.DoesNotContain(step, recorded);
                Assert.False(LadderRules.IsFinal(before.Step), $"{step} after {before.Step}");
                recorded.Add(step);
            }
            else
            {
                Assert.Equal(before, ladder);
            }
            Assert.True(ladder.Step >= before.Step, $"{before.Step} went back to {ladder.Step}");
        }
        Check(kind, ladder, recorded);
        return (ladder, recorded);
    }

    /// <summary>As the grain does: sayable steps are decided, hand-overs pass, the rest is the clock's or an operator's.</summary>
    private static bool Happens(ref LadderState ladder, LadderStep step, CommandKind kind, bool late)
    {
        var happens = step switch
        {
            LadderStep.Issued => false,
            LadderStep.Enqueued or LadderStep.Sent => LadderRules.Passes(ladder, step),
            LadderStep.Expired => LadderRules.Owes(ladder.Step, kind),
            LadderStep.Escalated => LadderRules.Owes(ladder.Step, kind) && !ladder.Escalated,
            LadderStep.NextTold => LadderRules.Owes(ladder.Step, kind) && ladder is { Escalated: true, NextTold: false },
            LadderStep.Withdrawn => !LadderRules.IsFinished(ladder.Step, kind),
            _ => Said(ladder, step, kind, late),
        };
        ladder = happens ? LadderRules.Apply(ladder, step) : ladder;
        return happens;
    }

    private static bool Said(LadderState ladder, LadderStep step, CommandKind kind, bool late)
    {
        var (outcome, rule) = LadderRules.Decide(ladder, step, kind, late);
        Assert.Equal(outcome is StepOutcome.Recorded or StepOutcome.Repeated, rule.Length == 0);
        if (outcome == StepOutcome.Recorded)
        {
            Assert.Equal(StepOutcome.Repeated, LadderRules.Decide(LadderRules.Apply(ladder, step), step, kind, late).Outcome);
        }
        return outcome == StepOutcome.Recorded;
    }

    private static void Check(CommandKind kind, LadderState ladder, List<LadderStep> recorded)
    {
        var answers = recorded.Where(step => step is LadderStep.Accepted or LadderStep.Refused or LadderStep.Expired).ToList();
        Assert.True(answers.Count <= 1, string.Join(' ', recorded));
        var work = recorded.FindIndex(step => step is LadderStep.EnRoute or LadderStep.OnScene or LadderStep.Done);
        Assert.True(work < 0 || recorded.IndexOf(LadderStep.Accepted) is >= 0 and var accepted && accepted < work, "work begins after it was accepted");
        var forward = recorded.Where(step => !LadderRules.IsMark(step)).ToList();
        Assert.Equal(forward.Order(), forward);
        Assert.Equal(forward.Count == 0 ? LadderStep.Issued : forward[^1], ladder.Step);
        Assert.Equal(recorded.Contains(LadderStep.Escalated), ladder.Escalated);
        Assert.False(kind == CommandKind.Notice && recorded.Any(step => step is > LadderStep.Seen and < LadderStep.Expired));
    }
}
