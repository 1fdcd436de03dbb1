using GrupoGad.Geo;
using static GrupoGad.Operations.Plans;

namespace GrupoGad.Operations;

public sealed class PlanRulesTests
{
    [Fact]
    public void A_good_plan_breaks_no_rule() => Assert.Null(PlanRules.Refuses("OP-1", Of(commander: "E-0417", wanted: 3)));

    public static TheoryData<string, string, OperationPlan> Wrong => new()
    {
        { "operationId", "op-1", Of() },
        { "operationId", "OP", Of() },
        { "operationId", "OP-1\n", Of() },
        { "operationId", new string('A', 21), Of() },
        { "title", "OP-1", Of() with { Title = "Ruta" } },
        { "title", "OP-1", Of() with { Title = new string('x', 201) } },
        { "title", "OP-1", Of() with { Notes = "nul \0" } },
        { "description", "OP-1", Of() with { Description = new string('x', 4_001) } },
        { "notes", "OP-1", Of() with { Notes = new string('x', 4_001) } },
        { "type", "OP-1", Of() with { Type = (OperationType)9 } },
        { "priority", "OP-1", Of() with { Priority = 0 } },
        { "plannedStart", "OP-1", Of() with { PlannedStart = new DateTime(2026, 3, 14) } },
        { "plannedEnd", "OP-1", Of(hours: 0) },
        { "plannedEnd", "OP-1", Of(hours: -1) },
        { "point", "OP-1", Of() with { Point = new GeoPoint(91, 0) } },
        { "area", "OP-1", Of() with { Area = [new(0, 0), new(0, 1)] } },
        { "area", "OP-1", Of() with { Area = [new(0, 0), new(0, 1), new(0, double.NaN)] } },
        { "area", "OP-1", Of() with { Area = [new(0, 0), new(0, 1), new(0, 0)] } },
        { "commander", "OP-1", Of(commander: "e 1") },
        { "wanted", "OP-1", Of(wanted: 101) },
        { "wanted", "OP-1", Of(wanted: 1) with { Point = null } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_broken_rule_is_told_with_its_field(string field, string id, OperationPlan plan)
    {
        var refused = PlanRules.Refuses(id, plan);
        Assert.NotNull(refused);
        Assert.Equal((OperationOutcome.Invalid, field), (refused.Outcome, refused.Field));
        Assert.NotEmpty(refused.Rule);
    }

    [Fact]
    public void Plans_are_the_same_by_what_they_say()
    {
        var plan = Of() with { Area = [new(0, 0), new(0, 1), new(1, 0)] };
        Assert.True(PlanRules.Same(plan, plan with { Area = [new(0, 0), new(0, 1), new(1, 0)] }));
        Assert.False(PlanRules.Same(plan, plan with { Area = [new(0, 0), new(0, 1), new(1, 1)] }));
        Assert.False(PlanRules.Same(plan, plan with { Notes = "other" }));
    }

    [Fact]
    public void The_timeline_tells_what_a_new_plan_changes_and_nothing_else()
    {
        var state = Planned();
        Assert.Equal("planned", Assert.Single(state.Entries).What);
        var replanned = Done(state, known => OperationRules.Plan(known, "OP-1", Of() with { Notes = "with dogs", Wanted = 2 }, null, Request("more"), Now, RemindBefore));
        var entry = Assert.Single(replanned.Entries);
        Assert.Equal(("replanned", "notes=; wanted=0", "notes=with dogs; wanted=2", "more", 2), (entry.What, entry.Before, entry.After, entry.Reason, entry.Sequence));
    }
}
