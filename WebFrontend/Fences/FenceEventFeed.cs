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
/// <c>Last-Event-ID</c> goes on where it was. A client whose number lies beyond all events receives <c>reset</c>, and goes on from now.
/// </summary>
internal static class FenceEventFeed
{
    public static void Map(RouteGroupBuilder events) => events
        .MapGet("/stream", Stream).RequireAuthorization(Policies.CanRead).ProducesProblem(429)
        .Produces<string>(200, "text/event-stream")
        .WithSummary("The same as they happen, as server-sent events; Last-Event-ID or after=number goes on without a gap");

    /// <param name="lastEventId">The number that a browser sends by itself when it comes back.</param>
    /// <param name="after">The same, where headers cannot be set; left out: from now on.</param>
    private static IResult Stream(
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId, string? after, FenceEventReader reader, IOptions<FenceEndpointOptions> options, HttpContext context)
    {
        var reading = new QueryReading();
        var asked = lastEventId ?? after;
        var from = asked is null ? -1 : FenceEventNumber.Read(reading, lastEventId is null ? "after" : "Last-Event-ID", asked);
        if (reading.Refusal is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }
        if (reader.TryEnter() is not { } place)
        {
            context.Response.Headers.RetryAfter = "10";
            return Problems.Answer(StatusCodes.Status429TooManyRequests, "Too many feeds", new Refusal("stream", null, $"at most {options.Value.FeedsMax} feeds at once"));
        }
        context.Response.RegisterForDispose(place);
        if (context.IsHead())
        {
            return TypedResults.Content(null, "text/event-stream");
        }
        return TypedResults.ServerSentEvents(Items(reader.Read(from, context.User, context.RequestAborted), context.RequestAborted));
    }

    /// <remarks>A beat keeps the line open through proxies and finds out that the client has gone.</remarks>
    private static async IAsyncEnumerable<SseItem<object?>> Items(
        IAsyncEnumerable<FeedStep> steps, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var (number, told, beyond) in steps.WithCancellation(cancellation))
        {
            var (kind, item) = beyond is { } asked ? ("reset", new FeedReset(Text(asked), Text(number), "the number of an event that there is; the feed goes on from now"))
                : told is null ? ("beat", null) : ("fence", (object)FenceEventResource.Of(told));
            yield return new SseItem<object?>(item, kind) { EventId = Text(number) };
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <param name="Asked">The place that the client came back with.</param>
    /// <param name="Newest">The newest event that there is; the feed goes on behind it.</param>
    public sealed record FeedReset(string Asked, string Newest, string Rule);
}
