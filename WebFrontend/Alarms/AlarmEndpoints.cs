using System.Buffers;
using System.Security.Claims;
using GrupoGad.Alarms;
using GrupoGad.Boards;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Operations;
using GrupoGad.WebFrontend.Places;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Alarms;

/// <summary>Efectivos in danger: raised by them or for them, ended by a person.</summary>
internal static class AlarmEndpoints
{
    private const int BodyBytesMax = 4 * 1024;

    /// <summary>Of a call for help as much is read; the rest is left out.</summary>
    private const int PanicBytesMax = 64 * 1024;

    private const int ReasonMax = 500;

    public static void Map(RouteGroupBuilder alarms, RouteGroupBuilder efectivos)
    {
        // No limit, no type and no rate: a call for help is never refused for what surrounds it.
        efectivos.MapPost("/{id}/panic", Raise).RequireAuthorization(Policies.CanCommandThis).DisableRateLimiting().ProducesProblem(404)
            .Produces<AlarmResource>().Produces<AlarmResource>(202).AddOpenApiOperationTransformer(PanicItem.Describe)
            .WithSummary("Danger; the same alarmId again changes nothing but the place. 202: it rings, and could not be stored yet");
        alarms.MapGet("", List).RequireAuthorization(Policies.CanRead).WithSummary("The alarms that are open, oldest first");
        // People, not relays: an alarm ends on somebody's word.
        alarms.MapPost("/{id}/acknowledge", Acknowledge).RequireAuthorization(Policies.CanOperate).ProducesProblem(404)
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax)).WithSummary("A person has seen it: screens stop ringing, and go on showing it");
        alarms.MapPut("/{id}/help", Help).RequireAuthorization(Policies.CanOperate).ProducesProblem(404)
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax)).WithSummary("The operation whose people are to help; who of them is on the way is told to the efectivo");
        alarms.MapPost("/{id}/cancel", Cancel).RequireAuthorization(Policies.CanOperate).ProducesProblem(404)
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax)).WithSummary("It is over; needs to be acknowledged first, and a reason");
    }

    /// <summary>A call for help, by its address: asked before routing by all that refuse a request for its form.</summary>
    internal static bool IsCall(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.Value?.TrimEnd('/').EndsWith("/panic", StringComparison.OrdinalIgnoreCase) == true;

    private static async Task<IResult> Raise(
        string id, HttpRequest request, ClaimsPrincipal user, TimeProvider clock, IGrainFactory grains, CancellationToken cancellation)
    {
        var code = new BodyReading();
        Code(code, id);
        if (code.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var reading = await Read(request, clock.GetUtcNow().UtcDateTime, cancellation);
        var alarm = reading.ToAlarm(Caller.From(user).Subject);
        // Also when the line broke that brought it.
        var answer = await grains.GetGrain<IAlarmGrain>(id).Raise(alarm, CancellationToken.None);
        if (StatusRules.Problem(answer.Outcome, id, rule: answer.Rule) is { } problem)
        {
            return problem;
        }
        var resource = AlarmResource.Of(answer.Alarm!) with { LeftOut = reading.LeftOut.Count > 0 ? reading.LeftOut : null };
        return answer.Outcome == AlarmOutcome.RingsUnstored ? TypedResults.Accepted((string?)null, resource) : TypedResults.Ok(resource);
    }

    private static async Task<DistressReading> Read(HttpRequest request, DateTime now, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PanicBytesMax);
        var length = 0;
        try
        {
            int read;
            while (length < PanicBytesMax && (read = await request.Body.ReadAsync(buffer.AsMemory(length, PanicBytesMax - length), cancellation)) > 0)
            {
                length += read;
            }
            return DistressJson.Read(buffer.AsMemory(0, length), length < PanicBytesMax, now);
        }
        catch (Exception exception) when (exception is BadHttpRequestException or IOException or OperationCanceledException)
        {
            // The part of the body that came before it broke counts.
            return DistressJson.Read(buffer.AsMemory(0, length), whole: false, now);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<Results<Ok<AlarmResource>, ProblemHttpResult>> Help(
        string id, HelpItem? item, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        Code(reading, id);
        if (!OperationCode.IsValid(item?.OperationId))
        {
            reading.Refuse("operationId", item?.OperationId, OperationCode.Rule);
        }
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        var answer = await grains.GetGrain<IAlarmGrain>(id).Help(item!.OperationId!, Caller.From(user).Subject, cancellation);
        return answer.Outcome == AlarmOutcome.UnknownOperation ? StatusRules.Problem(answer.Outcome, item.OperationId)! : Answer(id, answer);
    }

    private static async Task<Ok<AlarmsResource>> List(IGrainFactory grains)
    {
        var shards = await Task.WhenAll(Enumerable.Range(0, BoardShards.Count).Select(shard => grains.GetGrain<IBoardGrain>(shard).Snapshot().AsTask()));
        return TypedResults.Ok(new AlarmsResource([.. shards.SelectMany(shard => shard.Items)
            .Select(item => item.Alarm).OfType<AlarmSummary>().Where(alarm => alarm.Status != AlarmStatus.Cancelled)
            .OrderBy(alarm => alarm.RaisedAt).Select(AlarmResource.Of)]));
    }

    private static async Task<Results<Ok<AlarmResource>, ProblemHttpResult>> Acknowledge(
        string id, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        Code(reading, id);
        return reading.Refusal is { } refusal
            ? Problems.BadRequest(refusal)
            : Answer(id, await grains.GetGrain<IAlarmGrain>(id).Acknowledge(Caller.From(user).Subject, cancellation));
    }

    private static async Task<Results<Ok<AlarmResource>, ProblemHttpResult>> Cancel(
        string id, CancelItem? item, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        Code(reading, id);
        var reason = reading.Text("reason", item?.Reason, 1, ReasonMax);
        return reading.Refusal is { } refusal
            ? Problems.BadRequest(refusal)
            : Answer(id, await grains.GetGrain<IAlarmGrain>(id).Cancel(Caller.From(user).Subject, reason, cancellation));
    }

    private static Results<Ok<AlarmResource>, ProblemHttpResult> Answer(string id, AlarmAnswer answer) =>
        StatusRules.Problem(answer.Outcome, id, rule: answer.Rule) is { } problem ? problem : TypedResults.Ok(AlarmResource.Of(answer.Alarm!));

    private static void Code(BodyReading reading, string id)
    {
        if (!EfectivoCode.IsValid(id))
        {
            reading.Refuse("id", id, EfectivoCode.Rule);
        }
    }

    /// <param name="OperationId">Code of an operation that is not closed.</param>
    public sealed record HelpItem(string? OperationId);

    /// <param name="Reason">1–500 characters.</param>
    public sealed record CancelItem(string? Reason);

    public sealed record AlarmsResource(IReadOnlyList<AlarmResource> Alarms);
}
