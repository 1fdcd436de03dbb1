using Google.Rpc;
using Grpc.Core;
using GrupoGad.Protocol.V1;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using GrupoGad.WebFrontend.Tests.Fakes;
using Domain = GrupoGad.Commands;

namespace GrupoGad.WebFrontend.Tests.Commands;

public sealed class CommandsGrpcTests(DoorsWorld world)
{
    [Fact]
    public async Task A_command_is_issued_in_the_callers_name()
    {
        Domain.IssueCommand? wish = null;
        CommandScript.Of("grpc-0001").Judge = command =>
        {
            wish = command;
            return new Domain.IssueAnswer
            {
                Outcome = Domain.IssueOutcome.Issued, Recipients = 7,
                Unknown = [new Domain.UnknownRecipient(Domain.RecipientKind.Unit, "Nadie", "a unit with somebody in it")],
            };
        };
        var answer = await Issue(Order("grpc-0001"), Roles.Integrator);
        Assert.Equal((7u, false, "Nadie"), (answer.Recipients, answer.Repeated, Assert.Single(answer.Unknown).Value));
        Assert.Equal(("test-Integrator", "Acudir", "Norte"), (wish!.Issuer, wish.Text, wish.Recipients.Single().Value));
    }

    [Fact]
    public async Task The_same_again_is_said_to_be_a_repetition()
    {
        CommandScript.Of("grpc-0002").Judge = _ => new Domain.IssueAnswer { Outcome = Domain.IssueOutcome.AlreadyIssued, Recipients = 7 };
        Assert.True((await Issue(Order("grpc-0002"), Roles.Operator)).Repeated);
    }

    [Theory]
    [InlineData(Domain.IssueOutcome.IdInUse, "", StatusCode.InvalidArgument, "id")]
    [InlineData(Domain.IssueOutcome.Invalid, "AnswerWithin", StatusCode.InvalidArgument, "answer_within")]
    [InlineData(Domain.IssueOutcome.NoRecipients, "", StatusCode.InvalidArgument, "recipients")]
    [InlineData(Domain.IssueOutcome.TooManyRecipients, "", StatusCode.InvalidArgument, "recipients")]
    [InlineData(Domain.IssueOutcome.OperationClosed, "", StatusCode.FailedPrecondition, "operation_id")]
    public async Task What_the_grain_refuses_names_its_field(Domain.IssueOutcome outcome, string field, StatusCode status, string named)
    {
        var id = "grpc-refused-" + outcome;
        CommandScript.Of(id).Judge = _ => new Domain.IssueAnswer { Outcome = outcome, Field = field, Value = "x", Rule = "a rule of the grain" };
        await Issue(Order(id), Roles.Operator).IsRefused(status, named, "a rule of the grain");
    }

    [Fact]
    public async Task What_has_no_meaning_never_reaches_the_grain()
    {
        var order = Order("grpc-0003");
        order.Recipients[0].Kind = RecipientKind.Unspecified;
        await Issue(order, Roles.Operator).IsRefused(StatusCode.InvalidArgument, "recipients[0].kind", "'0'");
        await Issue(Order("short"), Roles.Operator).IsRefused(StatusCode.InvalidArgument, "command_id");
        Assert.Empty(CommandScript.Of("grpc-0003").Issued);
    }

    [Fact]
    public async Task An_operator_speaks_for_a_recipient_and_hears_where_the_ladder_stands()
    {
        Domain.RecipientStep? spoken = null;
        CommandScript.Of("grpc-0004").JudgeStep = step =>
        {
            spoken = step;
            return new Domain.StepAnswer { Outcome = Domain.StepOutcome.IllegalStep, Rule = "accepted before", Step = Domain.LadderStep.Accepted };
        };
        var answer = await Step("grpc-0004", LadderStep.Refused, "sin combustible");
        Assert.Equal(
            (StepOutcome.IllegalStep, LadderStep.Refused, LadderStep.Accepted, "accepted before"), (answer.Outcome, answer.Step, answer.Stands, answer.Rule));
        Assert.Equal(("E-0417", "test-Operator", "sin combustible"), (spoken!.EfectivoId, spoken.Actor, spoken.Reason));
        await Step("grpc-0004", LadderStep.Refused, "").IsRefused(StatusCode.InvalidArgument, "ack.reason");
        await Step("grpc-0004", LadderStep.Escalated, "").IsRefused(StatusCode.InvalidArgument, "step");
        await Step("grpc-0004", LadderStep.Unable, "").IsRefused(StatusCode.InvalidArgument, "ack.reason");
        await Step("grpc-0004", LadderStep.Delivered, "").IsRefused(StatusCode.InvalidArgument, "step", "nobody else says");
        await Step("grpc-0004", LadderStep.Seen, "").IsRefused(StatusCode.InvalidArgument, "step", "nobody else says");
        await Step("grpc-0004", LadderStep.Unable, "pinché");
        Assert.Equal(Domain.LadderStep.Unable, spoken.Step);
    }

