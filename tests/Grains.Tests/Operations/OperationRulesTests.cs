using static GrupoGad.Operations.Plans;

namespace GrupoGad.Operations;

public sealed class OperationRulesTests
{
    private static readonly OperationStatus[] _statuses = Enum.GetValues<OperationStatus>();
    private static readonly OperationMove[] _moves = Enum.GetValues<OperationMove>();

    /// <summary>Every status and move, once more by hand.</summary>
    private static readonly Dictionary<(OperationStatus, OperationMove), OperationStatus> _legal = new()
    {
        [(OperationStatus.Planned, OperationMove.Start)] = OperationStatus.InProgress,
        [(OperationStatus.Planned, OperationMove.Cancel)] = OperationStatus.Cancelled,
        [(OperationStatus.InProgress, OperationMove.Pause)] = OperationStatus.Paused,
        [(OperationStatus.InProgress, OperationMove.Complete)] = OperationStatus.Completed,
        [(OperationStatus.InProgress, OperationMove.Cancel)] = OperationStatus.Cancelled,
        [(OperationStatus.Paused, OperationMove.Resume)] = OperationStatus.InProgress,
        [(OperationStatus.Paused, OperationMove.Complete)] = OperationStatus.Completed,
        [(OperationStatus.Paused, OperationMove.Cancel)] = OperationStatus.Cancelled,
        [(OperationStatus.Completed, OperationMove.Reopen)] = OperationStatus.InProgress,
    };

    [Fact]
    public void Of_thirty_transitions_nine_are_legal_and_the_others_are_refused_by_a_rule_or_change_nothing()
    {
        foreach (var (from, move) in from a in _statuses from b in _moves select (a, b))
        {
            var state = At(from);
            var decision = OperationRules.Move(state, move, force: true, Request("why"));
            if (_legal.TryGetValue((from, move), out var to))
            {
                Assert.Equal((OperationOutcome.Done, to), (decision.Outcome, OperationRules.Apply(state, decision, Now).Status));
                continue;
            }
            Assert.Empty(decision.Events);
            Assert.True(decision.Outcome == OperationOutcome.IllegalTransition ? decision.Rule.Length > 0 : decision.Outcome == OperationOutcome.Unchanged && SaidAgain(from, move),
                $"{from} {move}: {decision}");
        }
    }

    [Fact]
    public void A_start_without_anybody_needs_force_and_a_reason()
    {
        var state = Planned();
        Assert.Equal(OperationOutcome.Precondition, OperationRules.Move(state, OperationMove.Start, false, Request()).Outcome);
        Assert.Equal(("reason", OperationOutcome.Invalid), (OperationRules.Move(state, OperationMove.Start, true, Request()) is var asked ? asked.Field : "", asked.Outcome));
        Assert.Equal(OperationOutcome.Done, OperationRules.Move(state, OperationMove.Start, true, Request("nobody is near")).Outcome);
    }

    [Fact]
    public void A_completion_waits_for_critical_commands_unless_forced()
    {
        var state = At(OperationStatus.InProgress);
        Assert.Equal(OperationOutcome.Precondition, OperationRules.Move(state, OperationMove.Complete, false, Request(), unanswered: 2).Outcome);
        Assert.Equal(OperationOutcome.Done, OperationRules.Move(state, OperationMove.Complete, false, Request(), unanswered: 0).Outcome);
        Assert.Equal(OperationOutcome.Done, OperationRules.Move(state, OperationMove.Complete, true, Request("over"), unanswered: 2).Outcome);
    }

    [Fact]
    public void A_request_said_again_changes_nothing_and_its_id_serves_for_nothing_else()
    {
        var start = Request("why", "r-1");
        var state = Done(Planned(), known => OperationRules.Move(known, OperationMove.Start, true, start));
        var paused = Moved(state, OperationMove.Pause);
        Assert.Equal(OperationOutcome.Unchanged, OperationRules.Move(paused, OperationMove.Start, true, start).Outcome);
        var reused = OperationRules.Move(paused, OperationMove.Resume, false, start);
        Assert.Equal((OperationOutcome.RequestIdUsed, "requestId"), (reused.Outcome, reused.Field));
    }

