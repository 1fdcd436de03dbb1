using GrupoGad.Duty;
using GrupoGad.Efectivos;
using GrupoGad.Operations;
using GrupoGad.RunPlans;
using GrupoGad.Silo.Tests.Operations;

namespace GrupoGad.Silo.Tests.Duty;

/// <summary>What the ports of duty promise, whether PostGIS or memory is behind them.</summary>
public abstract class DutyStorageTests : IAsyncLifetime
{
    /// <summary>A whole hour, an hour or two from now.</summary>
    private protected static readonly DateTime Soon = DateTime.UtcNow is var now ? now.Date.AddHours(now.Hour + 2) : default;

    private protected OperationsSilo Silo { get; private set; } = null!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected abstract Task<OperationsSilo> Start();

    public virtual async ValueTask InitializeAsync() => Silo = await Start();

    public virtual ValueTask DisposeAsync() => Silo.DisposeAsync();

    [Fact]
    public async Task Standings_of_many_are_told_at_once_as_the_rules_say()
    {
        await Planned("E-1", (0, 8), (24, 32));
        await Planned("E-2", (-12, -4));
        await Planned("E-3", (0, 8));
        await Silo.Registered("E-4");
        await Leave("E-3", 2, 100);
        await Silo.Registered("E-5");
        await Leave("E-5", 0, 4);
        var roster = Silo.Get<IDutyRoster>();
        var at = await roster.At(Soon.AddHours(3), ["E-1", "E-2", "E-3", "E-4", "E-5", "E-5", "NOBODY"], Cancellation);
        Assert.Equal(
            [
                ("E-1", new DutyStanding(DutyBar.None, null, 3)), ("E-2", new DutyStanding(DutyBar.Resting, Soon.AddHours(4), 8)),
                ("E-3", new DutyStanding(DutyBar.OnLeave, Soon.AddHours(100), 2)), ("E-5", new DutyStanding(DutyBar.OnLeave, Soon.AddHours(4), 0)),
            ],
            at.Where(entry => entry.Value != default).OrderBy(entry => entry.Key).Select(entry => (entry.Key, entry.Value)));
        at = await roster.At(Soon.AddHours(20), ["E-1", "E-2", "E-5"], Cancellation);
        Assert.Equal(new DutyStanding(DutyBar.OffShift, Soon.AddHours(24), 8), at["E-1"]);
        Assert.Equal(new DutyStanding(DutyBar.OffShift, null, 0), at["E-2"]);
        Assert.Equal(DutyBar.None, at["E-5"].Bar);
        Assert.Empty(await roster.At(Soon, [], Cancellation));
    }

    [Fact]
    public async Task Who_is_on_shift_is_told_by_unit_and_page_by_page()
    {
        foreach (var id in new[] { "E-1", "E-2", "E_3", "E-4" })
        {
            await Planned(id, (0, 8));
        }
        await Leave("E-4", 0, 8);
        await Silo.Grains.GetGrain<IEfectivoGrain>("E-2").ChangeAvailability(new AvailabilityChange { To = Availability.Unavailable, Reason = "", Actor = "operator-1" });
        await Silo.Grains.GetGrain<IEfectivoGrain>("S-1").Register(new EfectivoProfile { DisplayName = "Sur 1", Unit = "Sur" });
        var directory = Silo.Grains.GetGrain<IDutyDirectoryGrain>(0);
        var picture = await directory.At(new() { At = Soon.AddHours(1), Limit = 2 }, Cancellation);
        Assert.Equal([new UnitDuty("", 4, 3, 1, 2, 0), new UnitDuty("Sur", 1, 0, 0, 0, 0)], picture.Units);
        Assert.Equal(("E-2", 2.0 / 3), (picture.Next, DutyTotals.Of(picture.Units).Ratio));
        Assert.Equal([new("E-1", "Unidad E-1", "", Availability.Available, Soon.AddHours(8)), new("E-2", "Unidad E-2", "", Availability.Unavailable, Soon.AddHours(8))], picture.People);
        picture = await directory.At(new() { At = Soon.AddHours(1), Limit = 2, After = "E-2" }, Cancellation);
        Assert.Equal(("E_3", ""), (Assert.Single(picture.People).EfectivoId, picture.Next));
        Assert.Empty((await directory.At(new() { At = Soon.AddHours(1), Limit = 9, Unit = "Sur" }, Cancellation)).People);
        Assert.Equal(0, DutyTotals.Of((await directory.At(new() { At = Soon.AddHours(8), Limit = 0 }, Cancellation)).Units).OnShift);
    }

