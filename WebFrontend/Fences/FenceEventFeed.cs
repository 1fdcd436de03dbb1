using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Fences;

/// <summary>
/// What happens at fences, as server-sent events that leave nothing out: each carries its number as id, and a client that comes back with
/// <c>Last-Event-ID</c> goes on where it was.
/// </summary>
internal static class FenceEventFeed
{
    public static void Map(RouteGroupBuilder events) => events
        .MapGet("/stream", Stream).RequireAuthorization(Policies.CanRead).ProducesProblem(429)
        .Produces<string>(200, "text/event-stream")
        .WithSummary("The same as they happen, as server-sent events; Last-Event-ID or after=number goes on without a gap");

    /// <param name="lastEventId">What a browser sends by itself when it comes back.</param>
    /// <param name="after">The same, where headers cannot be set; left out: from now on.</param>
    private static IResult Stream(
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId, string? after, FenceEventReader reader, IOptions<FenceDoorOptions> options, HttpContext context)
    {
        var reading = new QueryReading();
        var asked = lastEventId ?? after;
        var from = asked is null ? -1 : FenceEventNumber.Read(reading, lastEventId is null ? "after" : "Last-Event-ID", asked);
        if (reading.Violation is { } violation)
        {
            return Problems.BadRequest(violation);
        }
        if (reader.TryEnter() is not { } place)
        {
            context.Response.Headers.RetryAfter = "10";
            return Problems.Answer(StatusCodes.Status429TooManyRequests, "Too many feeds", new Violation("stream", null, $"at most {options.Value.FeedsMax} feeds at once"));
        }
        context.Response.RegisterForDispose(place);
        return TypedResults.ServerSentEvents(Items(reader.Read(from, context.User, context.RequestAborted), context.RequestAborted));
    }

    /// <remarks>A beat keeps the line open through proxies and finds out that the client has gone.</remarks>
    private static async IAsyncEnumerable<SseItem<FenceEventResource?>> Items(
        IAsyncEnumerable<FeedStep> steps, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var (number, told) in steps.WithCancellation(cancellation))
        {
            yield return new SseItem<FenceEventResource?>(told is null ? null : FenceEventResource.Of(told), told is null ? "beat" : "fence")
            {
                EventId = number.ToString(CultureInfo.InvariantCulture),
            };
        }
    }
}