    [Fact]
    public void A_request_id_used_for_another_body_is_refused_whatever_the_request()
    {
        var request = Request("why", "r-1");
        var planned = Done(new OperationState(), state => OperationRules.Plan(state, "OP-1", Of(), null, request, Now, RemindBefore));
        Assert.Equal(OperationOutcome.Unchanged, OperationRules.Plan(planned, "OP-1", Of(), null, request, Now, RemindBefore).Outcome);
        Assert.Equal(OperationOutcome.RequestIdUsed, OperationRules.Plan(planned, "OP-1", Of() with { Notes = "x" }, null, request, Now, RemindBefore).Outcome);

        // Made from what was there and from what was sent: the same sent again is the same, whatever others have changed meanwhile.
        var sent = Request("", "r-3") with { Sent = "{\"notes\":\"x\"}" };
        var patched = Done(planned, state => OperationRules.Plan(state, "OP-1", Of() with { Notes = "x" }, null, sent, Now, RemindBefore));
        var others = Done(patched, state => OperationRules.Plan(state, "OP-1", Of() with { Notes = "y", Title = "Otro título" }, null, Request(), Now, RemindBefore));
        Assert.Equal(OperationOutcome.Unchanged, OperationRules.Plan(others, "OP-1", Of() with { Notes = "x", Title = "Otro título" }, null, sent, Now, RemindBefore).Outcome);
        Assert.Equal(OperationOutcome.RequestIdUsed, OperationRules.Plan(others, "OP-1", Of() with { Notes = "x" }, null, sent with { Sent = "{}" }, Now, RemindBefore).Outcome);

        var started = Done(Planned(), state => OperationRules.Move(state, OperationMove.Start, true, request));
        Assert.Equal(OperationOutcome.RequestIdUsed, OperationRules.Move(started, OperationMove.Start, true, request with { Reason = "another" }).Outcome);
        Assert.Equal(OperationOutcome.RequestIdUsed, OperationRules.Move(started, OperationMove.Start, false, request).Outcome);

        var asked = Done(Planned(), state => AssignmentRules.Open(state, ["E-1"], request, () => "a-1").Decision);
        Assert.Equal(OperationOutcome.Unchanged, AssignmentRules.Open(asked, ["E-1"], request, () => "a-2").Decision.Outcome);
        Assert.Equal(OperationOutcome.RequestIdUsed, AssignmentRules.Open(asked, ["E-2"], request, () => "a-2").Decision.Outcome);

        var accepted = Done(Held(asked), state => AssignmentRules.Step(state, "E-1", "", AssignmentStep.Accepted, Request("ok", "r-2")));
        Assert.Equal(OperationOutcome.RequestIdUsed, AssignmentRules.Step(accepted, "E-1", "", AssignmentStep.Accepted, Request("no", "r-2")).Outcome);
        // Remembered by a version that kept no digest.
        var old = planned with { Answered = [new AnsweredRequest("r-1", "plan")] };
        Assert.Equal(OperationOutcome.Unchanged, OperationRules.Plan(old, "OP-1", Of(), null, request, Now, RemindBefore).Outcome);
    }

    [Fact]
    public void People_that_a_plan_wants_are_asked_when_a_person_says_so_and_no_more_once_its_close_is_asked_for()
    {
        var state = Planned(Of(wanted: 2));
        Assert.Equal(0, AssignmentRules.Missing(state));
        Assert.Equal(OperationOutcome.Precondition, OperationRules.Fill(Planned(), Request()).Outcome);
        state = Done(state, known => OperationRules.Fill(known, Request()));
        Assert.Equal((2, "filling.asked"), (AssignmentRules.Missing(state), state.Entries[0].What));
        Assert.Equal(OperationOutcome.Unchanged, OperationRules.Fill(state, Request()).Outcome);

        // More are wanted: those too are asked on somebody's word alone.
        state = Done(state, known => OperationRules.Plan(known, "OP-1", Of(wanted: 5), null, Request(), Now, RemindBefore));
        Assert.Equal(2, AssignmentRules.Missing(state));

        state = Moved(state, OperationMove.Start);
        Assert.Equal(OperationOutcome.Unchanged, OperationRules.StopFilling(state, OperationMove.Pause, false, Request()).Outcome);
        var stopped = Done(state, known => OperationRules.StopFilling(known, OperationMove.Complete, false, Request()));
        Assert.Equal((0, "filling.stopped", OperationStatus.InProgress), (AssignmentRules.Missing(stopped), stopped.Entries[0].What, stopped.Status));
        Assert.Equal(0, Moved(state, OperationMove.Cancel).Filling);
    }

