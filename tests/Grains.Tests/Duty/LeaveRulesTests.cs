using static GrupoGad.Duty.Rosters;

namespace GrupoGad.Duty;

public sealed class LeaveRulesTests
{
    [Fact]
    public void A_leave_is_added_replaced_and_cancelled_and_each_is_told()
    {
        var state = Done(LeaveRules.Add(new(), "L1", Leave(0, 48), Request(), Now));
        Assert.Same(DutyDecision.Unchanged, LeaveRules.Add(state, "L1", Leave(0, 48), new("somebody else"), Now.AddHours(1)));
        state = Done(LeaveRules.Add(state, "L1", Leave(0, 72), Request(), Now));
        Assert.Equal(Hour(72), Assert.Single(state.Leaves).End);
        Assert.Equal(DutyOutcome.Overlap, LeaveRules.Add(state, "L2", Leave(71, 80), Request(), Now).Outcome);
        state = Done(LeaveRules.Add(state, "L2", Leave(72, 80), Request(), Now));
        var cancelled = Done(LeaveRules.Cancel(state, "L1", Request("back early"), Now));
        Assert.Equal(("leave.cancelled", "L1", "back early", 4L), Assert.Single(cancelled.Entries) is var entry ? (entry.What, entry.LeaveId, entry.Reason, entry.Sequence) : default);
        Assert.Equal(DutyOutcome.UnknownLeave, LeaveRules.Cancel(cancelled, "L1", Request(), Now).Outcome);
    }

    [Theory]
    [InlineData("kind")]
    [InlineData("leaveId")]
    [InlineData("end")]
    [InlineData("actor")]
    public void A_broken_rule_is_told_with_its_field(string field)
    {
        var plan = Leave(0, field == "end" ? 24 * 401 : 8) with { Kind = field == "kind" ? (LeaveKind)9 : LeaveKind.Other };
        var decision = LeaveRules.Add(new(), field == "leaveId" ? "a b" : "L1", plan, new(field == "actor" ? "" : "planner"), Now);
        Assert.Equal((DutyOutcome.Invalid, field), (decision.Outcome, Assert.Single(decision.Faults).Field));
    }
}
