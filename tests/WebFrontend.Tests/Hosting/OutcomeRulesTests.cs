using GrupoGad.Alarms;
using GrupoGad.Commands;
using GrupoGad.Dispatch;
using GrupoGad.Fences;
using GrupoGad.Duty;
using GrupoGad.Efectivos;
using GrupoGad.Operations;
using GrupoGad.Routes;
using GrupoGad.RunPlans;
using GrupoGad.Webhooks;
using GrupoGad.WebFrontend.Hosting;

namespace GrupoGad.WebFrontend.Tests.Hosting;

/// <summary>One table says what each outcome means at every door.</summary>
public sealed class OutcomeRulesTests
{
    private static readonly string[] Fine = ["Done", "Unchanged", "RingsUnstored", "Reserved", "AlreadyAssigned", "Pending", "Issued", "AlreadyIssued", "Recorded", "Repeated", "Created", "Changed", "Removed"];

    public static TheoryData<Type> Kinds =>
        [typeof(OperationOutcome), typeof(AssignOutcome), typeof(IssueOutcome), typeof(StepOutcome), typeof(CloseOutcome), typeof(AlarmOutcome),
            typeof(FenceOutcome), typeof(WebhookOutcome), typeof(DutyOutcome), typeof(RouteOutcome), typeof(RunPlanOutcome), typeof(EfectivoOutcome), typeof(DispatchOutcome)];

    [Theory, MemberData(nameof(Kinds))]
    public void No_outcome_is_left_out(Type kind) => Assert.All(Enum.GetValues(kind).Cast<Enum>(), outcome =>
    {
        var row = StatusRules.Of(outcome);
        Assert.Equal(Array.Exists(Fine, name => name == outcome.ToString()), row.Http == 0);
        Assert.Equal(row.Http == 0, row.Grpc == Grpc.Core.StatusCode.OK);
        Assert.Equal(row.Http == 0, StatusRules.Problem(outcome, "x") is null);
        Assert.Equal(row.Http, StatusRules.Problem(outcome, "x")?.StatusCode ?? 0);
        Assert.Equal(row.Http == 0 ? null : StatusRules.CodeOf(outcome), StatusRules.Refuse(outcome, "x")?.Code);
        Assert.True(row.Http is 0 or 400 or 404 or 409 or 412 or 422 or 428 or 501);
        Assert.True(row.Http == 0 || (row.Field.Length > 0 && row.Rule.Length > 0));
    });

    [Theory, MemberData(nameof(Kinds))]
    public void Unknown_things_are_not_found_and_bad_values_are_bad_requests(Type kind) => Assert.All(Enum.GetValues(kind).Cast<Enum>(), outcome =>
    {
        var name = outcome.ToString();
        Assert.True(!name.StartsWith("Unknown", StringComparison.Ordinal) || StatusRules.Of(outcome).Http == 404);
        Assert.True(name != "Invalid" || StatusRules.Of(outcome).Http == 400);
    });
}
