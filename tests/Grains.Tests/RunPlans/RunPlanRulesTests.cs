using CsCheck;
using GrupoGad.Operations;

namespace GrupoGad.RunPlans;

public sealed class RunPlanRulesTests
{
    private static readonly RunPlan Fire = Plan([new("medic", 2), new("ladder", 1)], [new("ladder", 2)], [new("command", 1), new("medic", 1)]);

    [Theory]
    [InlineData(1, "medic 2, ladder 1")]
    [InlineData(2, "medic 2, ladder 3")]
    [InlineData(3, "medic 3, ladder 3, command 1")]
    [InlineData(9, "medic 3, ladder 3, command 1")]
    public void Each_alarm_adds_to_those_before(int level, string needs) =>
        Assert.Equal(needs, string.Join(", ", RunPlanRules.Needs(Fire, level).Select(need => $"{need.Skill} {need.Count}")));

    [Fact]
    public void Without_a_plan_nobody_is_asked_for_and_alarms_count_from_1()
    {
        Assert.Empty(RunPlanRules.Needs(null, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RunPlanRules.Needs(Fire, 0));
    }

    public static TheoryData<string, RunPlan> Wrong => new()
    {
        { "levels", Plan() }, { "levels", Plan([.. Enumerable.Repeat(Level(new SkillNeed("a", 1)), 11)]) },
        { "levels[1].needs", Plan(Level(new SkillNeed("a", 1)), Level()) }, { "levels[0].needs", Plan(Level(new("a", 1), new("a", 2))) },
        { "levels[0].needs[0].count", Plan(Level(new SkillNeed("a", 0))) }, { "levels[0].needs[0].count", Plan(Level(new SkillNeed("a", 101))) },
        { "levels[0].needs[0].skill", Plan(Level(new SkillNeed(new string('x', 101), 1))) },
        { "type", Fire with { Type = (OperationType)99 } }, { "priority", Fire with { Priority = 0 } },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void A_broken_rule_is_told_with_its_field(string field, RunPlan plan) => Assert.Equal(field, RunPlanRules.Refuses(plan, "chief")?.Field);

    [Fact]
    public void A_good_plan_breaks_no_rule() => Assert.Null(RunPlanRules.Refuses(Fire, "chief"));

    [Fact]
    public void A_higher_alarm_never_asks_for_fewer() =>
        Gen.Select(Gen.Select(Gen.Char["abc"].Select(letter => $"{letter}"), Gen.Int[1, 9]).Select((skill, count) => new SkillNeed(skill, count)).Array[1, 3].Array[1, 6], Gen.Int[1, 6])
            .Sample((levels, level) =>
            {
                var (low, high) = (RunPlanRules.Needs(Plan(levels), level), RunPlanRules.Needs(Plan(levels), level + 1));
                Assert.All(low, need => Assert.True(high.Single(other => other.Skill == need.Skill).Count >= need.Count));
                Assert.Equal(levels.Take(level).Sum(needs => needs.Sum(need => need.Count)), low.Sum(need => need.Count));
            });

    private static SkillNeed[] Level(params SkillNeed[] needs) => needs;

    private static RunPlan Plan(params SkillNeed[][] levels) => new()
    {
        Type = OperationType.Emergency, Priority = OperationPriority.Critical, Levels = [.. levels.Select(needs => new RunPlanLevel { Needs = [.. needs] })],
    };
}
