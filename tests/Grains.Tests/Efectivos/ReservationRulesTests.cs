
namespace GrupoGad.Efectivos;

public sealed class ReservationRulesTests
{
    private static readonly DateTime _now = new(2026, 3, 14, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Hold _free = new(Availability.Available, [], []);

    [Fact]
    public void Whoever_is_held_for_tomorrow_is_free_today_and_may_end_the_shift()
    {
        var hold = Taken(_free, Time("a", 24, 26));
        Assert.Null(ReservationRules.Current(hold.Reservations, _now));
        Assert.Null(ReservationRules.Refuses(hold, Availability.OffDuty, _now));
        Assert.Equal(ReserveOutcome.Reserved, ReservationRules.Take(hold, Time("b", 0, 4), _now).Answer.Outcome);
        // Tomorrow it is held.
        Assert.NotNull(ReservationRules.Refuses(hold, Availability.OffDuty, _now.AddHours(25)));
        Assert.Equal("OP-a", ReservationRules.Current(hold.Reservations, _now.AddHours(25))!.OperationId);
    }

    [Theory]
    [InlineData(23, 24, true)]
    [InlineData(26, 27, true)]
    [InlineData(23, 24.5, false)]
    [InlineData(24.5, 25, false)]
    [InlineData(25, 30, false)]
    [InlineData(20, 30, false)]
    public void Two_times_that_overlap_are_not_held_together(double from, double to, bool isTaken)
    {
        var (answer, _) = ReservationRules.Take(Taken(_free, Time("a", 24, 26)), Time("b", from, to), _now);
        Assert.Equal(isTaken, answer.Outcome == ReserveOutcome.Reserved);
        Assert.True(isTaken || answer is { Outcome: ReserveOutcome.HeldByOther } && answer.Rule.Contains("OP-a", StringComparison.Ordinal), answer.Rule);
    }

    [Fact]
    public void An_operation_that_runs_over_keeps_its_people_and_the_next_one_waits()
    {
        var hold = Taken(Taken(_free, Time("a", 0, 2)), Time("b", 3, 5));
        hold = ReservationRules.Begin(hold, "a", _now).Hold;
        Assert.Equal(Availability.OnTask, hold.Availability);
        var late = _now.AddHours(3.5);
        Assert.Equal("OP-a", ReservationRules.Current(hold.Reservations, late)!.OperationId);
        Assert.Equal(ReserveOutcome.HeldByOther, ReservationRules.Begin(hold, "b", late).Answer.Outcome);
        Assert.Equal(ReserveOutcome.HeldByOther, ReservationRules.Take(hold, Time("c", 3.5, 3.6) with { From = late }, late).Answer.Outcome);
        hold = ReservationRules.Release(hold, "a");
        Assert.Equal(Availability.Available, hold.Availability);
        Assert.Equal((ReserveOutcome.Reserved, Availability.OnTask), ReservationRules.Begin(hold, "b", late) is var begun ? (begun.Answer.Outcome, begun.Hold.Availability) : default);
    }

    [Fact]
    public void Whoever_sets_out_early_does_so_only_into_time_that_nobody_else_has()
    {
        var hold = Taken(Taken(_free, Time("a", 4, 6)), Time("b", 1, 2));
        Assert.Equal(ReserveOutcome.HeldByOther, ReservationRules.Begin(hold, "a", _now).Answer.Outcome);
        var begun = ReservationRules.Begin(hold, "a", _now.AddHours(2)).Hold;
        Assert.Equal((true, _now.AddHours(2)), begun.Reservations.Single(held => held.AssignmentId == "a") is var own ? (own.Engaged, own.From) : default);
    }

    [Fact]
    public void A_moved_operation_holds_both_times_until_it_is_settled_and_a_late_word_moves_nothing()
    {
        var hold = Taken(_free, Time("a", 1, 2));
        var (moving, moved) = (Time("a", 1, 2) with { Revision = 2, AlsoFrom = _now.AddHours(5), AlsoTo = _now.AddHours(6) }, Time("a", 5, 6) with { Revision = 3 });
        hold = ReservationRules.Retime(hold, moving, _now).Hold;
        Assert.Equal(ReserveOutcome.HeldByOther, ReservationRules.Take(hold, Time("b", 1, 2), _now).Answer.Outcome);
        Assert.Equal(ReserveOutcome.HeldByOther, ReservationRules.Take(hold, Time("b", 5, 6), _now).Answer.Outcome);
        hold = ReservationRules.Retime(hold, moved, _now).Hold;
        Assert.Equal(ReserveOutcome.Reserved, ReservationRules.Take(hold, Time("b", 1, 2), _now).Answer.Outcome);
        Assert.Same(hold, ReservationRules.Retime(hold, moving, _now).Hold);
        Assert.Same(hold, ReservationRules.Take(hold, Time("a", 1, 2), _now).Hold);
    }

    [Fact]
    public void An_operation_moved_to_later_lets_its_people_off_until_then()
    {
        var hold = ReservationRules.Begin(Taken(_free, Time("a", 0, 2)), "a", _now).Hold;
        hold = ReservationRules.Retime(hold, Time("a", 5, 6) with { Revision = 3 }, _now).Hold;
        Assert.Equal((Availability.Available, false), (hold.Availability, hold.Reservations[0].Engaged));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_operation_that_begins_after_it_was_moved_to_later_keeps_its_people_though_another_has_the_time_between(bool isOnTask)
    {
        var moving = Time("a", 0, 1) with { Revision = 2, AlsoFrom = _now.AddHours(3), AlsoTo = _now.AddHours(4) };
        var hold = ReservationRules.Retime(Taken(Taken(_free, Time("a", 0, 1)), Time("b", 2, 3)), moving, _now).Hold;
        hold = isOnTask ? ReservationRules.Begin(hold, "a", _now).Hold : hold;
        (var answer, hold) = ReservationRules.Retime(hold, Time("a", 3, 4) with { Revision = 3, HasBegun = true }, _now);
        Assert.Equal(ReserveOutcome.Reserved, answer.Outcome);
        Assert.Equal((isOnTask, _now.AddHours(3), _now.AddHours(4)), answer.Held is { } own ? (own.Engaged, own.From, own.To) : default);
        // It is moved on from the time that it has; the time between is asked for, since it goes on.
        var again = Time("a", 3, 4) with { Revision = 4, HasBegun = true, AlsoFrom = _now.AddHours(5), AlsoTo = _now.AddHours(6) };
        Assert.Equal(_now.AddHours(3), ReservationRules.Retime(hold, again, _now).Answer.Held!.AlsoFrom);
        Assert.Equal(ReserveOutcome.HeldByOther, ReservationRules.Retime(Taken(hold, Time("c", 4, 5)), again, _now).Answer.Outcome);
        Assert.Equal(isOnTask, ReservationRules.Begin(hold, "b", _now.AddHours(2)).Answer.Outcome == ReserveOutcome.HeldByOther);
    }

    [Theory]
    [InlineData(Availability.OffDuty, 0.5, false, false)]
    [InlineData(Availability.Unavailable, 0.5, false, false)]
    [InlineData(Availability.OnTask, 0.5, false, false)]
    [InlineData(Availability.OffDuty, 0.5, true, true)]
    [InlineData(Availability.OffDuty, 12, false, true)]
    public void Availability_counts_for_what_begins_soon_unless_it_is_overruled(Availability availability, double from, bool overrule, bool isTaken) =>
        Assert.Equal(isTaken, ReservationRules.Take(_free with { Availability = availability }, Time("a", from, from + 1) with { Overrule = overrule }, _now)
            .Answer.Outcome == ReserveOutcome.Reserved);

    [Fact]
    public void Whoever_comes_back_to_duty_in_the_middle_of_its_operation_is_on_task()
    {
        var hold = ReservationRules.Begin(Taken(_free, Time("a", 2, 4)) with { Availability = Availability.OffDuty }, "a", _now.AddHours(2)).Hold;
        Assert.Equal(Availability.OffDuty, hold.Availability);
        Assert.Null(ReservationRules.Refuses(hold, Availability.Available, _now.AddHours(3)));
        Assert.Equal(Availability.OnTask, ReservationRules.Becomes(hold, Availability.Available));
    }

    [Fact]
    public void A_state_of_the_version_before_still_holds_its_one_operation()
    {
        var state = System.Text.Json.JsonSerializer.Deserialize<EfectivoState>(
            """{"availability":2,"reservation":{"operationId":"OP-1","assignmentId":"a-1","engaged":true},"overAssignments":[]}""",
            new System.Text.Json.JsonSerializerOptions(System.Text.Json.JsonSerializerDefaults.Web))!;
        Assert.Equal(("OP-1", true), Assert.Single(state.Held) is var held ? (held.OperationId, held.Engaged) : default);
        var hold = new Hold(state.Availability, state.Held, state.OverAssignments);
        Assert.Equal(ReserveOutcome.HeldByOther, ReservationRules.Take(hold, Time("b", 30, 31), _now).Answer.Outcome);
        Assert.Empty((state with { Reservation = null, Reservations = ReservationRules.Release(hold, "a-1").Reservations }).Held);
    }

    private static Hold Taken(Hold hold, HoldTime time)
    {
        var (answer, taken) = ReservationRules.Take(hold, time, _now);
        Assert.Equal(ReserveOutcome.Reserved, answer.Outcome);
        return taken;
    }

    private static HoldTime Time(string assignment, double fromHours, double toHours) => new()
    {
        OperationId = "OP-" + assignment, AssignmentId = assignment, From = _now.AddHours(fromHours), To = _now.AddHours(toHours), Revision = 1,
    };
}
