using System.Security.Claims;
using GrupoGad.Alarms;
using GrupoGad.Boards;
using GrupoGad.WebFrontend.Commands.Door;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Places;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GrupoGad.WebFrontend.Alarms;

/// <summary>Efectivos in danger: raised by them or for them, ended by a person.</summary>
internal static class AlarmEndpoints
{
    private const int BodyBytesMax = 4 * 1024;
    private const int ReasonMax = 500;

    public static void Map(RouteGroupBuilder alarms, RouteGroupBuilder efectivos)
    {
        efectivos.MapPost("/{id}/panic", Raise).RequireAuthorization(Policies.CanCommandThis).ProducesProblem(404)
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax)).WithSummary("Danger; the same alarmId again changes nothing but the place");
        alarms.MapGet("", List).RequireAuthorization(Policies.CanRead).WithSummary("The alarms that are open, oldest first");
        // People, not relays: an alarm ends on somebody's word.
        alarms.MapPost("/{id}/acknowledge", Acknowledge).RequireAuthorization(Policies.CanOperate).ProducesProblem(404)
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax)).WithSummary("A person has seen it: screens stop ringing, and go on showing it");
        alarms.MapPost("/{id}/cancel", Cancel).RequireAuthorization(Policies.CanOperate).ProducesProblem(404)
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax)).WithSummary("It is over; needs to be acknowledged first, and a reason");
    }

    private static async Task<Results<Ok<AlarmResource>, ProblemHttpResult>> Raise(
        string id, PanicItem item, ClaimsPrincipal user, TimeProvider clock, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        Code(reading, id);
        if (!CommandId.IsValid(item.AlarmId))
        {
            reading.Refuse("alarmId", item.AlarmId, CommandId.Rule);
        }
        var alarm = new RaiseAlarm
        {
            AlarmId = item.AlarmId ?? "",
            Kind = AlarmKind.Panic,
            Point = reading.Point("position", item.Position),
            At = item.At ?? clock.GetUtcNow().UtcDateTime,
            Actor = Caller.From(user).Subject,
        };
        return reading.Violation is { } violation
            ? Problems.BadRequest(violation)
            : Answer(id, await grains.GetGrain<IAlarmGrain>(id).Raise(alarm, cancellation));
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
        return reading.Violation is { } violation
            ? Problems.BadRequest(violation)
            : Answer(id, await grains.GetGrain<IAlarmGrain>(id).Acknowledge(Caller.From(user).Subject, cancellation));
    }

    private static async Task<Results<Ok<AlarmResource>, ProblemHttpResult>> Cancel(
        string id, CancelItem? item, ClaimsPrincipal user, IGrainFactory grains, CancellationToken cancellation)
    {
        var reading = new BodyReading();
        Code(reading, id);
        var reason = reading.Text("reason", item?.Reason, 1, ReasonMax);
        return reading.Violation is { } violation
            ? Problems.BadRequest(violation)
            : Answer(id, await grains.GetGrain<IAlarmGrain>(id).Cancel(Caller.From(user).Subject, reason, cancellation));
    }

    private static Results<Ok<AlarmResource>, ProblemHttpResult> Answer(string id, AlarmAnswer answer) =>
        StatusRules.Refusal(answer.Outcome, id, rule: answer.Rule) is { } refusal ? refusal : TypedResults.Ok(AlarmResource.Of(answer.Alarm!));

    private static void Code(BodyReading reading, string id)
    {
        if (!EfectivoCode.IsValid(id))
        {
            reading.Refuse("id", id, EfectivoCode.Rule);
        }
    }

    /// <param name="AlarmId">8–64 characters, the same on a retry.</param>
    /// <param name="Position">Left out: its last position counts.</param>
    /// <param name="At">By the client's clock, UTC; left out: now.</param>
    public sealed record PanicItem(string? AlarmId, PointItem? Position, DateTime? At);

    /// <param name="Reason">1–500 characters.</param>
    public sealed record CancelItem(string? Reason);

    public sealed record AlarmsResource(IReadOnlyList<AlarmResource> Alarms);
}
