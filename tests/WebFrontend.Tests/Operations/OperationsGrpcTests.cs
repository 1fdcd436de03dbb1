using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using GrupoGad.WebFrontend.Tests.Fakes;
using Domain = GrupoGad.Operations;

namespace GrupoGad.WebFrontend.Tests.Operations;

public sealed class OperationsGrpcTests(DoorsWorld world)
{
    private static readonly Timestamp Start = Timestamp.FromDateTime(new DateTime(2026, 12, 1, 8, 0, 0, DateTimeKind.Utc));

    [Fact]
    public async Task A_plan_comes_back_as_it_was_sent()
    {
        var plan = Patrol();
        var operation = await Plan("G-0001", plan);
        Assert.Equal(("G-0001", plan, OperationStatus.Planned), (operation.OperationId, operation.Plan, operation.Status));
        Assert.Equal(operation, await Call<GetOperationRequest, Operation>("Get", new GetOperationRequest { OperationId = "G-0001" }, Roles.Auditor));
        var call = Assert.Single(OperationScript.Of("G-0001").Calls);
        Assert.Equal(("test-Operator", "r-1"), (call.Request.Actor, call.Request.RequestId));
    }

    [Fact]
    public async Task What_is_wrong_with_a_plan_is_named_as_the_message_names_it()
    {
        var plan = Patrol();
        plan.PlannedEnd = null;
        await Plan("G-0002", plan).IsRefused(StatusCode.InvalidArgument, "plan.planned_end");
        await Plan("g-0002", Patrol()).IsRefused(StatusCode.InvalidArgument, "operation_id", "'g-0002'");
        var led = Patrol();
        led.Commander = "E-NOBODY";
        await Plan("G-0002", led).IsRefused(StatusCode.InvalidArgument, "plan.commander", "'E-NOBODY'");
        Assert.Empty(OperationScript.Of("G-0002").Calls);
        OperationScript.Of("G-0002").Answer = new Domain.OperationAnswer
        {
            Outcome = Domain.OperationOutcome.Invalid, Field = "PlannedEnd", Value = "2026-12-01T08:00:00Z", Rule = "after the start",
        };
        await Plan("G-0002", Patrol()).IsRefused(StatusCode.InvalidArgument, "plan.planned_end", "after the start; it was '2026-12-01T08:00:00Z'");
    }

    [Theory]
    [InlineData(Domain.OperationOutcome.UnknownOperation, StatusCode.NotFound, "operation_id")]
    [InlineData(Domain.OperationOutcome.IllegalTransition, StatusCode.FailedPrecondition, "status")]
    [InlineData(Domain.OperationOutcome.Precondition, StatusCode.FailedPrecondition, "status")]
    [InlineData(Domain.OperationOutcome.CommanderBusy, StatusCode.FailedPrecondition, "commander")]
    public async Task What_a_rule_refuses_ends_with_a_status(Domain.OperationOutcome outcome, StatusCode status, string field)
    {
        var code = "G-R-" + (int)outcome;
        OperationScript.Of(code).Answer = new Domain.OperationAnswer { Outcome = outcome };
        await Move(code, OperationMove.Start, false, Roles.Operator).IsRefused(status, field);
    }

    [Fact]
    public async Task Force_and_reopening_are_for_supervisors()
    {
        await Plan("G-0003", Patrol());
        await Move("G-0003", OperationMove.Start, true, Roles.Operator).IsRefused(StatusCode.PermissionDenied, "force");
        await Move("G-0003", OperationMove.Reopen, false, Roles.Integrator).IsRefused(StatusCode.PermissionDenied, "move");
        await Move("G-0003", OperationMove.Start, true, Roles.Supervisor);
        await Move("G-0003", OperationMove.Pause, false, Roles.Operator);
        await Move("G-0003", OperationMove.Unspecified, false, Roles.Operator).IsRefused(StatusCode.InvalidArgument, "move", "'0'");
        Assert.Equal(["Start by force", "Pause"], OperationScript.Of("G-0003").Calls.Skip(1).Select(call => call.What));
    }

    [Fact]
    public async Task Each_efectivo_of_an_assignment_has_its_own_answer()
    {
        await Plan("G-0004", Patrol());
        OperationScript.Of("G-0004").Results =
            [new Domain.AssignResult("E-0001", Domain.AssignOutcome.Reserved, ""), new Domain.AssignResult("E-0002", Domain.AssignOutcome.HeldByOther, "G-0001 has it")];
        var answer = await Assign("G-0004", "E-0001", "E-0002", "E-0001");
        Assert.Equal(
            [("E-0001", AssignOutcome.Reserved, ""), ("E-0002", AssignOutcome.HeldByOther, "G-0001 has it")],
            answer.Results.Select(result => (result.EfectivoId, result.Outcome, result.Rule)));
        Assert.Equal("assign E-0001 E-0002", OperationScript.Of("G-0004").Calls.Last().What);
        await Assign("G-0004", "E-0001", "no").IsRefused(StatusCode.InvalidArgument, "efectivos[1]", "'no'");
        await Assign("G-0004").IsRefused(StatusCode.InvalidArgument, "efectivos");
        await Assign("G-0004", [.. Enumerable.Range(0, 501).Select(i => $"E-{i:D4}")]).IsRefused(StatusCode.InvalidArgument, "efectivos", "501");
        await Assign("G-NONE", "E-0001").IsRefused(StatusCode.NotFound, "operation_id");
    }

