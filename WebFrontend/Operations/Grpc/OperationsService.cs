using System.Collections.Immutable;
using Grpc.Core;
using GrupoGad.Operations;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Ingest.Grpc;
using GrupoGad.WebFrontend.Messages;
using Microsoft.AspNetCore.Authorization;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Operations.Grpc;

/// <summary>Operations for other agencies' systems.</summary>
public sealed class OperationsService(IGrainFactory grains, IAuthorizationService authorization) : Wire.Operations.OperationsBase
{
    private const int EfectivosMax = 500;
    private const int RecommendationMax = 64;

    [Authorize(Policies.CanCommand)]
    public override async Task<Wire.Operation> Plan(Wire.PlanOperationRequest request, ServerCallContext context)
    {
        var (reading, asked) = Read(context, request.OperationId, request.RequestId, "");
        asked = asked with { Expected = reading.Version(request.HasExpectedVersion, request.ExpectedVersion, Expectation.Unstated) };
        Stop(reading.Refusal);
        if (!OperationReading.TryRead(request.Plan, out var plan, out var refusal))
        {
            throw RichStatus.BadRequest(refusal);
        }
        if (await Superiors.RefusesCommander(plan.Commander, grains, context.CancellationToken) is { } commander)
        {
            throw RichStatus.BadRequest(new Refusal("plan.commander", commander.Value, commander.Rule));
        }
        var answer = await Of(request.OperationId).Plan(plan, asked, context.CancellationToken);
        // The grain names a field of the plan, and there it is.
        return Done(request.OperationId, answer, answer.Field.Length > 0 ? "plan." + answer.Field : "");
    }

    [Authorize(Policies.CanCommand)]
    public override async Task<Wire.Operation> Move(Wire.MoveOperationRequest request, ServerCallContext context)
    {
        var (reading, asked) = Read(context, request.OperationId, request.RequestId, request.Reason);
        asked = asked with { Expected = reading.Version(request.HasExpectedVersion, request.ExpectedVersion, Expectation.Whatever) };
        var move = reading.Choice<OperationMove>("move", (int)request.Move);
        Stop(reading.Refusal);
        var user = context.GetHttpContext().User;
        if ((request.Force || move == OperationMove.Reopen) && !(await authorization.AuthorizeAsync(user, Policies.CanOverrule)).Succeeded)
        {
            throw Forbidden(request.Force ? "force" : "move", $"{Roles.Supervisor} or {Roles.Administrator}");
        }
        var answer = await Of(request.OperationId).Move(move, request.Force, asked, context.CancellationToken);
        return Done(request.OperationId, answer, answer.Field);
    }

    [Authorize(Policies.CanCommand)]
    public override async Task<Wire.AssignResponse> Assign(Wire.AssignRequest request, ServerCallContext context)
    {
        var (reading, asked) = Read(context, request.OperationId, request.RequestId, request.Reason);
        if (request.Efectivos.Count is 0 or > EfectivosMax)
        {
            reading.Refuse("efectivos", $"{request.Efectivos.Count} entries", $"1..{EfectivosMax} entries");
        }
        for (var i = 0; i < request.Efectivos.Count; i++)
        {
            Code(reading, $"efectivos[{i}]", request.Efectivos[i]);
        }
        asked = asked with { Overrule = request.Overrule, Recommendation = reading.Line("recommendation_id", request.RecommendationId, 0, RecommendationMax) };
        Stop(reading.Refusal);
        if (request.Overrule && !(await authorization.AuthorizeAsync(context.GetHttpContext().User, Policies.CanOverrule)).Succeeded)
        {
            throw Forbidden("overrule", $"{Roles.Supervisor} or {Roles.Administrator}");
        }
        ImmutableArray<string> codes = [.. request.Efectivos.Distinct()];
        var answer = await Of(request.OperationId).Assign(codes, asked, context.CancellationToken);
        if (answer.Refusal is { } refused)
        {
            throw RichStatus.Of(refused.Outcome, refused.Value, refused.Field, refused.Rule)!;
        }
        return answer.View is null ? throw Unknown(request.OperationId) : new Wire.AssignResponse { Results = { answer.Results.Select(OperationWire.ToWire) } };
    }

