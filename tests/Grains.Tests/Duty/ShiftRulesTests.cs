using CsCheck;
using static GrupoGad.Duty.Rosters;

namespace GrupoGad.Duty;

public sealed class ShiftRulesTests
{
    [Fact]
    public void A_plan_replaces_what_begins_in_its_window_and_leaves_the_rest()
    {
        var first = Done(ShiftRules.Plan(new(), Plan((8, 16), (32, 40), (56, 64)), Request(), Now, Rest));
        var second = Done(ShiftRules.Plan(first, Plan((33, 41)) with { From = Hour(30), To = Hour(50) }, Request("swap"), Now, Rest));
        Assert.Equal([Hour(8), Hour(33), Hour(56)], second.Shifts.Select(shift => shift.Start));
        Assert.Equal([("replaced", Hour(32), 4L), ("planned", Hour(33), 5L)], second.Entries.Select(entry => (entry.What, entry.Start, entry.Sequence)));
        Assert.All(second.Entries, entry => Assert.Equal(("planner", "swap"), (entry.Actor, entry.Reason)));
    }

    [Fact]
    public void The_same_plan_again_writes_nothing()
    {
        var state = Done(ShiftRules.Plan(new(), Plan((8, 16), (32, 40)), Request(), Now, Rest));
        Assert.Same(DutyDecision.Unchanged, ShiftRules.Plan(state, Plan((32, 40), (8, 16)), new("somebody else"), Now.AddHours(1), Rest));
    }

    [Fact]
    public void Less_than_the_minimum_rest_is_refused_by_that_name_unless_forced_with_a_reason()
    {
        var plan = Plan((8, 16), (23, 30));
        var refused = ShiftRules.Plan(new(), plan, Request("sick colleague"), Now, Rest);
        var fault = Assert.Single(refused.Faults);
        Assert.Equal((DutyOutcome.Rest, 1), (fault.Outcome, fault.Shift));
        Assert.StartsWith("minimum rest: 8 h", fault.Rule, StringComparison.Ordinal);
        Assert.Equal("reason", Assert.Single(ShiftRules.Plan(new(), plan, Request(force: true), Now, Rest).Faults).Field);
        var forced = Done(ShiftRules.Plan(new(), plan, Request("sick colleague", true), Now, Rest));
        Assert.Equal(["", "sick colleague"], forced.Shifts.Select(shift => shift.Forced));
        Assert.Equal(DutyOutcome.Done, ShiftRules.Plan(new(), plan, Request(), Now, TimeSpan.Zero).Outcome);
        // What was forced once is not judged again when something else is planned.
        Assert.Equal(DutyOutcome.Done, ShiftRules.Plan(forced, Plan((80, 88)) with { From = Hour(70) }, Request(), Now, Rest).Outcome);
    }

    [Fact]
    public void Force_never_puts_two_shifts_at_one_time() =>
        Assert.Equal(DutyOutcome.Overlap, ShiftRules.Plan(new(), Plan((8, 16), (15, 23)), Request("because", true), Now, Rest).Outcome);

    public static TheoryData<string, ShiftPlan> Wrong => new()
    {
        { "end", Plan((8, 8)) }, { "end", Plan((8, 7)) }, { "end", Plan((8, 81)) }, { "start", Plan((-1, 5)) },
        { "timeZone", Plan() with { Shifts = [Times(8, 16, "Mars/Olympus")] } },
        { "from", Plan() with { From = Now.AddDays(-101) } }, { "to", Plan() with { To = Now } }, { "to", Plan() with { To = Now.AddDays(401) } },
        { "from", Plan() with { From = DateTime.SpecifyKind(Now, DateTimeKind.Local) } },
        { "shifts", Plan(Enumerable.Range(0, 1_001).Select(i => ((double)i, i + 0.5))) },
        { "note", Plan() with { Shifts = [Times(8, 16) with { Note = new string('x', 201) }] } },
        // Wholly within the half hour that Lord Howe leaves out.
        { "end", new ShiftPlan { From = new(2026, 10, 1, 0, 0, 0, DateTimeKind.Utc), To = new(2026, 10, 9, 0, 0, 0, DateTimeKind.Utc), Shifts = [new ShiftTimes { TimeZone = "Australia/Lord_Howe", Start = new(new DateTime(2026, 10, 4, 2, 5, 0)), End = new(new DateTime(2026, 10, 4, 2, 25, 0)) }] } },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void A_broken_rule_is_told_with_its_field(string field, ShiftPlan plan)
    {
        var fault = Assert.Single(ShiftRules.Plan(new(), plan, Request(), Now, Rest).Faults);
        Assert.Equal((DutyOutcome.Invalid, field), (fault.Outcome, fault.Field));
    }

    [Fact]
    public void What_ended_long_ago_leaves_the_document_and_it_says_since_when()
    {
        var state = Done(ShiftRules.Plan(new(), Plan((8, 16)), Request(), Now, Rest));
        var later = Now.AddDays(120);
        var next = Done(ShiftRules.Plan(state, Plan() with { From = later, To = later.AddDays(2), Shifts = [Times(120 * 24, 120 * 24 + 8)] }, Request(), later, Rest));
        Assert.Equal((1, (DateTime?)later.AddDays(-100), true), (next.Shifts.Length, next.KeptSince, next.HasShifts));
    }

    /// <remarks>The model: all pairs.</remarks>
    [Fact]
    public void A_plan_is_taken_exactly_when_no_two_shifts_are_nearer_than_the_minimum_rest()
    {
        var shifts = Gen.Select(Gen.Int[0, 200], Gen.Int[1, 30]).Select((start, hours) => (Start: (double)start, End: (double)start + hours)).Array[0, 7];
        Gen.Select(shifts, Gen.Int[0, 12]).Sample((plan, rest) =>
        {
            var decision = ShiftRules.Plan(new(), Plan(plan), Request(), Now, TimeSpan.FromHours(rest));
            var pairs = plan.SelectMany((a, i) => plan.Skip(i + 1).Select(b => (a, b))).ToArray();
            var overlap = pairs.Any(pair => pair.a.Start < pair.b.End && pair.b.Start < pair.a.End);
            var tight = pairs.Any(pair => pair.a.Start < pair.b.End + rest && pair.b.Start < pair.a.End + rest);
            Assert.Equal(tight || overlap, decision.Faults.Length > 0);
            Assert.Equal(overlap, decision.Faults.Any(fault => fault.Outcome == DutyOutcome.Overlap));
        });
    }
}
