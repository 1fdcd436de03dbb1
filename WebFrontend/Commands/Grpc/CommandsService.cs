using Grpc.Core;
using GrupoGad.Commands;
using GrupoGad.WebFrontend.Commands.Sessions;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Ingest.Grpc;
using GrupoGad.WebFrontend.Messages;
using Microsoft.AspNetCore.Authorization;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Commands.Grpc;

/// <summary>Commands for other agencies' systems. They issue and read; only a person speaks for a person.</summary>
/// <remarks>
/// An answer that has a field for the reason (<see cref="Wire.CommandAckResult"/>) carries it.
/// Every other refusal ends with a status that names the field.
/// </remarks>
public sealed class CommandsService(IGrainFactory grains, TimeProvider clock) : Wire.Commands.CommandsBase
{
    private const int LaddersMax = 1_000;
    private const int LaddersDefault = 100;
    private const int ReasonMax = 500;

    [Authorize(Policies.CanCommand)]
    public override async Task<Wire.IssueCommandResponse> Issue(Wire.IssueCommandRequest request, ServerCallContext context)
    {
        var command = Known(request.CommandId);
        if (!CommandReading.TryRead(request, Subject(context), out var wish, out var refusal))
        {
            throw RichStatus.BadRequest(refusal);
        }
        var answer = await command.Issue(wish, context.CancellationToken);
        var value = answer.Outcome == IssueOutcome.IdInUse ? request.CommandId : answer.Value;
        return RichStatus.Of(answer.Outcome, value, answer.Field, answer.Rule) is { } failure ? throw failure : new Wire.IssueCommandResponse
        {
            CommandId = request.CommandId,
            Repeated = answer.Outcome == IssueOutcome.AlreadyIssued,
            Recipients = (uint)answer.Recipients,
            Unknown = { answer.Unknown.Select(CommandWire.ToWire) },
        };
    }

    [Authorize(Policies.CanCommand)]
    public override async Task<Wire.CloseCommandResponse> Withdraw(Wire.CloseCommandRequest request, ServerCallContext context) =>
        Closed(request, await Known(request.CommandId).Withdraw(Subject(context), Reason(request), context.CancellationToken));

    [Authorize(Policies.CanOverrule)]
    public override async Task<Wire.CloseCommandResponse> Waive(Wire.CloseCommandRequest request, ServerCallContext context) =>
        Closed(request, await Known(request.CommandId).Waive(Subject(context), Reason(request), context.CancellationToken));

    [Authorize(Policies.CanOperate)]
    public override async Task<Wire.CommandAckResult> Step(Wire.StepCommandRequest request, ServerCallContext context)
    {
        var ack = request.Ack ?? new Wire.CommandAck();
        var command = Known(ack.CommandId);
        var reading = new WireReading();
        if (!EfectivoCode.IsValid(request.EfectivoId))
        {
            reading.Refuse("efectivo_id", request.EfectivoId, EfectivoCode.Rule);
        }
        reading.Text("ack.reason", ack.Reason, ack.Step is Wire.LadderStep.Refused or Wire.LadderStep.Unable ? 1 : 0, ReasonMax);
        if (reading.Refusal is { } broken)
        {
            throw RichStatus.BadRequest(broken);
        }
        if (!CommandReading.TryRead(ack, request.EfectivoId, Subject(context), clock.GetUtcNow().UtcDateTime, out var step, out var refusal))
        {
            throw RichStatus.BadRequest(refusal);
        }
        return (await command.Step(step, context.CancellationToken)).ToWire(ack.CommandId, step.Step);
    }

    [Authorize(Policies.CanRead)]
    public override async Task<Wire.LadderPage> GetLadders(Wire.GetLaddersRequest request, ServerCallContext context)
    {
        var command = Known(request.CommandId);
        var reading = new WireReading();
        if (request.After.Length > 0 && !EfectivoCode.IsValid(request.After))
        {
            reading.Refuse("after", request.After, "the next of the page before");
        }
        if (request.Limit > LaddersMax)
        {
            reading.Refuse("limit", $"{request.Limit}", $"1..{LaddersMax}");
        }
        if (reading.Refusal is { } refusal)
        {
            throw RichStatus.BadRequest(refusal);
        }
        var limit = request.Limit == 0 ? LaddersDefault : (int)request.Limit;
        return (await command.Ladders(request.After, limit, context.CancellationToken))?.ToWire()
            ?? throw RichStatus.Of(CloseOutcome.UnknownCommand, request.CommandId, nameof(request.CommandId))!;
    }

    private ICommandGrain Known(string commandId)
    {
        if (!CommandId.IsValid(commandId))
        {
            throw RichStatus.BadRequest(new Refusal("command_id", null, CommandId.Rule));
        }
        return grains.GetGrain<ICommandGrain>(commandId);
    }

    private static string Subject(ServerCallContext context) => Caller.From(context.GetHttpContext().User).Subject;

    private static string Reason(Wire.CloseCommandRequest request)
    {
        var reading = new WireReading();
        var reason = reading.Text("reason", request.Reason, 1, ReasonMax);
        return reading.Refusal is { } refusal ? throw RichStatus.BadRequest(refusal) : reason;
    }

    private static Wire.CloseCommandResponse Closed(Wire.CloseCommandRequest request, CloseAnswer answer) =>
        RichStatus.Of(answer.Outcome, request.CommandId, nameof(request.CommandId), answer.Rule) is { } failure
            ? throw failure
            : new Wire.CloseCommandResponse { Unchanged = answer.Outcome == CloseOutcome.Unchanged };
}
