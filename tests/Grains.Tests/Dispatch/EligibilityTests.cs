using GrupoGad.Duty;
using GrupoGad.Efectivos;
using GrupoGad.Operations;

namespace GrupoGad.Dispatch;

/// <summary>One rule for whoever finds them: a recommendation, a joint plan, and a person or a filling that has chosen them.</summary>
public sealed class EligibilityTests
{
    private static readonly Town.Person _fit = new("E-1", 1_000, 0, ["paramedic"], AccuracyM: 10, Jurisdiction: "Norte");

    public static TheoryData<string, ExclusionRule, bool> Cases => new()
    {
        { "alarmed", ExclusionRule.Alarmed, false }, { "off duty", ExclusionRule.NotAvailable, true }, { "on task", ExclusionRule.NotAvailable, true },
        { "old", ExclusionRule.FixTooOld, true }, { "vague", ExclusionRule.FixInaccurate, true }, { "unskilled", ExclusionRule.SkillMissing, true },
        { "foreign", ExclusionRule.OtherJurisdiction, true }, { "off", ExclusionRule.OffShift, true }, { "leave", ExclusionRule.OnLeave, true },
        { "rest", ExclusionRule.Resting, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_recommendation_a_joint_plan_a_filling_and_a_hand_are_kept_by_the_same_rule(string what, ExclusionRule rule, bool mayOverrule)
    {
        var town = new Town { People = { Person(what) } };
        if (what == "alarmed")
        {
            town.InAlarm.Add("E-1");
        }
        Assert.Equal((rule, mayOverrule), Assert.Single((await ByHand(town))["E-1"]) is var bar ? (bar.Rule, bar.MayOverrule) : default);
        Assert.Equal(rule, (await Recommended(town)).Excluded.SingleOrDefault()?.Rule);
        Assert.Empty(await Jointly(town));
    }

    [Fact]
    public async Task Who_breaks_no_rule_may_be_sent_by_all_of_them()
    {
        var town = new Town { People = { _fit } };
        Assert.Empty((await ByHand(town))["E-1"]);
        Assert.Single((await Recommended(town)).Prospects);
        Assert.Equal(["E-1"], await Jointly(town));
    }

    [Fact]
    public async Task Who_is_off_duty_far_from_its_phone_tonight_may_be_sent_tomorrow_by_all_of_them()
    {
        var town = new Town { People = { _fit with { Availability = Availability.OffDuty, AgeS = 4_000, AccuracyM = 500 } } };
        var plan = Operation.Plan with { PlannedStart = Reports.Now.AddHours(20), PlannedEnd = Reports.Now.AddHours(24) };
        Assert.Empty((await ByHand(town, plan))["E-1"]);
        Assert.Single((await Recommended(town, plan)).Prospects);
        Assert.Equal(["E-1"], await Jointly(town, plan));
    }

    [Fact]
    public async Task Who_has_another_operation_is_left_to_its_own_grain_by_hand_and_passed_over_by_a_search()
    {
        var town = new Town { People = { _fit with { HeldBy = "OP-2", Availability = Availability.OnTask } } };
        Assert.Empty((await ByHand(town))["E-1"]);
        Assert.Empty((await Recommended(town)).Prospects);
        Assert.Empty(await Jointly(town));
    }

    [Fact]
    public async Task Whose_grain_does_not_answer_is_not_judged_and_what_cannot_be_asked_does_not_count()
    {
        var town = new Town { People = { _fit with { Bar = DutyBar.OnLeave } } };
        town.Away.UnionWith(["duty", "alarms"]);
        var bars = await new Eligibility(town, town.With()).Bars(Operation, ["E-1", "E-2"]);
        Assert.Equal(["E-1"], bars.Keys);
        Assert.Empty(bars["E-1"]);
    }

    [Fact]
    public async Task Whom_a_recommendation_names_needs_the_skill_that_it_sought_and_no_made_up_one_excuses_anybody()
    {
        var town = new Town { People = { _fit with { Skills = ["dog"] }, _fit with { Id = "E-2", Skills = [] } } };
        town.Made = new Recommendation
        {
            RecommendationId = "r-1", OperationId = "OP-1", At = Reports.Now, Actor = "op", Point = Town.Plaza, Count = 1,
            Chosen = [new Candidate { EfectivoId = "E-1", DistanceM = 0, TravelS = 0, Basis = TravelBasis.StraightLine, CostS = 0 }],
        };
        Assert.Equal([[], [ExclusionRule.SkillMissing]], await Rules("r-1"));
        Assert.Equal([[ExclusionRule.SkillMissing], [ExclusionRule.SkillMissing]], await Rules("r-2"));
        Assert.Equal([[ExclusionRule.SkillMissing], [ExclusionRule.SkillMissing]], await Rules(""));

        async Task<ExclusionRule[][]> Rules(string recommendation) => await new Eligibility(town, town.With()).Bars(Operation, ["E-1", "E-2"], recommendation) is var bars
            ? [[.. bars["E-1"].Select(bar => bar.Rule)], [.. bars["E-2"].Select(bar => bar.Rule)]] : [];
    }

    private static OperationView Operation { get; } = new()
    {
        OperationId = "OP-1", Status = OperationStatus.Planned, Version = 1,
        Plan = new OperationPlan
        {
            Title = "Control de accesos", Type = OperationType.Patrol, Priority = OperationPriority.High, Jurisdiction = "Norte", WantedSkill = "paramedic", Point = Town.Plaza,
            PlannedStart = Reports.Now.AddMinutes(-5), PlannedEnd = Reports.Now.AddHours(2),
        },
    };

    private static Town.Person Person(string what) => what switch
    {
        "off duty" => _fit with { Availability = Availability.OffDuty },
        "on task" => _fit with { Availability = Availability.OnTask },
        "old" => _fit with { AgeS = 301 },
        "vague" => _fit with { AccuracyM = 100.5f },
        "unskilled" => _fit with { Skills = ["driver"] },
        "foreign" => _fit with { Jurisdiction = "Sur" },
        "off" => _fit with { Bar = DutyBar.OffShift },
        "leave" => _fit with { Bar = DutyBar.OnLeave },
        "rest" => _fit with { Bar = DutyBar.Resting },
        _ => _fit,
    };

    private static async Task<System.Collections.Immutable.ImmutableDictionary<string, System.Collections.Immutable.ImmutableArray<Bar>>> ByHand(Town town, OperationPlan? plan = null) =>
        await new Eligibility(town, town.With()).Bars(Operation with { Plan = plan ?? Operation.Plan }, ["E-1"]);

    private static Wanted Sought(OperationPlan? plan) => Wanted.Of(Operation with { Plan = plan ?? Operation.Plan }, 3_600, false, Reports.Now)! with { Skills = ["paramedic"] };

    private static async Task<Recommender> Recommended(Town town, OperationPlan? plan = null)
    {
        var with = town.With();
        var recommender = new Recommender(town, new Inquiry(town, with), Sought(plan), with);
        await recommender.Run(1, 5, 0, TestContext.Current.CancellationToken);
        return recommender;
    }

    private static async Task<IEnumerable<string>> Jointly(Town town, OperationPlan? plan = null)
    {
        var with = town.With();
        var search = new JointSearch(town, new Inquiry(town, with), with);
        List<JointSearch.Need> needs = [new(Operation, new Demand(Sought(plan), 1), 32)];
        needs = await search.Look(needs, TestContext.Current.CancellationToken);
        return search.Problem(needs).Demands.Single().Options.Select(option => option.EfectivoId);
    }
}
