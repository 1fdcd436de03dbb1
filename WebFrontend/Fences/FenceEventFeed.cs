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
    private const int PageSize = 500;

    public static void Map(RouteGroupBuilder events) => events
        .MapGet("/stream", Stream).RequireAuthorization(Policies.CanRead).ProducesProblem(429)
        .Produces<string>(200, "text/event-stream")
        .WithSummary("The same as they happen, as server-sent events; Last-Event-ID or after=number goes on without a gap");

    /// <param name="lastEventId">What a browser sends by itself when it comes back.</param>
    /// <param name="after">The same, where headers cannot be set; left out: from now on.</param>
    private static IResult Stream(
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId, string? after, FeedRoom room, FenceWatcher news, IGrainFactory grains,
        IOptions<FenceDoorOptions> options, TimeProvider clock, HttpContext context)
    {
        var reading = new QueryReading();
        var asked = lastEventId ?? after;
        var from = asked is null ? -1 : FenceEventNumber.Read(reading, lastEventId is null ? "after" : "Last-Event-ID", asked);
        if (reading.Violation is { } violation)
        {
            return Problems.BadRequest(violation);
        }
        if (!room.TryEnter())
        {
            context.Response.Headers.RetryAfter = "10";
            return Problems.Answer(StatusCodes.Status429TooManyRequests, "Too many feeds", new Violation("stream", null, $"at most {options.Value.FeedsMax} feeds at once"));
        }
        context.Response.RegisterForDispose(room.Leave());
        var left = TokenTimes.ExpiresAt(context.User) - clock.GetUtcNow();
        return TypedResults.ServerSentEvents(Read(from, news, grains, options.Value, left, clock, context.RequestAborted));
    }

    /// <param name="left">How long the caller's token still holds: the feed ends with it, and the client comes back with a new one.</param>
    private static async IAsyncEnumerable<SseItem<FenceEventResource?>> Read(
        long number, FenceWatcher news, IGrainFactory grains, FenceDoorOptions options, TimeSpan left, TimeProvider clock,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        // At once, so that headers and the place to go on from are with the client before anything happens.
        var beat = true;
        while (clock.GetElapsedTime(start) < left)
        {
            // Asked for before reading: what happens in between wakes us all the same.
            var happening = news.Next();
            var page = await Directories.Any(grains).EventsAfter(number, PageSize, cancellation);
            foreach (var told in page.Events)
            {
                yield return new SseItem<FenceEventResource?>(FenceEventResource.Of(told), "fence")
                {
                    EventId = told.Number.ToString(CultureInfo.InvariantCulture),
                };
            }
            number = page.Next ?? number;
            if (beat && page.Events.IsEmpty)
            {
                yield return Beat(number);
            }
            beat = page.Events.Length < PageSize && !await Happened(happening, options.Beat, cancellation);
        }
    }

    /// <summary>Keeps the line open through proxies and finds out that the client has gone.</summary>
    private static SseItem<FenceEventResource?> Beat(long number) => new(null, "beat") { EventId = number.ToString(CultureInfo.InvariantCulture) };

    private static async Task<bool> Happened(Task happening, TimeSpan beat, CancellationToken cancellation)
    {
        try
        {
            await happening.WaitAsync(beat, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
