using System.Collections.Immutable;
using GrupoGad.Efectivos;
using GrupoGad.Operations;
using GrupoGad.RunPlans;

namespace GrupoGad.Dispatch;

public sealed class OperationAskTests
{
    private static readonly DateTime _now = Reports.Now;
    private static readonly ImmutableArray<SkillNeed> _plan = [new("", 2), new("medic", 2), new("ladder", 1)];
    private static readonly Dictionary<string, ImmutableArray<string>> _nobody = [];

    [Fact]
    public void A_run_plan_asks_for_what_is_not_held_skills_first()
    {
        var ask = Ask(new() { ["E-1"] = ["medic"], ["E-2"] = ["driver"] });
        Assert.Equal([("", 2, "E-2", 1), ("medic", 2, "E-1", 1), ("ladder", 1, "", 1)], ask.Needs.Select(need => (need.Skill, need.Wanted, string.Join(' ', need.Held), need.Missing)));
        Assert.Equal([("medic", "medic", 1), ("ladder", "ladder", 1), ("", "", 1)], Demands(ask));
    }

    [Fact]
    public void When_all_is_held_nobody_is_looked_for()
    {
        var ask = Ask(new() { ["E-1"] = ["medic"], ["E-2"] = ["medic"], ["E-3"] = ["ladder"], ["E-4"] = [], ["E-5"] = [] });
        Assert.Empty(ask.Demands);
        Assert.All(ask.Needs, need => Assert.Equal(0, need.Missing));
    }

    [Fact]
    public void Whoever_wants_more_than_the_run_plan_gets_whoever_is_best_beyond_it()
    {
        Assert.Equal([("medic", "medic", 2), ("ladder", "ladder", 1), ("", "", 2)], Demands(Ask(_nobody, count: 5)));
        Assert.Equal([("medic", "medic", 2), ("ladder", "ladder", 1), ("", "", 2), (null, "driver", 2)], Demands(Ask(_nobody, count: 7)));
    }

    [Fact]
    public void No_more_are_looked_for_at_once_than_the_most_there_may_be()
    {
        var ask = OperationAsk.ByRunPlan(View(OperationStatus.Planned), Town.Wanted(), 1, [new("medic", 40), new("ladder", 40), new("dog", 1)], _nobody, 0);
        Assert.Equal([40, 10], ask.Demands.Select(demand => demand.Count));
        Assert.Equal([40, 40, 1], ask.Needs.Select(need => need.Missing));
    }

    [Fact]
    public void Without_a_run_plan_it_is_the_callers_skills_or_the_operations()
    {
        Assert.Equal([(null, "medic", 3)], Demands(OperationAsk.ByHand(View(OperationStatus.Planned), Town.Wanted(), ["medic"], 3)));
        Assert.Equal([(null, "driver", 1)], Demands(OperationAsk.ByHand(View(OperationStatus.Planned), Town.Wanted(), [], 1)));
    }

    [Fact]
    public void Only_what_is_planned_for_later_is_judged_for_then()
    {
        Assert.Equal(_now.AddHours(9), Wanted.Of(View(OperationStatus.Planned, 9), 60, false, _now)!.PlannedAt);
        Assert.Null(Wanted.Of(View(OperationStatus.InProgress, 9), 60, false, _now)!.PlannedAt);
        Assert.Null(Wanted.Of(View(OperationStatus.Paused, 9), 60, false, _now)!.PlannedAt);
        Assert.Null(Wanted.Of(View(OperationStatus.Planned, 0), 60, false, _now)!.PlannedAt);
        Assert.Null(Wanted.Of(View(OperationStatus.Planned, -9), 60, false, _now)!.PlannedAt);
    }

    private static OperationAsk Ask(Dictionary<string, ImmutableArray<string>> held, int count = 0) =>
        OperationAsk.ByRunPlan(View(OperationStatus.Planned), Town.Wanted(), 1, _plan, held, count);

    private static IEnumerable<(string?, string, int)> Demands(OperationAsk ask) =>
        ask.Demands.Select(demand => (demand.Wanted.Need, string.Join(' ', demand.Wanted.Skills), demand.Count));

    private static OperationView View(OperationStatus status, double startsInHours = 1) => new()
    {
        OperationId = "OP-1", Status = status, Version = 1,
        Plan = new()
        {
            Title = "Control de accesos", Type = OperationType.Emergency, Priority = OperationPriority.High, PlannedStart = _now.AddHours(startsInHours), PlannedEnd = _now.AddHours(startsInHours + 1),
            Point = Town.Plaza, WantedSkill = "driver",
        },
    };
}
