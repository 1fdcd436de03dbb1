using Grpc.Core;
using GrupoGad.Fences;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Ingest.Grpc;
using GrupoGad.WebFrontend.Messages;
using Microsoft.AspNetCore.Authorization;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Fences.Grpc;

/// <summary>Fences for other agencies' systems.</summary>
internal sealed class FencesService(IGrainFactory grains, FenceEventReader reader) : Wire.Fences.FencesBase
{
    private const int EventsMax = 1_000;
    private const int EventsDefault = 200;

    [Authorize(Policies.CanCommand)]
    public override async Task<Wire.Fence> Put(Wire.PutFenceRequest request, ServerCallContext context)
    {
        var fence = Known(request.FenceId);
        if (!FenceReading.TryRead(request.Plan, out var plan, out var refusal))
        {
            throw RichStatus.BadRequest(refusal);
        }
        var expected = Version(request.HasExpectedVersion, request.ExpectedVersion, Expectation.Unstated);
        var answer = await fence.Put(plan, Caller.From(context.GetHttpContext().User).Subject, expected, context.CancellationToken);
        // The grain names a field of the plan, and there it is.
        return Failure(request.FenceId, answer, answer.Field.Length > 0 ? "plan." + answer.Field : "") is { } failure ? throw failure : answer.View!.ToWire();
    }

    [Authorize(Policies.CanRead)]
    public override async Task<Wire.Fence> Get(Wire.FenceRequest request, ServerCallContext context) =>
        (await Known(request.FenceId).Describe(context.CancellationToken))?.ToWire()
        ?? throw RichStatus.Of(FenceOutcome.UnknownFence, request.FenceId, "fence_id")!;

    [Authorize(Policies.CanCommand)]
    public override async Task<Wire.RemoveFenceResponse> Remove(Wire.FenceRequest request, ServerCallContext context)
    {
        var answer = await Known(request.FenceId).Remove(
            Caller.From(context.GetHttpContext().User).Subject, Version(request.HasExpectedVersion, request.ExpectedVersion, Expectation.Whatever), context.CancellationToken);
        return Failure(request.FenceId, answer, "") is { } failure ? throw failure : new Wire.RemoveFenceResponse();
    }

    [Authorize(Policies.CanRead)]
    public override async Task<Wire.FenceEventPage> ListEvents(Wire.ListFenceEventsRequest request, ServerCallContext context)
    {
        var reading = new WireReading();
        if (request.Limit > EventsMax)
        {
            reading.Refuse("limit", $"{request.Limit}", $"1..{EventsMax}");
        }
        var query = new FenceEventQuery
        {
            FenceId = request.FenceId,
            EfectivoId = request.EfectivoId,
            OperationId = request.OperationId,
            Kinds = FenceReading.Kinds(reading, "kinds", request.Kinds),
            From = reading.Time("from", request.From),
            To = reading.Time("to", request.To),
            Before = request.Before > 0 ? request.Before : null,
            Limit = request.Limit == 0 ? EventsDefault : (int)request.Limit,
        };
        if (reading.Refusal is { } refusal)
        {
            throw RichStatus.BadRequest(refusal);
        }
        var page = await Directories.Any(grains).Events(query, context.CancellationToken);
        return new Wire.FenceEventPage { Events = { page.Events.Select(FenceWire.ToWire) }, Next = page.Next ?? 0 };
    }

    [Authorize(Policies.CanRead)]
    public override async Task WatchEvents(Wire.WatchFenceEventsRequest request, IServerStreamWriter<Wire.FenceEvent> stream, ServerCallContext context)
    {
        if (request is { HasAfter: true, After: < 0 })
        {
            throw RichStatus.BadRequest(new Refusal("after", null, "the number of an event"));
        }
        using var place = reader.TryEnter() ?? throw RichStatus.BadRequest(
            StatusCode.ResourceExhausted, new Refusal("watch_events", null, "fewer feeds open at once") { Code = RefusalCodes.TooMany });
        await foreach (var step in reader.Read(request.HasAfter ? request.After : -1, context.GetHttpContext().User, context.CancellationToken))
        {
            if (step.Event is { } told)
            {
                await stream.WriteAsync(told.ToWire(), context.CancellationToken);
            }
        }
    }

    private static Expected Version(bool has, long version, Expectation unstated)
    {
        var reading = new WireReading();
        var expected = reading.Version(has, version, unstated);
        return reading.Refusal is { } refusal ? throw RichStatus.BadRequest(refusal) : expected;
    }

    private IFenceGrain Known(string fenceId) => FenceCode.IsValid(fenceId)
        ? grains.GetGrain<IFenceGrain>(fenceId)
        : throw RichStatus.BadRequest(new Refusal("fence_id", fenceId, FenceCode.Rule));

    private static RpcException? Failure(string fenceId, FenceAnswer answer, string field)
    {
        var unknown = answer.Outcome == FenceOutcome.UnknownFence;
        return RichStatus.Of(answer.Outcome, unknown ? fenceId : FenceRequests.Value(answer), unknown ? "fence_id" : field, answer.Rule);
    }
}
