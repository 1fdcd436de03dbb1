using Google.Protobuf;
using Grpc.Core;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using GrupoGad.WebFrontend.Tests.Fakes;
using Domain = GrupoGad.Dispatch;

namespace GrupoGad.WebFrontend.Tests.Dispatch;

public sealed class DispatchGrpcTests(DoorsWorld world)
{
    private static readonly LatLon _place = new() { Latitude = -34.6, Longitude = -58.4 };

    [Fact]
    public async Task The_nearest_are_found()
    {
        var found = await Call<FindNearestEfectivoRequest, FindNearestEfectivoResponse>("FindNearestEfectivo", new() { Point = _place }, Roles.Auditor);
        var efectivo = Assert.Single(found.Efectivos);
        Assert.Equal(("E-0417", 12.5, _place, 7f), (efectivo.EfectivoId, efectivo.DistanceM, efectivo.Point, efectivo.AccuracyM));
        await Find(new()).IsRefused(StatusCode.InvalidArgument, "point");
        await Find(new() { Point = new LatLon { Latitude = 91 } }).IsRefused(StatusCode.InvalidArgument, "point");
        await Find(new() { Point = _place, Limit = 101 }).IsRefused(StatusCode.InvalidArgument, "limit");
        await Find(new() { Point = _place, MaxDistanceM = double.NaN }).IsRefused(StatusCode.InvalidArgument, "max_distance_m");
    }

    [Fact]
    public async Task A_recommendation_says_all_that_the_domain_says()
    {
        var made = await Recommend("G-REC");
        Assert.Equal("E-0417", Assert.Single(made.Chosen).EfectivoId);
        Assert.Equal((CostKind.Coverage, 90.0, 1.0), made.Chosen[0].Reasons[1] is var cost ? (cost.Kind, cost.Seconds, cost.Of) : default);
        Assert.Equal((ExclusionRule.OnLeave, ChangeKind.NearerExcluded, true, false), (made.Excluded[0].Rule, made.Changes[0].Kind, made.Chosen[0].HasAccuracyM, made.Next[0].HasAccuracyM));
        Assert.True(made is { Complete: true, Stored: true, Considered: 3 });
        Assert.Equal(["workload"], made.Unchecked);
        Domain.RecommendRequest asked = (Domain.RecommendRequest)FakeDispatchGrain.Asked["G-REC"];
        Assert.Equal((0, "test-Operator", (double?)null), (asked.Count, asked.Actor, asked.MaxTravelS));
        Assert.Equal((FakeDispatchGrain.At.AddHours(9), 0u, false, 0), (made.JudgedAt.ToDateTime(), made.AlarmLevel, made.Chosen[0].HasNeed, made.Needs.Count));
    }

    [Fact]
    public async Task By_a_run_plan_it_says_each_need()
    {
        var made = await Recommend("G-PLAN");
        var need = Assert.Single(made.Needs);
        Assert.Equal(("medic", 4u, "E-0001", 3u, 2u), (need.Skill, need.Wanted, Assert.Single(need.Held), need.Missing, need.Short));
        Assert.Equal(("E-0417", "E-0418", "medic", 2u), (need.Chosen[0].EfectivoId, need.Next[0].EfectivoId, made.Chosen[0].Need, made.AlarmLevel));
    }

    [Theory]
    [InlineData(Domain.DispatchOutcome.UnknownOperation, StatusCode.NotFound, "operation_id")]
    [InlineData(Domain.DispatchOutcome.OperationClosed, StatusCode.FailedPrecondition, "status")]
    [InlineData(Domain.DispatchOutcome.NoPlace, StatusCode.FailedPrecondition, "point")]
    [InlineData(Domain.DispatchOutcome.Invalid, StatusCode.InvalidArgument, "count")]
    public async Task What_a_rule_refuses_ends_with_a_status(Domain.DispatchOutcome outcome, StatusCode status, string field)
    {
        FakeDispatchGrain.Refused[$"G-D-{(int)outcome}"] = outcome;
        await Recommend($"G-D-{(int)outcome}").IsRefused(status, field);
    }