    [Fact]
    public void Whom_a_rule_keeps_is_sent_by_a_supervisor_with_a_reason_alone_and_the_timeline_names_the_rule()
    {
        var bars = System.Collections.Immutable.ImmutableDictionary.CreateRange(new Dictionary<string, System.Collections.Immutable.ImmutableArray<Dispatch.Bar>>
        {
            ["E-1"] = [new(Dispatch.ExclusionRule.OnLeave, "it is on leave"), new(Dispatch.ExclusionRule.SkillMissing, "it lacks the skill dog")],
            ["E-2"] = [new(Dispatch.ExclusionRule.Alarmed, "its alarm is open"), new(Dispatch.ExclusionRule.OnLeave, "it is on leave")],
        });
        var (decision, results) = AssignmentRules.Open(Planned(), ["E-1", "E-2"], Request(), () => "a-1", bars);
        Assert.Empty(decision.Events);
        Assert.Equal([(AssignOutcome.Barred, "OnLeave SkillMissing", true), (AssignOutcome.Barred, "Alarmed OnLeave", false)],
            results.Select(result => (result.Outcome, string.Join(' ', result.Bars), result.MayOverrule)));
        Assert.Equal("it is on leave; it lacks the skill dog", results[0].Rule);
        Assert.Equal("reason", AssignmentRules.Open(Planned(), ["E-1"], Request() with { Overrule = true }, () => "a-1", bars).Decision.Field);

        (decision, results) = AssignmentRules.Open(Planned(), ["E-1", "E-2"], Request("nobody else is near") with { Overrule = true }, () => "a-1", bars);
        Assert.Equal([AssignOutcome.Pending, AssignOutcome.Barred], results.Select(result => result.Outcome));
        var state = OperationRules.Apply(Planned(), decision, Now);
        var entry = Assert.Single(state.Entries);
        Assert.Equal(("assignment.overruled", "OnLeave, SkillMissing", "nobody else is near", "E-1"), (entry.What, entry.Before, entry.Reason, entry.EfectivoId));
        Assert.Equal("OnLeave, SkillMissing", state.Bonds["E-1"].Overruled);
        Assert.True(HoldRules.Time("OP", state, state.Plan!, state.Bonds["E-1"], Now).Overrule);
    }

    private static OperationState Held(OperationState state) => OperationRules.Apply(state, Decision.ByItself(new AssignmentHeld("E-1", Now.AddMinutes(1))), Now);

    [Fact]
    public void Pauses_add_up_and_end_with_the_operation()
    {
        var at = Now;
        var state = At(OperationStatus.InProgress);
        foreach (var (move, minutes) in new[] { (OperationMove.Pause, 10), (OperationMove.Resume, 5), (OperationMove.Pause, 20), (OperationMove.Complete, 0) })
        {
            state = OperationRules.Apply(state, OperationRules.Move(state, move, false, Request()), at);
            at = at.AddMinutes(minutes);
        }
        Assert.Equal(TimeSpan.FromMinutes(30), OperationViews.View("OP-1", state, at)!.Paused);
        Assert.Equal(Now.AddMinutes(35), state.ActualEnd);
        var reopened = Moved(state, OperationMove.Reopen);
        Assert.Equal((OperationStatus.InProgress, null, Now), (reopened.Status, reopened.ActualEnd, reopened.ActualStart));
    }

    [Fact]
    public void People_are_reminded_of_what_is_planned_in_time_and_only_before_it_starts()
    {
        Assert.Equal(Now.AddMinutes(80), Planned().RemindAt);
        Assert.Null(Planned(Of(startsInHours: 0.5)).RemindAt);
        Assert.Null(At(OperationStatus.InProgress).RemindAt);
        var later = Done(Planned(), known => OperationRules.Plan(known, "OP-1", Of(startsInHours: 3), null, Request(), Now, RemindBefore));
        Assert.Equal(Now.AddMinutes(140), later.RemindAt);
        var reminded = OperationRules.Apply(later, Decision.ByItself(new ReminderCame("n-1")), Now);
        Assert.Equal((null, "n-1", "reminded"), (reminded.RemindAt, reminded.Notice, reminded.Entries[0].What));
        Assert.Null(Done(reminded, known => OperationRules.Plan(known, "OP-1", Of(startsInHours: 3) with { Notes = "x" }, null, Request(), Now, RemindBefore)).RemindAt);
    }

    [Theory]
    [InlineData("", "a", "")]
    [InlineData("r", "", "")]
    [InlineData("r", "a", null)]
    public void A_request_without_id_actor_or_a_good_reason_is_invalid(string id, string actor, string? reason)
    {
        var decision = OperationRules.Move(Planned(), OperationMove.Start, true, new OperationRequest(id, actor, reason!));
        Assert.Equal(OperationOutcome.Invalid, decision.Outcome);
        Assert.NotEmpty(decision.Field);
    }

    private static bool SaidAgain(OperationStatus at, OperationMove move) => (at, move) is (OperationStatus.InProgress, OperationMove.Start or OperationMove.Resume)
        or (OperationStatus.Paused, OperationMove.Pause) or (OperationStatus.Completed, OperationMove.Complete) or (OperationStatus.Cancelled, OperationMove.Cancel);

    private static OperationState At(OperationStatus status) => status switch
    {
        OperationStatus.Planned => Planned(),
        OperationStatus.InProgress => Moved(Planned(), OperationMove.Start),
        OperationStatus.Paused => Moved(At(OperationStatus.InProgress), OperationMove.Pause),
        OperationStatus.Completed => Moved(At(OperationStatus.InProgress), OperationMove.Complete),
        _ => Moved(Planned(), OperationMove.Cancel),
    };
}
