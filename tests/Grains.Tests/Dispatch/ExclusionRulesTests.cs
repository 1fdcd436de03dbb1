using GrupoGad.Duty;
using GrupoGad.Efectivos;

namespace GrupoGad.Dispatch;

public sealed class ExclusionRulesTests
{
    private static readonly Town.Person _fit = new("E-1", 1_000, 0, ["paramedic"], AccuracyM: 10, Jurisdiction: "Norte");
    private static readonly Wanted _wanted = Town.Wanted("paramedic") with { Asked = ["E-9"] };

    public static TheoryData<string, ExclusionRule> Cases => new()
    {
        { "asked", ExclusionRule.AlreadyAsked }, { "busy", ExclusionRule.NotAvailable }, { "old", ExclusionRule.FixTooOld }, { "vague", ExclusionRule.FixInaccurate },
        { "unskilled", ExclusionRule.SkillMissing }, { "held", ExclusionRule.Reserved }, { "foreign", ExclusionRule.OtherJurisdiction },
        { "off", ExclusionRule.OffShift }, { "leave", ExclusionRule.OnLeave }, { "rest", ExclusionRule.Resting }, { "far", ExclusionRule.TooFar },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_rule_is_told_by_its_name(string what, ExclusionRule rule)
    {
        var exclusion = Judge(Person(what));
        Assert.Equal(rule, exclusion?.Rule);
        Assert.NotEmpty(exclusion!.Detail);
    }

    [Fact]
    public void Who_breaks_no_rule_may_go()
    {
        Assert.Null(Judge(_fit));
        Assert.Null(Judge(_fit with { AccuracyM = null }));
        Assert.Null(Judge(_fit with { Jurisdiction = "" }));
        Assert.Null(Judge(_fit with { Jurisdiction = "Sur" }, _wanted with { Jurisdiction = "" }));
        Assert.Null(Judge(_fit with { AgeS = 300, AccuracyM = 100 }));
    }

    [Fact]
    public void Whose_alarm_is_open_is_helped_and_not_sent() =>
        Assert.Equal(ExclusionRule.Alarmed, ExclusionRules.ByAsking(_fit.Hit(Town.Plaza), _fit.View, default, _wanted, isAlarmed: true)!.Rule);

    [Fact]
    public void Availability_and_position_say_nothing_of_tomorrow()
    {
        var tomorrow = _wanted with { JudgedAt = Reports.Now, From = Reports.Now.AddHours(24), To = Reports.Now.AddHours(26) };
        Assert.Null(Judge(_fit with { Availability = Availability.OffDuty, AgeS = 4_000, AccuracyM = 500 }, tomorrow));
        Assert.Equal(ExclusionRule.NotAvailable, Judge(_fit with { Availability = Availability.OffDuty }, tomorrow with { From = Reports.Now.AddMinutes(50) })!.Rule);
    }

    [Fact]
    public void By_hand_every_rule_that_keeps_somebody_is_told_those_first_that_nobody_may_overrule()
    {
        var view = _fit.View with { Availability = Availability.OffDuty, Age = TimeSpan.FromHours(1), Profile = _fit.View.Profile with { Jurisdiction = "Sur", Skills = ["driver"] } };
        var bars = EligibilityRules.Of(new Inquiry.Known(view, new DutyStanding(DutyBar.OnLeave, null, 0), 0, true), _wanted, new DispatchOptions());
        Assert.Equal(
            [ExclusionRule.Alarmed, ExclusionRule.NotAvailable, ExclusionRule.FixTooOld, ExclusionRule.SkillMissing, ExclusionRule.OtherJurisdiction, ExclusionRule.OnLeave],
            bars.Select(bar => bar.Rule));
        Assert.Equal([false, true, true, true, true, true], bars.Select(bar => bar.MayOverrule));
        var never = _fit.View with { Fix = null, Age = null, Profile = view.Profile with { Jurisdiction = "", Skills = ["paramedic"] } };
        Assert.Empty(EligibilityRules.Of(new Inquiry.Known(never, default, 0, false), _wanted, new DispatchOptions()));
    }

    [Fact]
    public void Who_did_not_answer_or_has_no_way_is_left_out()
    {
        Assert.Equal(ExclusionRule.NotReached, ExclusionRules.ByAsking(_fit.Hit(Town.Plaza), null, default, _wanted, isAlarmed: false)!.Rule);
        Assert.Equal(ExclusionRule.NoRoute, ExclusionRules.ByTravel(_fit.Hit(Town.Plaza), null, _wanted)!.Rule);
    }

    [Fact]
    public void Its_own_grain_knows_better_than_its_cell_and_the_end_of_a_bar_is_passed_on()
    {
        var hit = _fit.Hit(Town.Plaza);
        Assert.Equal(ExclusionRule.NotAvailable, ExclusionRules.ByAsking(hit, _fit.View with { Availability = Availability.OffDuty }, default, _wanted, isAlarmed: false)!.Rule);
        var until = Reports.Now.AddHours(3);
        Assert.Equal(until, ExclusionRules.ByAsking(hit, _fit.View, new DutyStanding(DutyBar.Resting, until, 12), _wanted, isAlarmed: false)!.Until);
    }

    [Fact]
    public void Who_is_assigned_already_is_told_so_and_who_refused_is_not_taken_for_one()
    {
        Assert.Equal("it is assigned to this operation already", Judge(_fit with { Id = "E-9" }, _wanted with { Assigned = ["E-9"] })!.Detail);
        Assert.DoesNotContain("assigned", Judge(_fit with { Id = "E-9" })!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bar_at_the_planned_start_says_that_it_is_of_then()
    {
        var wanted = _wanted with { PlannedAt = new DateTime(2027, 3, 28, 4, 30, 0, DateTimeKind.Utc) };
        Assert.Equal("at the planned start, 2027-03-28T04:30:00Z, it is on leave", Judge(_fit with { Bar = DutyBar.OnLeave }, wanted)!.Detail);
        Assert.Equal("it is on leave", Judge(_fit with { Bar = DutyBar.OnLeave })!.Detail);
    }

    private static Town.Person Person(string what) => what switch
    {
        "asked" => _fit with { Id = "E-9" },
        "busy" => _fit with { Availability = Availability.OnTask },
        "old" => _fit with { AgeS = 301 },
        "vague" => _fit with { AccuracyM = 100.5f },
        "unskilled" => _fit with { Skills = ["driver"] },
        "held" => _fit with { HeldBy = "OP-2" },
        "foreign" => _fit with { Jurisdiction = "Sur" },
        "off" => _fit with { Bar = DutyBar.OffShift },
        "leave" => _fit with { Bar = DutyBar.OnLeave },
        "rest" => _fit with { Bar = DutyBar.Resting },
        _ => _fit with { EastM = 200_000 },
    };

    private static Exclusion? Judge(Town.Person person, Wanted? wanted = null)
    {
        var options = new DispatchOptions();
        var hit = person.Hit(Town.Plaza);
        var travel = new StraightLineEta(Microsoft.Extensions.Options.Options.Create(options)).Of(new Trip(person.Point, Town.Plaza, SpeedRules.Mps([.. person.Skills], options)));
        return ExclusionRules.BySight(hit, wanted ?? _wanted, options)
            ?? ExclusionRules.ByAsking(hit, person.View, new DutyStanding(person.Bar, null, person.Hours), wanted ?? _wanted, isAlarmed: false)
            ?? ExclusionRules.ByTravel(hit, travel, wanted ?? _wanted);
    }
}
