using System.Collections.Frozen;
using System.Text.Json;
using Grpc.Core;
using GrupoGad.Alarms;
using GrupoGad.Commands;
using GrupoGad.Fences;
using GrupoGad.Dispatch;
using GrupoGad.Duty;
using GrupoGad.Efectivos;
using GrupoGad.Operations;
using GrupoGad.Routes;
using GrupoGad.RunPlans;
using GrupoGad.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>The meaning of an outcome of the domain at an endpoint.</summary>
/// <param name="Http">Status of REST; 0: it is no refusal.</param>
/// <param name="Grpc">Status of gRPC.</param>
/// <param name="Field">The subject of the refusal, where the answer names no field.</param>
/// <param name="Rule">The rule, where the answer has none.</param>
internal sealed record OutcomeRule(int Http, StatusCode Grpc, string Field, string Rule);

/// <remarks>
/// The one table for operations, commands, alarms, fences and webhooks; a test holds that no outcome is left out.
/// Reports have theirs in <c>Ingest/Outcomes.cs</c>.
/// </remarks>
internal static partial class StatusRules
{
    private static readonly OutcomeRule Fine = new(0, StatusCode.OK, "", "");

    private static readonly FrozenDictionary<Enum, OutcomeRule> Outcomes = new Dictionary<Enum, OutcomeRule>
    {
        [OperationOutcome.Done] = Fine,
        [OperationOutcome.Unchanged] = Fine,
        [OperationOutcome.UnknownOperation] = NotFound("code", "an operation that was planned"),
        [OperationOutcome.IllegalTransition] = Conflict("status", "a step that the status allows"),
        [OperationOutcome.Invalid] = Invalid("request", "values within the documented rules"),
        [OperationOutcome.CommanderBusy] = Conflict("commander", "no other operation at that time"),
        [OperationOutcome.Precondition] = Conflict("status", "what must hold before the step"),
        [OperationOutcome.Stale] = Stale,
        [OperationOutcome.Unversioned] = Unversioned,
        [OperationOutcome.PersonBusy] = Conflict("plannedStart", "a time at which no other operation has its people"),
        [OperationOutcome.RequestIdUsed] = IdUsed("requestId", "an id of its own: this one was used for another request"),

        [AssignOutcome.Reserved] = Fine,
        [AssignOutcome.AlreadyAssigned] = Fine,
        [AssignOutcome.Pending] = Fine,
        [AssignOutcome.UnknownEfectivo] = NotFound("efectivoId", "an efectivo that is registered"),
        [AssignOutcome.UnknownOperation] = NotFound("code", "an operation that was planned"),
        [AssignOutcome.HeldByOther] = Conflict("efectivoId", "an efectivo that no other operation has"),
        [AssignOutcome.NotAvailable] = Conflict("efectivoId", "an efectivo that is available"),
        [AssignOutcome.Barred] = Conflict("efectivoId", "an efectivo that the rules of dispatch let go"),
        [AssignOutcome.OperationClosed] = Conflict("status", "an operation that is not closed"),

        [IssueOutcome.Issued] = Fine,
        [IssueOutcome.AlreadyIssued] = Fine,
        [IssueOutcome.IdInUse] = IdUsed("id", "an id of its own: this one belongs to another command"),
        [IssueOutcome.Invalid] = Invalid("request", "values within the documented rules"),
        [IssueOutcome.NoRecipients] = Invalid("recipients", "somebody"),
        [IssueOutcome.TooManyRecipients] = Invalid("recipients", "fewer"),
        [IssueOutcome.OperationClosed] = Conflict("operationId", "an operation that is not closed"),

        [StepOutcome.Recorded] = Fine,
        [StepOutcome.Repeated] = Fine,
        [StepOutcome.UnknownCommand] = NotFound("id", "a command that was issued"),
        [StepOutcome.NotARecipient] = NotFound("efectivoId", "a recipient of this command"),
        [StepOutcome.IllegalStep] = Conflict("step", "a step that the ladder allows from where it stands"),
        [StepOutcome.Expired] = Conflict("step", "before the deadline"),
        [StepOutcome.Withdrawn] = Conflict("step", "a command that is not withdrawn"),
        [StepOutcome.OperationClosed] = Conflict("step", "an operation that is not closed"),
        [StepOutcome.Released] = Conflict("step", "an efectivo that is not released from the operation"),
        [StepOutcome.Invalid] = Invalid("request", "values within the documented rules"),

        [CloseOutcome.Done] = Fine,
        [CloseOutcome.Unchanged] = Fine,
        [CloseOutcome.UnknownCommand] = NotFound("id", "a command that was issued"),
        [CloseOutcome.Invalid] = Invalid("request", "values within the documented rules"),

        [AlarmOutcome.Done] = Fine,
        [AlarmOutcome.Unchanged] = Fine,
        [AlarmOutcome.RingsUnstored] = Fine,
        [AlarmOutcome.UnknownOperation] = NotFound("operationId", "an operation that was planned"),
        [AlarmOutcome.UnknownEfectivo] = NotFound("id", "an efectivo that is registered"),
        [AlarmOutcome.NoAlarm] = NotFound("id", "an efectivo with an alarm"),
        [AlarmOutcome.Invalid] = Invalid("request", "values within the documented rules"),
        [AlarmOutcome.Stale] = Stale,

        [FenceOutcome.Created] = Fine,
        [FenceOutcome.Changed] = Fine,
        [FenceOutcome.Unchanged] = Fine,
        [FenceOutcome.Removed] = Fine,
        [FenceOutcome.UnknownFence] = NotFound("id", "a fence that exists"),
        [FenceOutcome.Invalid] = Invalid("request", "values within the documented rules"),
        [FenceOutcome.UnknownOperation] = NotFound("owner.code", "an operation that was planned"),
        [FenceOutcome.UnknownEfectivo] = NotFound("owner.code", "an efectivo that is registered"),
        [FenceOutcome.TooMany] = Conflict("id", "fewer fences: no more are kept"),
        [FenceOutcome.Stale] = Stale,
        [FenceOutcome.Unversioned] = Unversioned,

        [WebhookOutcome.Created] = Fine,
        [WebhookOutcome.Changed] = Fine,
        [WebhookOutcome.Unchanged] = Fine,
        [WebhookOutcome.Removed] = Fine,
        [WebhookOutcome.UnknownWebhook] = NotFound("id", "a webhook that exists"),
        [WebhookOutcome.Invalid] = Invalid("request", "values within the documented rules"),
        [WebhookOutcome.Stale] = Stale,
        [WebhookOutcome.Unversioned] = Unversioned,
        [DispatchOutcome.Done] = Fine,
        [DispatchOutcome.UnknownOperation] = NotFound("code", "an operation that was planned"),
        [DispatchOutcome.OperationClosed] = Conflict("status", "an operation that is not closed"),
        [DispatchOutcome.NoPlace] = Conflict("point", "an operation with a point or an area"),
        [DispatchOutcome.Invalid] = Invalid("request", "values within the documented rules"),
        [DispatchOutcome.NoSolver] = new(StatusCodes.Status501NotImplemented, StatusCode.Unimplemented, "solver", "a machine with the solver's library"),
        [DispatchOutcome.UnknownPlan] = NotFound("id", "a recommendation or joint plan that was kept"),
        [DutyOutcome.Done] = Fine,
        [DutyOutcome.Unchanged] = Fine,
        [DutyOutcome.UnknownEfectivo] = NotFound("id", "an efectivo that is registered"),
        [DutyOutcome.UnknownLeave] = NotFound("leaveId", "a leave that was added"),
        [DutyOutcome.Invalid] = Invalid("request", "values within the documented rules"),
        [DutyOutcome.Overlap] = Conflict("start", "one at a time"),
        [DutyOutcome.Rest] = Conflict("start", "the minimum rest between shifts"),
        [DutyOutcome.Stale] = Stale,
        [DutyOutcome.Unversioned] = Unversioned,
        [RunPlanOutcome.Done] = Fine,
        [RunPlanOutcome.Unchanged] = Fine,
        [RunPlanOutcome.Invalid] = Invalid("request", "values within the documented rules"),
        [RunPlanOutcome.UnknownPlan] = NotFound("type", "a type and priority with a run plan"),
        [RunPlanOutcome.Stale] = Stale,
        [RunPlanOutcome.Unversioned] = Unversioned,
        [EfectivoOutcome.Created] = Fine,
        [EfectivoOutcome.Changed] = Fine,
        [EfectivoOutcome.Unchanged] = Fine,
        [EfectivoOutcome.Stale] = Stale,
        [EfectivoOutcome.Unversioned] = Unversioned,
        [AvailabilityOutcome.Stale] = Stale,
        [RouteOutcome.Done] = Fine,
        [RouteOutcome.UnknownEfectivo] = NotFound("efectivoId", "an efectivo that is registered"),
        [RouteOutcome.NoPosition] = Conflict("efectivoId", "an efectivo that has reported a position"),
        [RouteOutcome.NoWay] = Conflict("stops", "a stop that a way leads to"),
        [RouteOutcome.Invalid] = Invalid("request", "values within the documented rules"),
    }.ToFrozenDictionary();