    [Authorize(Policies.CanCommand)]
    public override async Task<Wire.Operation> Step(Wire.AssignmentStepRequest request, ServerCallContext context)
    {
        var (reading, asked) = Read(context, request.OperationId, request.RequestId, request.Reason);
        Code(reading, "efectivo_id", request.EfectivoId);
        var step = reading.Choice<AssignmentStep>("step", (int)request.Step);
        if (step is not (AssignmentStep.Accepted or AssignmentStep.Refused or AssignmentStep.EnRoute or AssignmentStep.OnScene or AssignmentStep.Done
            or AssignmentStep.Unable or AssignmentStep.Released))
        {
            reading.Refuse("step", step.ToString(), "Accepted, Refused, EnRoute, OnScene, Done, Unable or Released");
        }
        Stop(reading.Refusal);
        if (step != AssignmentStep.Released && !(await authorization.AuthorizeAsync(context.GetHttpContext().User, Policies.CanOperate)).Succeeded)
        {
            throw Forbidden("step", "only a person speaks for a person");
        }
        var answer = await Of(request.OperationId).Step(request.EfectivoId, request.AssignmentId, step, asked, context.CancellationToken);
        return Done(request.OperationId, answer, answer.Field);
    }

    [Authorize(Policies.CanCommand)]
    public override async Task<Wire.Operation> Fill(Wire.FillOperationRequest request, ServerCallContext context)
    {
        var (reading, asked) = Read(context, request.OperationId, request.RequestId, request.Reason);
        Stop(reading.Refusal);
        var answer = await Of(request.OperationId).Fill(asked, context.CancellationToken);
        return Done(request.OperationId, answer, answer.Field);
    }

    [Authorize(Policies.CanRead)]
    public override async Task<Wire.Operation> Get(Wire.GetOperationRequest request, ServerCallContext context)
    {
        Stop(Read(context, request.OperationId, "", "").Reading.Refusal);
        return (await Of(request.OperationId).Describe(context.CancellationToken))?.ToWire() ?? throw Unknown(request.OperationId);
    }

    private IOperationGrain Of(string code) => grains.GetGrain<IOperationGrain>(code);

    private static (WireReading Reading, OperationRequest Asked) Read(ServerCallContext context, string code, string requestId, string reason)
    {
        var reading = new WireReading();
        if (!OperationCode.IsValid(code))
        {
            reading.Refuse("operation_id", code, OperationCode.Rule);
        }
        return (reading, OperationRequests.Read(reading, requestId.Length == 0 ? null : requestId, reason, context.GetHttpContext().User));
    }

    private static void Code(WireReading reading, string field, string efectivoId)
    {
        if (!EfectivoCode.IsValid(efectivoId))
        {
            reading.Refuse(field, efectivoId, EfectivoCode.Rule);
        }
    }

    private static RpcException Forbidden(string field, string rule) =>
        RichStatus.BadRequest(StatusCode.PermissionDenied, new Refusal(field, null, rule) { Code = RefusalCodes.Forbidden });

    private static void Stop(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw RichStatus.BadRequest(refusal);
        }
    }

    private static Wire.Operation Done(string code, OperationAnswer answer, string field)
    {
        var unknown = answer.Outcome == OperationOutcome.UnknownOperation;
        return RichStatus.Of(answer.Outcome, unknown ? code : answer.Value, unknown ? "operation_id" : field, answer.Rule) is { } failure
            ? throw failure
            : answer.View!.ToWire();
    }

    private static RpcException Unknown(string code) => RichStatus.Of(OperationOutcome.UnknownOperation, code, "operation_id")!;
}