    [Fact]
    public async Task Whom_a_rule_keeps_is_told_with_the_rule_and_a_supervisor_alone_overrules_it()
    {
        await Plan("G-0006", Patrol());
        var script = OperationScript.Of("G-0006");
        script.Results = [new Domain.AssignResult("E-0001", Domain.AssignOutcome.Barred, "it is on leave") { Bars = [GrupoGad.Dispatch.ExclusionRule.OnLeave], MayOverrule = true }];
        var kept = Assert.Single((await Assign("G-0006", "E-0001")).Results);
        Assert.Equal((AssignOutcome.Barred, "OnLeave", true), (kept.Outcome, Assert.Single(kept.Bars), kept.MayOverrule));
        await Overrule(Roles.Operator).IsRefused(StatusCode.PermissionDenied, "overrule");
        await Overrule(Roles.Supervisor);
        Assert.Equal((true, "no hay otro cerca"), script.Calls.Last().Request is var request ? (request.Overrule, request.Reason) : default);
        Assert.Equal(2, script.Calls.Count(call => call.What == "assign E-0001"));

        Task<AssignResponse> Overrule(string role) => Call<AssignRequest, AssignResponse>(
            "Assign", new AssignRequest { OperationId = "G-0006", RequestId = "r-9", Efectivos = { "E-0001" }, Overrule = true, Reason = "no hay otro cerca" }, role);
    }

    [Fact]
    public async Task What_an_efectivo_said_is_passed_on()
    {
        await Plan("G-0005", Patrol());
        await Step(AssignmentStep.Refused);
        Assert.Equal("E-0417 Refused", OperationScript.Of("G-0005").Calls.Last().What);
        Assert.Equal("sin combustible", OperationScript.Of("G-0005").Calls.Last().Request.Reason);
        await Step(AssignmentStep.Proposed).IsRefused(StatusCode.InvalidArgument, "step", "'Proposed'");

        Task<Operation> Step(AssignmentStep step) => Call<AssignmentStepRequest, Operation>("Step", new AssignmentStepRequest
        {
            OperationId = "G-0005", EfectivoId = "E-0417", AssignmentId = "a-1", Step = step, Reason = "sin combustible",
        }, Roles.Operator);
    }

    [Theory]
    [InlineData("Plan", null, StatusCode.Unauthenticated)]
    [InlineData("Plan", Roles.Auditor, StatusCode.PermissionDenied)]
    [InlineData("Move", Roles.Auditor, StatusCode.PermissionDenied)]
    [InlineData("Assign", Roles.Efectivo, StatusCode.PermissionDenied)]
    [InlineData("Step", Roles.Efectivo, StatusCode.PermissionDenied)]
    [InlineData("Get", Roles.Efectivo, StatusCode.PermissionDenied)]
    public async Task Each_call_asks_who_it_is(string method, string? role, StatusCode status)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(() => Call<GetOperationRequest, Operation>(method, new GetOperationRequest(), role));
        Assert.Equal(status, failure.StatusCode);
    }

    [Fact]
    public async Task A_plan_that_is_there_is_replaced_only_by_who_says_which_version_was_read()
    {
        var made = await Send(Patrol(), 0);
        var other = Patrol();
        other.Title = "Otro control";
        await Plan("G-VER", other).IsRefused(StatusCode.FailedPrecondition, "expected_version");
        await Send(other, 0).IsRefused(StatusCode.Aborted, "expected_version");
        Assert.Equal("Otro control", (await Send(other, made.Version)).Plan.Title);
        await Send(Patrol(), made.Version).IsRefused(StatusCode.Aborted, "expected_version");
        await Call<MoveOperationRequest, Operation>(
            "Move", new MoveOperationRequest { OperationId = "G-VER", Move = OperationMove.Start, ExpectedVersion = made.Version }, Roles.Operator).IsRefused(StatusCode.Aborted, "expected_version");

        Task<Operation> Send(OperationPlan plan, long version) => Call<PlanOperationRequest, Operation>(
            "Plan", new PlanOperationRequest { OperationId = "G-VER", Plan = plan, ExpectedVersion = version }, Roles.Operator);
    }

    private Task<Operation> Plan(string code, OperationPlan plan) => Call<PlanOperationRequest, Operation>(
        "Plan", new PlanOperationRequest { OperationId = code, Plan = plan, RequestId = "r-1" }, Roles.Operator);

    private Task<Operation> Move(string code, OperationMove move, bool force, string role) => Call<MoveOperationRequest, Operation>(
        "Move", new MoveOperationRequest { OperationId = code, Move = move, Force = force, Reason = "orden del jefe" }, role);

    private Task<AssignResponse> Assign(string code, params string[] efectivos) => Call<AssignRequest, AssignResponse>(
        "Assign", new AssignRequest { OperationId = code, Efectivos = { efectivos } }, Roles.Operator);

    private Task<TResponse> Call<TRequest, TResponse>(string method, TRequest request, string? role)
        where TRequest : class, Google.Protobuf.IMessage<TRequest> where TResponse : class, Google.Protobuf.IMessage<TResponse>, new() =>
        world.FrontEnd.Call<TRequest, TResponse>("Operations", method, request, role);

    private static OperationPlan Patrol() => new()
    {
        Title = "Patrullaje nocturno", Type = OperationType.Patrol, Priority = OperationPriority.High,
        PlannedStart = Start, PlannedEnd = new Timestamp { Seconds = Start.Seconds + 3_600 },
        Point = new LatLon { Latitude = -34.6, Longitude = -58.4 }, Commander = "E-0001", Wanted = 3, WantedSkill = "medic",
    };
}