    public static OutcomeRule Of(Enum outcome) => Outcomes[outcome];

    /// <summary>The refusal that an outcome of a grain is, with the outcome's name as its code; null: it is none.</summary>
    /// <param name="field">As the answer names it; empty: as the table does.</param>
    /// <param name="rule">As the answer says it; empty: as the table does.</param>
    public static Refusal? Refuse(Enum outcome, string? value, string field = "", string rule = "") => Of(outcome) is { Http: not 0 } row
        ? new Refusal(field.Length > 0 ? field : row.Field, value, rule.Length > 0 ? rule : row.Rule) { Code = CodeOf(outcome) }
        : null;

    /// <summary>The code of a refusal with this outcome, e.g. <c>unknownEfectivo</c>.</summary>
    public static string CodeOf(Enum outcome) => JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString());

    /// <summary>The problem that an outcome is for a REST caller; null when it is none.</summary>
    /// <param name="field">As the answer names it; empty: as the table does.</param>
    /// <param name="rule">As the answer says it; empty: as the table does.</param>
    public static ProblemHttpResult? Problem(Enum outcome, string? value, string field = "", string rule = "") =>
        Refuse(outcome, value, field, rule) is not { } refusal ? null : Of(outcome).Http switch
        {
            StatusCodes.Status404NotFound => Problems.NotFound(refusal),
            StatusCodes.Status409Conflict => Problems.Conflict(refusal),
            (StatusCodes.Status412PreconditionFailed or StatusCodes.Status428PreconditionRequired) and var status =>
                Problems.Answer(status, "Somebody else's words are there", refusal),
            StatusCodes.Status422UnprocessableEntity and var status => Problems.Answer(status, "Its id was used for something else", refusal),
            StatusCodes.Status501NotImplemented and var status => Problems.Answer(status, "Not possible on this machine", refusal),
            _ => Problems.BadRequest(refusal),
        };

    private static OutcomeRule Stale => new(StatusCodes.Status412PreconditionFailed, StatusCode.Aborted, "version", "the version that it has now: read it again");

    private static OutcomeRule Unversioned =>
        new(StatusCodes.Status428PreconditionRequired, StatusCode.FailedPrecondition, "version", "the version that was read: it would be replaced");

    /// <summary>The same key with another content (draft-ietf-httpapi-idempotency-key-header, 2.7).</summary>
    private static OutcomeRule IdUsed(string field, string rule) => new(StatusCodes.Status422UnprocessableEntity, StatusCode.InvalidArgument, field, rule);

    private static OutcomeRule NotFound(string field, string rule) => new(StatusCodes.Status404NotFound, StatusCode.NotFound, field, rule);

    private static OutcomeRule Conflict(string field, string rule) => new(StatusCodes.Status409Conflict, StatusCode.FailedPrecondition, field, rule);

    private static OutcomeRule Invalid(string field, string rule) => new(StatusCodes.Status400BadRequest, StatusCode.InvalidArgument, field, rule);
}
