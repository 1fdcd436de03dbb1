using GrupoGad.Dispatch;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using GrupoGad.Operations;
using static GrupoGad.Silo.Tests.Operations.Plans;

namespace GrupoGad.Cluster.Tests.Dispatch;

/// <summary>Recommendations over the living cells of two silos.</summary>
public sealed class DispatchTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    private static readonly GeoPoint _place = new(-31.4, -64.2);
    private static long _report;

    private IDispatchGrain Dispatch => silos.Grains.GetGrain<IDispatchGrain>(0);

    [Fact]
    public async Task Whoever_is_reserved_is_passed_over_and_comes_back_when_released()
    {
        await Standing("D-001", 400);
        await Standing("D-002", 800);
        var first = await Planned("DSP-1");
        var second = await Planned("DSP-2");
        await Recommended("DSP-1", made => made.Chosen is [{ EfectivoId: "D-001" }] && made.Next.Any(next => next.EfectivoId == "D-002"));
        await first.Assign(["D-001"], Request());
        var other = await Recommended("DSP-2", made => made.Chosen is [{ EfectivoId: "D-002" }]);
        Assert.Equal(ExclusionRule.Reserved, Passed(other, "D-001").Rule);
        Assert.StartsWith("operation DSP-1 has it", Passed(other, "D-001").Detail, StringComparison.Ordinal);
        Assert.Contains(other.Changes, change => change is { Kind: ChangeKind.NearerExcluded, EfectivoId: "D-001", Rule: ExclusionRule.Reserved });
        var own = await Recommended("DSP-1", made => made.Chosen is [{ EfectivoId: "D-002" }]);
        Assert.Equal(ExclusionRule.AlreadyAsked, Passed(own, "D-001").Rule);
        await first.Step("D-001", "", AssignmentStep.Released, Request());
        await Recommended("DSP-2", made => made.Chosen is [{ EfectivoId: "D-001" }]);
        await second.Move(OperationMove.Cancel, false, Request());
        Assert.Equal(DispatchOutcome.OperationClosed, (await Dispatch.Recommend("DSP-2", new RecommendRequest { Actor = "op" })).Outcome);
    }

    [Fact]
    public async Task What_cannot_be_recommended_says_why()
    {
        Assert.Equal(DispatchOutcome.UnknownOperation, (await Dispatch.Recommend("DSP-NONE", new RecommendRequest { Actor = "op" })).Outcome);
        await silos.Grains.GetGrain<IOperationGrain>("DSP-NOWHERE").Plan(Of() with { Point = null }, Request());
        Assert.Equal(DispatchOutcome.NoPlace, (await Dispatch.Recommend("DSP-NOWHERE", new RecommendRequest { Actor = "op" })).Outcome);
        await silos.Grains.GetGrain<IOperationGrain>("DSP-DESERT").Plan(Of() with { Point = new GeoPoint(-80, 10) }, Request());
        var alone = (await Dispatch.Recommend("DSP-DESERT", new RecommendRequest { Actor = "op", Count = 3 })).Recommendation!;
        Assert.True(alone is { Chosen: [], Next: [], Considered: 0, IsComplete: true });
        Assert.Null(await Dispatch.Read("nothing"));
        Assert.Equal(DispatchOutcome.UnknownPlan, (await Dispatch.Apply("nothing", "op")).Outcome);
    }

    [Fact]
    public async Task Without_a_solver_joint_plans_are_refused_and_nothing_else()
    {
        await Planned("DSP-JOINT");
        var answer = await Dispatch.Solve(new JointRequest { Operations = [new JointNeed("DSP-JOINT", 1, "")], Actor = "op" });
        Assert.Equal((DispatchOutcome.NoSolver, "this process was started without a solver"), (answer.Outcome, answer.Rule));
    }

    private static (ExclusionRule Rule, string Detail) Passed(Recommendation made, string id) =>
        made.Excluded.Single(exclusion => exclusion.EfectivoId == id) is var exclusion ? (exclusion.Rule, exclusion.Detail) : default;

    private async Task<Recommendation> Recommended(string code, Func<Recommendation, bool> holds)
    {
        Recommendation made = null!;
        await TwoSilos.Until($"the recommendation for {code} is as it should be", async () =>
            holds(made = (await Dispatch.Recommend(code, new RecommendRequest { Actor = "op" })).Recommendation!));
        return made;
    }

    private async Task<IOperationGrain> Planned(string code)
    {
        var operation = silos.Grains.GetGrain<IOperationGrain>(code);
        Assert.Equal(OperationOutcome.Done, (await operation.Plan(Of() with { Point = _place }, Request())).Outcome);
        return operation;
    }

    private async Task Standing(string id, double eastM)
    {
        var efectivo = await silos.Registered(id);
        var now = DateTime.UtcNow;
        var outcome = await efectivo.Report(new PositionReport
        {
            EfectivoId = id, ReportId = Interlocked.Increment(ref _report), ReceivedTime = now, Source = ReportSource.Rest,
            Fix = new Fix
            {
                Point = new GeoPoint(_place.Latitude, _place.Longitude + eastM / 111_195 / Math.Cos(Sphere.Radians(_place.Latitude))),
                DeviceTime = new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc), AccuracyM = 8,
            },
        });
        Assert.Equal(ReportOutcome.Accepted, outcome);
    }
}