    [Fact]
    public async Task Withdrawal_and_waiver_need_a_reason_and_a_known_command()
    {
        CommandScript.Of("grpc-0005").JudgeClose = (actor, reason) => new Domain.CloseAnswer
        {
            Outcome = (actor, reason) == ("test-Supervisor", "resuelto") ? Domain.CloseOutcome.Unchanged : Domain.CloseOutcome.UnknownCommand,
        };
        Assert.True((await Close("Withdraw", "resuelto", Roles.Supervisor)).Unchanged);
        Assert.True((await Close("Waive", "resuelto", Roles.Supervisor)).Unchanged);
        Assert.Equal(["withdraw", "waive"], CommandScript.Of("grpc-0005").Closed.Select(call => call.What));
        await Close("Withdraw", "otro", Roles.Operator).IsRefused(StatusCode.NotFound, "command_id", "'grpc-0005'");
        await Close("Withdraw", " ", Roles.Operator).IsRefused(StatusCode.InvalidArgument, "reason");

        Task<CloseCommandResponse> Close(string method, string reason, string role) => world.FrontEnd.Call<CloseCommandRequest, CloseCommandResponse>(
            "Commands", method, new CloseCommandRequest { CommandId = "grpc-0005", Reason = reason }, role);
    }

    [Fact]
    public async Task Ladders_come_page_by_page_with_every_step()
    {
        var at = new DateTime(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);
        CommandScript.Of("grpc-0006").JudgePage = (after, limit) => (after, limit) != ("E-0001", 2) ? null : new Domain.LadderPage
        {
            Command = Summary("grpc-0006", at),
            Ladders =
            [
                new Domain.Ladder
                {
                    EfectivoId = "E-0417", Step = Domain.LadderStep.Refused, Sends = 3,
                    Steps = [new Domain.LadderEntry { Step = Domain.LadderStep.Refused, At = at, RecordedAt = at.AddSeconds(1), Reason = "sin combustible", Actor = "E-0417" }],
                },
            ],
            Next = "E-0417",
        };
        var page = await Ladders("grpc-0006", "E-0001", 2, Roles.Auditor);
        var ladder = Assert.Single(page.Ladders);
        Assert.Equal(("E-0417", LadderStep.Refused, 3u, "sin combustible"), (ladder.EfectivoId, ladder.Step, ladder.Sends, Assert.Single(ladder.Steps).Reason));
        Assert.Equal((at.AddSeconds(1), "E-0417"), (ladder.Steps[0].RecordedAt.ToDateTime(), page.Next));
        Assert.Equal([0u, 2u, 1u], page.Command.ByStep);
        await Ladders("grpc-0006", "", 2, Roles.Auditor).IsRefused(StatusCode.NotFound, "command_id");
        await Ladders("grpc-0006", "", 1_001, Roles.Auditor).IsRefused(StatusCode.InvalidArgument, "limit");

        Task<LadderPage> Ladders(string id, string after, uint limit, string role) => world.FrontEnd.Call<GetLaddersRequest, LadderPage>(
            "Commands", "GetLadders", new GetLaddersRequest { CommandId = id, After = after, Limit = limit }, role);
    }

    [Fact]
    public async Task A_part_that_is_away_is_named_and_asks_for_another_try_with_the_same_ids()
    {
        CommandScript.Of("grpc-0007").Judge = _ => throw new GadUnavailableException("postgis");
        var failure = await Assert.ThrowsAsync<RpcException>(() => Issue(Order("grpc-0007"), Roles.Operator));
        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        Assert.NotNull(failure.GetRpcStatus()!.GetDetail<RetryInfo>());
        Assert.StartsWith("postgis is unavailable", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Issue", null, StatusCode.Unauthenticated)]
    [InlineData("Issue", Roles.Auditor, StatusCode.PermissionDenied)]
    [InlineData("Issue", Roles.Efectivo, StatusCode.PermissionDenied)]
    [InlineData("Withdraw", Roles.Auditor, StatusCode.PermissionDenied)]
    [InlineData("Waive", Roles.Operator, StatusCode.PermissionDenied)]
    [InlineData("Waive", Roles.Integrator, StatusCode.PermissionDenied)]
    [InlineData("Step", Roles.Efectivo, StatusCode.PermissionDenied)]
    [InlineData("Step", Roles.Integrator, StatusCode.PermissionDenied)]
    [InlineData("GetLadders", Roles.Efectivo, StatusCode.PermissionDenied)]
    public async Task Each_call_asks_who_it_is(string method, string? role, StatusCode status)
    {
        // Whatever the message: who may not is told so before it is read.
        var failure = await Assert.ThrowsAsync<RpcException>(() =>
            world.FrontEnd.Call<CloseCommandRequest, CloseCommandResponse>("Commands", method, new CloseCommandRequest(), role));
        Assert.Equal(status, failure.StatusCode);
    }

    private Task<IssueCommandResponse> Issue(IssueCommandRequest request, string role) =>
        world.FrontEnd.Call<IssueCommandRequest, IssueCommandResponse>("Commands", "Issue", request, role);

    private Task<CommandAckResult> Step(string id, LadderStep step, string reason) => world.FrontEnd.Call<StepCommandRequest, CommandAckResult>(
        "Commands", "Step",
        new StepCommandRequest { EfectivoId = "E-0417", Ack = new CommandAck { CommandId = id, Step = step, Reason = reason } }, Roles.Operator);

    private static IssueCommandRequest Order(string id) => new()
    {
        CommandId = id, Class = CommandClass.Critical, Kind = CommandKind.Order, Text = "Acudir",
        Recipients = { new Recipients { Kind = RecipientKind.Unit, Value = "Norte" } },
    };

    private static Domain.CommandSummary Summary(string id, DateTime at) => new()
    {
        Command = new Domain.CommandOffer
        {
            CommandId = id, Issuer = "op-1", Class = Domain.CommandClass.Routine, Kind = Domain.CommandKind.Notice, Text = "Aviso",
            IssuedAt = at, AnswerBy = at.AddMinutes(15), Deadline = at.AddDays(1),
        },
        Status = Domain.CommandStatus.Open,
        ByStep = [0, 2, 1],
        Version = 3,
    };
}