    [Fact]
    public async Task The_record_says_who_did_what_newest_first_page_by_page()
    {
        await Planned("E-1", (0, 8), (24, 32));
        await Planned("E_2", (0, 8));
        await Plan("E-1", (4, 12), (24, 32));
        await Leave("E-1", 0, 2);
        await Silo.Grains.GetGrain<IDutyGrain>("E-1").CancelLeave("L-1", new("chief", "back early"), Cancellation);
        var directory = Silo.Grains.GetGrain<IDutyDirectoryGrain>(0);
        var pages = new List<DutyChange>();
        DutyMark? next = null;
        do
        {
            var page = await directory.Changes(new() { Limit = 2, Before = next }, Cancellation);
            Assert.InRange(page.Changes.Length, 1, 2);
            pages.AddRange(page.Changes);
            next = page.Next;
        }
        while (next is not null);
        // Of one millisecond by code: so only the order of each is sure.
        Assert.Equal(
            ["6 leave.cancelled chief", "5 leave.added planner", "4 planned planner", "3 replaced planner", "2 planned planner", "1 planned planner"],
            pages.Where(change => change.EfectivoId == "E-1").Select(change => $"{change.Sequence} {change.What} {change.Actor}"));
        Assert.Equal(1, Assert.Single(pages, change => change.EfectivoId == "E_2").Sequence);
        Assert.Equal(pages.OrderByDescending(change => change.At).ThenByDescending(change => change.EfectivoId, StringComparer.Ordinal).ThenByDescending(change => change.Sequence), pages);
        var replaced = pages.Single(change => change.What == "replaced");
        pages = [.. pages.Where(change => change.EfectivoId == "E-1")];
        Assert.Equal(("back early", "L-1", Soon, Soon.AddHours(2)), (pages[0].Reason, pages[0].LeaveId, pages[0].Start, pages[0].End));
        Assert.Equal(("", Soon, Soon.AddHours(8)), (replaced.LeaveId, replaced.Start, replaced.End));

        Assert.Equal([2L, 1], (await directory.Changes(new() { Limit = 9, EfectivoId = "E-1", Before = replaced.Mark }, Cancellation)).Changes.Select(change => change.Sequence));
        Assert.Equal([6L], (await directory.Changes(new() { Limit = 9, Actor = "chief" }, Cancellation)).Changes.Select(change => change.Sequence));
        Assert.Empty((await directory.Changes(new() { Limit = 9, From = DateTime.UtcNow.AddMinutes(1) }, Cancellation)).Changes);
        Assert.Empty((await directory.Changes(new() { Limit = 9, EfectivoId = "E-1", To = pages[^1].At }, Cancellation)).Changes);
        Assert.Equal(7, (await directory.Changes(new() { Limit = 7, To = DateTime.UtcNow.AddMinutes(1) }, Cancellation)) is { Next: null } all ? all.Changes.Length : 0);
        await Assert.ThrowsAsync<ArgumentException>(async () => await directory.Changes(new() { Limit = 501 }, Cancellation));
    }

    [Fact]
    public async Task Run_plans_are_kept_and_answer_what_they_ask_for()
    {
        var plans = Silo.Grains.GetGrain<IRunPlanGrain>(IRunPlanGrain.Key);
        var plan = new RunPlan
        {
            Type = OperationType.Emergency, Priority = OperationPriority.Critical,
            Levels = [new() { Needs = [new("medic", 2), new("ladder", 1)] }, new() { Needs = [new("ladder", 2)] }],
        };
        Assert.True((await plans.Put(plan, "chief", cancellation: Cancellation)).IsDone);
        Assert.Equal([new SkillNeed("medic", 2), new SkillNeed("ladder", 3)], await plans.Needs(OperationType.Emergency, OperationPriority.Critical, 2, Cancellation));
        Assert.Empty(await plans.Needs(OperationType.Emergency, OperationPriority.Low, 1, Cancellation));
        Assert.Equal("levels", (await plans.Put(plan with { Levels = [] }, "chief", cancellation: Cancellation)).Field);
        Assert.True(await plans.Remove(OperationType.Emergency, OperationPriority.Critical, "chief", Cancellation));
        Assert.False(await plans.Remove(OperationType.Emergency, OperationPriority.Critical, "chief", Cancellation));
    }

    [Fact]
    public async Task A_run_plan_that_was_made_again_has_another_version_than_the_one_that_was_removed()
    {
        var plans = Silo.Grains.GetGrain<IRunPlanGrain>(IRunPlanGrain.Key);
        var plan = new RunPlan { Type = OperationType.Training, Priority = OperationPriority.Low, Levels = [new() { Needs = [new("medic", 1)] }] };
        var made = (await plans.Put(plan, "chief", Expected.Of(Expectation.Nothing), Cancellation)).View!.Version;
        Assert.Equal(RunPlanOutcome.Stale, (await plans.Withdraw(plan.Type, plan.Priority, "chief", Expected.Version(made + 1), Cancellation)).Outcome);
        Assert.True((await plans.Withdraw(plan.Type, plan.Priority, "chief", Expected.Version(made), Cancellation)).IsDone);
        var again = (await plans.Put(plan, "other", Expected.Of(Expectation.Unstated), Cancellation)).View!;
        Assert.True(again.Version > made);
        Assert.Equal(RunPlanOutcome.Stale, (await plans.Put(plan with { Levels = [new() { Needs = [new("medic", 2)] }] }, "chief", Expected.Version(made), Cancellation)).Outcome);
        Assert.Equal("other", Assert.Single((await plans.View(Cancellation)).Plans).PutBy);
    }

    private protected async Task Planned(string id, params (double Start, double End)[] shifts)
    {
        await Silo.Registered(id);
        Assert.Equal(DutyOutcome.Done, (await Plan(id, shifts)).Outcome);
    }

    private protected ValueTask<DutyAnswer> Plan(string id, params (double Start, double End)[] shifts) => Silo.Grains.GetGrain<IDutyGrain>(id).Plan(new ShiftPlan
    {
        From = Soon.AddDays(-30), To = Soon.AddDays(60), Shifts = [.. shifts.Select(shift => new ShiftTimes { TimeZone = "UTC", Start = Wall(shift.Start), End = Wall(shift.End) })],
    }, new("planner"), Cancellation);

    private protected async Task Leave(string id, double start, double end) => Assert.Equal(DutyOutcome.Done, (await Silo.Grains.GetGrain<IDutyGrain>(id).AddLeave(
        "L-1", new LeavePlan { Kind = LeaveKind.Vacation, TimeZone = "UTC", Start = Wall(start), End = Wall(end) }, new("planner"), Cancellation)).Outcome);

    private static WallTime Wall(double hour) => new(DateTime.SpecifyKind(Soon.AddHours(hour), DateTimeKind.Unspecified));
}

public sealed class MemoryDutyStorageTests : DutyStorageTests
{
    private protected override Task<OperationsSilo> Start() => OperationsSilo.Start(null);
}
