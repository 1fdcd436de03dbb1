using GrupoGad.Duty;

namespace GrupoGad.Cluster.Tests.Duty;

public sealed class DutyTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    private static readonly DateTime Day = DateTime.UtcNow.Date.AddDays(3);

    [Fact]
    public async Task Planners_who_plan_the_same_days_at_once_leave_one_of_their_plans_whole()
    {
        await silos.Registered("D-001");
        var duty = silos.Grains.GetGrain<IDutyGrain>("D-001");
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(planner => duty.Plan(Plan(planner, planner + 12), new($"planner-{planner}")).AsTask()));
        Assert.All(answers, answer => Assert.Equal(DutyOutcome.Done, answer.Outcome));
        var kept = await duty.View(DateTime.MinValue, DateTime.MaxValue);
        Assert.Equal(2, kept.Shifts.Length);
        Assert.Equal(kept.Shifts[0].Start.AddHours(24), kept.Shifts[1].Start);
        Assert.Single(kept.Shifts.Select(shift => shift.PlannedBy).Distinct());
    }

    [Fact]
    public async Task A_check_changes_nothing_and_answers_as_the_plan_would()
    {
        await silos.Registered("D-002");
        var duty = silos.Grains.GetGrain<IDutyGrain>("D-002");
        Assert.Equal(DutyOutcome.Done, (await duty.Check(Plan(0, 8), new("planner"))).Outcome);
        Assert.Empty((await duty.View(DateTime.MinValue, DateTime.MaxValue)).Shifts);
        Assert.Equal(DutyOutcome.Done, (await duty.Plan(Plan(0, 8), new("planner"))).Outcome);
        Assert.Equal(DutyOutcome.Unchanged, (await duty.Check(Plan(0, 8), new("planner"))).Outcome);
    }

    [Fact]
    public async Task Nobody_has_no_duty() =>
        Assert.Equal(DutyOutcome.UnknownEfectivo, (await silos.Grains.GetGrain<IDutyGrain>("D-NOBODY").Plan(Plan(0, 8), new("planner"))).Outcome);

    /// <summary>The same hours of two days.</summary>
    private static ShiftPlan Plan(int start, int end) => new() { From = Day, To = Day.AddDays(7), Shifts = [Times(start, end), Times(start + 24, end + 24)] };

    private static ShiftTimes Times(int start, int end) => new() { TimeZone = "UTC", Start = Wall(start), End = Wall(end) };

    private static WallTime Wall(int hour) => new(DateTime.SpecifyKind(Day.AddHours(hour), DateTimeKind.Unspecified));
}
