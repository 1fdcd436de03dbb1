using GrupoGad.Dispatch;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.Operations;
using GrupoGad.RunPlans;
using GrupoGad.Silo.Tests.Operations;
using static GrupoGad.Silo.Tests.Operations.Plans;

namespace GrupoGad.Silo.Tests.Dispatch;

/// <summary>Recommendations and joint plans by the run plan, in the real grains over PostGIS.</summary>
public sealed class RunPlanDispatchTests(PostGisServer server) : OperationsOnPostGis(server)
{
    private IDispatchGrain Dispatch => Silo.Grains.GetGrain<IDispatchGrain>(0);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Assert.True((await Silo.Grains.GetGrain<IRunPlanGrain>(IRunPlanGrain.Key).Put(new RunPlan
        {
            Type = OperationType.Patrol, Priority = OperationPriority.Medium,
            Levels = [new() { Needs = [new("medic", 2), new("ladder", 1)] }, new() { Needs = [new("", 1), new("medic", 1)] }],
        }, "chief", cancellation: Cancellation)).IsDone);
    }

    [Fact]
    public async Task A_run_plan_is_recommended_need_by_need_and_who_is_assigned_counts()
    {
        await Crew();
        await Silo.Operation("OP-1").Plan(Of(), Request());
        await Silo.Operation("OP-1").Assign(["M-1"], Request(), Cancellation);

        // Who has both skills goes for the ladder: the next ladder is far, the next medic is not.
        var first = await Recommended(1, made => made is { Chosen: [_, _], Considered: 5 });
        Assert.Equal(["medic 2 M-1 1 0 M-3 | ", "ladder 1  1 0 M-2 | L-1"], first.Needs.Select(Say));
        Assert.Equal(["M-3 medic", "M-2 ladder"], first.Chosen.Select(candidate => $"{candidate.EfectivoId} {candidate.Need}"));
        Assert.Equal((1, 2, true), (first.AlarmLevel, first.Count, first.IsComplete));
        Assert.Equivalent(first, await Dispatch.Read(first.RecommendationId, Cancellation), strict: true);

        // The second alarm adds to the first, and takes him as a medic.
        var second = await Recommended(2, made => made is { Chosen: [_, _, _, _] });
        Assert.Equal(["medic 3 M-1 2 0 M-2 M-3 | ", "ladder 1  1 0 L-1 | ", " 1  1 0 X-1 | "], second.Needs.Select(Say));

        await Silo.Operation("OP-1").Assign([.. first.Chosen.Select(candidate => candidate.EfectivoId)], Request() with { Recommendation = first.RecommendationId }, Cancellation);
        var met = (await Dispatch.Recommend("OP-1", new RecommendRequest { Actor = "op" }, Cancellation)).Recommendation!;
        Assert.Equal(["medic 2 M-1 M-3 0 0  | ", "ladder 1 M-2 0 0  | "], met.Needs.Select(Say));
        Assert.Empty(met.Chosen);
    }

    [Fact]
    public async Task What_nobody_can_meet_is_told_short_and_who_could_but_for_a_rule()
    {
        await Standing("M-1", 300, "medic");
        await Standing("M-2", 400, "medic");
        await Silo.Grains.GetGrain<IEfectivoGrain>("M-2").ChangeAvailability(new AvailabilityChange { To = Availability.OffDuty, Actor = "op" }, Cancellation);
        await Silo.Operation("OP-1").Plan(Of(), Request());
        var made = await Recommended(1, made => made is { Chosen: [_], Considered: 2 });
        Assert.Equal(["medic 2  2 1 M-1 | ", "ladder 1  1 1  | "], made.Needs.Select(Say));
        // Of those who lack a skill that is asked for, not all are told as what would change it.
        for (var i = 0; i < 6; i++)
        {
            await Standing($"X-{i}", 500 + i);
        }
        await Reports.Until("the cells know all eight", async () => (made = (await Dispatch.Recommend("OP-1", new RecommendRequest { Actor = "op", Skills = ["medic"], Count = 3 }, Cancellation)).Recommendation!).Considered == 8);
        Assert.Equal(["M-2", "X-0", "X-1", "X-2"], made.Changes.Select(change => change.EfectivoId).Order());
        made = (await Dispatch.Recommend("OP-1", new RecommendRequest { Actor = "op" }, Cancellation)).Recommendation!;
        Assert.Contains(made.Changes, change => change is { Kind: ChangeKind.NearerExcluded, EfectivoId: "M-2", Rule: ExclusionRule.NotAvailable, Need: "medic" });
    }

    [Fact]
    public async Task Skills_that_the_caller_names_and_operations_without_a_run_plan_are_as_ever()
    {
        await Crew();
        await Silo.Operation("OP-1").Plan(Of(), Request());
        await Silo.Operation("OP-2").Plan(Of() with { Type = OperationType.Training }, Request());
        await Reports.Until("X-1 is the best for both", async () =>
        {
            var named = (await Dispatch.Recommend("OP-1", new RecommendRequest { Actor = "op", Skills = ["driver"] }, Cancellation)).Recommendation!;
            var planless = (await Dispatch.Recommend("OP-2", new RecommendRequest { Actor = "op" }, Cancellation)).Recommendation!;
            return new[] { named, planless }.All(made => made is { Needs: [], AlarmLevel: 0, Count: 1, Chosen: [{ Need: null }] }) && named.Chosen[0].EfectivoId == "X-1" && planless.Chosen[0].EfectivoId == "M-1";
        });
    }

    [Fact]
    public async Task A_joint_plan_meets_the_needs_of_all_and_says_which_are_short()
    {
        await Crew();
        await Silo.Operation("OP-1").Plan(Of(), Request());
        await Silo.Operation("OP-2").Plan(Of() with { Type = OperationType.Training, Priority = OperationPriority.High }, Request());
        await Silo.Operation("OP-3").Plan(Of(startsInHours: 30), Request());
        await Silo.Operation("OP-1").Assign(["M-1"], Request(), Cancellation);
        JointPlan plan = null!;
        var request = new JointRequest { Operations = [new("OP-1", 0, ""), new("OP-2", 1, "driver"), new("OP-3", 0, "", 2)], Actor = "op" };
        await Reports.Until("the cells know everybody", async () => (plan = (await Dispatch.Solve(request, Cancellation)).Plan!).Totals.Filled == 5);
        // OP-1 misses a medic and the ladder, OP-3 all: three medics, the ladder and anybody. There are two medics left, one ladder, and the driver; and M-1 is free
        // again when OP-3 begins, a day later.
        Assert.Equal(2 + 1 + 5 - 5, plan.Totals.Missing);
        Assert.Equal("OP-3", plan.Assignments.Single(assignment => assignment.Candidate.EfectivoId == "M-1").OperationId);
        Assert.Equal("X-1", plan.Assignments.Single(assignment => assignment.OperationId == "OP-2").Candidate.EfectivoId);
        Assert.Equal(["M-1"], plan.Operations[0].Needs[0].Held);
        Assert.All(plan.Operations, operation => Assert.All(operation.Needs, need => Assert.Equal(
            need.Short, need.Missing - plan.Assignments.Count(assignment => assignment.OperationId == operation.OperationId && assignment.Candidate.Need == need.Skill))));
        Assert.Equal(plan.Totals.Missing, plan.Short.Sum(left => left.Missing));
        Assert.All(plan.Short, left => Assert.NotNull(left.Need));
        Assert.Equal([0, 2], plan.Operations[1..].Select(operation => operation.AlarmLevel));
        var start = (await Silo.Operation("OP-3").Describe(Cancellation))!.Plan.PlannedStart;
        Assert.Equal(start, plan.Operations[2].JudgedAt);
        Assert.Equivalent(plan, await Dispatch.ReadJoint(plan.JointId, Cancellation), strict: true);
    }

    private async Task Crew()
    {
        await Standing("M-1", 100, "medic");
        await Standing("M-2", 400, "medic", "ladder");
        await Standing("M-3", 700, "medic");
        await Standing("L-1", 5_000, "ladder");
        await Standing("X-1", 6_000, "driver");
    }

    private static string Say(NeedStanding need) =>
        $"{need.Skill} {need.Wanted} {string.Join(' ', need.Held)} {need.Missing} {need.Short} {string.Join(' ', need.Chosen.Select(one => one.EfectivoId))} | {string.Join(' ', need.Next.Select(one => one.EfectivoId))}";

    private Task<Recommendation> Recommended(int level, Func<Recommendation, bool> holds) => Reports.Until($"the recommendation of level {level} is as it should be",
        async () => (await Dispatch.Recommend("OP-1", new RecommendRequest { Actor = "op", AlarmLevel = level }, Cancellation)).Recommendation!, holds);

    private async Task Standing(string id, double eastM, params string[] skills)
    {
        var efectivo = Silo.Grains.GetGrain<IEfectivoGrain>(id);
        await efectivo.Register(new EfectivoProfile { DisplayName = id, Skills = [.. skills] }, Cancellation);
        Assert.Equal(ReportOutcome.Accepted, await efectivo.Report(Reports.Of(
            id, Reports.Now, latitude: Obelisco.Latitude, longitude: Obelisco.Longitude + eastM / 111_195 / Math.Cos(Sphere.Radians(Obelisco.Latitude))), Cancellation));
    }
}
