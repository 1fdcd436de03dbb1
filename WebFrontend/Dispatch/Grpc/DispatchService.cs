using System.Collections.Immutable;
using System.Globalization;
using Grpc.Core;
using GrupoGad.Dispatch;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Ingest.Grpc;
using GrupoGad.WebFrontend.Messages;
using GrupoGad.WebFrontend.Operations;
using Microsoft.AspNetCore.Authorization;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Dispatch.Grpc;

/// <summary>Dispatch for other agencies' systems.</summary>
public sealed class DispatchService(IGrainFactory grains) : Wire.Dispatch.DispatchBase
{
    [Authorize(Policies.CanRead)]
    public override async Task<Wire.FindNearestEfectivoResponse> FindNearestEfectivo(Wire.FindNearestEfectivoRequest request, ServerCallContext context)
    {
        var reading = new WireReading();
        if (request.Point is null)
        {
            reading.Refuse("point", null, "present");
        }
        var query = new FindNearestQuery
        {
            Point = reading.Point("point", request.Point) ?? default,
            Limit = request.Limit == 0 ? FindNearestQuery.LimitDefault : reading.Count("limit", request.Limit),
            MaxDistanceM = request.HasMaxDistanceM ? request.MaxDistanceM : FindNearestQuery.DistanceDefaultM,
            Skill = reading.Line("skill", request.Skill, 0, RecommendRequest.SkillLengthMax),
        };
        if (query.Limit > FindNearestQuery.LimitMax)
        {
            reading.Refuse("limit", query.Limit.ToString(CultureInfo.InvariantCulture), $"1..{FindNearestQuery.LimitMax}");
        }
        if (!(query.MaxDistanceM is >= 0 and <= FindNearestQuery.DistanceMaxM))
        {
            reading.Refuse("max_distance_m", query.MaxDistanceM.ToString(CultureInfo.InvariantCulture), $"0..{FindNearestQuery.DistanceMaxM}");
        }
        Stop(reading.Refusal);
        var hits = await grains.Dispatch().FindNearest(query, context.CancellationToken);
        return new Wire.FindNearestEfectivoResponse { Efectivos = { hits.Select(DispatchWire.ToWire) } };
    }

    [Authorize(Policies.CanCommand)]
    public override async Task<Wire.Recommendation> Recommend(Wire.RecommendRequest request, ServerCallContext context)
    {
        var reading = new WireReading();
        Code(reading, "operation_id", request.OperationId);
        var asked = new RecommendRequest
        {
            Count = reading.Count("count", request.Count),
            AlarmLevel = reading.Count("alarm_level", request.AlarmLevel),
            Skills = [.. request.Skills.Select((skill, i) => reading.Line($"skills[{i}]", skill, 1, RecommendRequest.SkillLengthMax))],
            MaxTravelS = request.HasMaxTravelS ? request.MaxTravelS : null,
            AnyJurisdiction = request.AnyJurisdiction,
            Actor = Caller.From(context.GetHttpContext().User).Subject,
        };
        Stop(reading.Refusal);
        var answer = await grains.Dispatch().Recommend(request.OperationId, asked, context.CancellationToken);
        Stop(answer.Outcome, answer.Value, answer.Field, answer.Rule);
        return answer.Recommendation!.ToWire();
    }

    [Authorize(Policies.CanCommand)]
    public override async Task<Wire.JointPlan> SolveJoint(Wire.SolveJointRequest request, ServerCallContext context)
    {
        var reading = new WireReading();
        if (request.Operations.Count is 0 or > JointRequest.OperationsMax)
        {
            reading.Refuse("operations", $"{request.Operations.Count} entries", $"1..{JointRequest.OperationsMax} entries");
        }
        var needs = ImmutableArray.CreateBuilder<JointNeed>(request.Operations.Count);
        for (var i = 0; i < request.Operations.Count; i++)
        {
            var need = request.Operations[i];
            Code(reading, $"operations[{i}].operation_id", need.OperationId);
            needs.Add(new JointNeed(
                need.OperationId, reading.Count($"operations[{i}].count", need.Count), reading.Line($"operations[{i}].skill", need.Skill, 0, RecommendRequest.SkillLengthMax),
                reading.Count($"operations[{i}].alarm_level", need.AlarmLevel)));
        }
        Stop(reading.Refusal);
        var asked = new JointRequest
        {
            Operations = needs.MoveToImmutable(), AnyJurisdiction = request.AnyJurisdiction, Actor = Caller.From(context.GetHttpContext().User).Subject,
        };
        var answer = await grains.Dispatch().Solve(asked, context.CancellationToken);
        Stop(answer.Outcome, answer.Value, answer.Field, answer.Rule);
        return answer.Plan!.ToWire();
    }

    [Authorize(Policies.CanCommand)]
    public override async Task<Wire.ApplyJointResponse> ApplyJoint(Wire.ApplyJointRequest request, ServerCallContext context)
    {
        Stop(DispatchAnswers.Id(request.JointId) is { } wrong ? wrong with { Field = "joint_id" } : null);
        var applied = await grains.Dispatch().Apply(request.JointId, Caller.From(context.GetHttpContext().User).Subject, context.CancellationToken);
        Stop(applied.Outcome, request.JointId, "joint_id", "");
        return new Wire.ApplyJointResponse { Results = { applied.Results.Select(DispatchWire.ToWire) } };
    }

    private static void Code(WireReading reading, string field, string code)
    {
        if (!OperationCode.IsValid(code))
        {
            reading.Refuse(field, code, OperationCode.Rule);
        }
    }

    private static void Stop(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw RichStatus.BadRequest(refusal);
        }
    }

    private static void Stop(DispatchOutcome outcome, string value, string field, string rule)
    {
        if (RichStatus.Of(outcome, value, outcome == DispatchOutcome.UnknownOperation && field.Length == 0 ? "operation_id" : field, rule) is { } failure)
        {
            throw failure;
        }
    }
}