    [Fact]
    public async Task A_joint_plan_is_solved_and_applied()
    {
        var plan = await Solve("G-1");
        Assert.Equal(("joint1", 100.0, 341.2, 2u), (plan.JointId, plan.SavedS, plan.Greedy.CostS, plan.Short[0].Missing));
        Assert.Equal(("medic", "OP-1", 2u, 3u), (plan.Short[0].Need, plan.Operations[0].OperationId, plan.Operations[0].AlarmLevel, plan.Operations[0].Needs[0].Missing));
        var applied = await Call<ApplyJointRequest, ApplyJointResponse>("ApplyJoint", new() { JointId = "joint1" }, Roles.Operator);
        Assert.Equal((AssignOutcome.HeldByOther, "OP-9 has it"), (applied.Results[0].Outcome, applied.Results[0].Rule));
        await Call<ApplyJointRequest, ApplyJointResponse>("ApplyJoint", new() { JointId = "none" }, Roles.Operator).IsRefused(StatusCode.NotFound, "joint_id");
        await Call<ApplyJointRequest, ApplyJointResponse>("ApplyJoint", new() { JointId = "../x" }, Roles.Operator).IsRefused(StatusCode.InvalidArgument, "joint_id");
        FakeDispatchGrain.Refused["G-ARM"] = Domain.DispatchOutcome.NoSolver;
        await Solve("G-ARM").IsRefused(StatusCode.Unimplemented, "solver");
        await Solve("g").IsRefused(StatusCode.InvalidArgument, "operations[0].operation_id");
        await Call<SolveJointRequest, JointPlan>("SolveJoint", new(), Roles.Operator).IsRefused(StatusCode.InvalidArgument, "operations");
    }

    [Theory]
    [InlineData("FindNearestEfectivo", Roles.Efectivo)]
    [InlineData("Recommend", Roles.Auditor)]
    [InlineData("SolveJoint", Roles.Auditor)]
    [InlineData("ApplyJoint", Roles.Auditor)]
    public async Task Each_call_asks_who_it_is(string method, string role)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(() => Call<ApplyJointRequest, ApplyJointResponse>(method, new(), role));
        Assert.Equal(StatusCode.PermissionDenied, failure.StatusCode);
    }

    [Fact]
    public void Numbers_of_the_wire_are_those_of_the_domain()
    {
        Assert.All(Enum.GetValues<Domain.ExclusionRule>(), rule => Assert.Equal(rule.ToString(), ((ExclusionRule)rule).ToString()));
        Assert.All(Enum.GetValues<Domain.ChangeKind>(), kind => Assert.Equal(kind.ToString(), ((ChangeKind)kind).ToString()));
        Assert.All(Enum.GetValues<Domain.CostKind>(), kind => Assert.Equal(kind.ToString(), ((CostKind)kind).ToString()));
        Assert.All(Enum.GetValues<Domain.TravelBasis>(), basis => Assert.Equal(basis.ToString(), ((TravelBasis)basis).ToString()));
    }

    private Task<FindNearestEfectivoResponse> Find(FindNearestEfectivoRequest request) => Call<FindNearestEfectivoRequest, FindNearestEfectivoResponse>("FindNearestEfectivo", request, Roles.Auditor);

    private Task<Recommendation> Recommend(string code) => Call<RecommendRequest, Recommendation>("Recommend", new() { OperationId = code }, Roles.Operator);

    private Task<JointPlan> Solve(string code) => Call<SolveJointRequest, JointPlan>("SolveJoint", new() { Operations = { new JointNeed { OperationId = code } } }, Roles.Operator);

    private Task<TResponse> Call<TRequest, TResponse>(string method, TRequest request, string role)
        where TRequest : class, IMessage<TRequest> where TResponse : class, IMessage<TResponse>, new() => world.FrontEnd.Call<TRequest, TResponse>("Dispatch", method, request, role);
}
