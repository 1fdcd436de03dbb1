using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using GrupoGad.Fences;
using GrupoGad.WebFrontend.Fences;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Tests.Doors;
using GrupoGad.WebFrontend.Tests.Fakes;

namespace GrupoGad.WebFrontend.Tests.Fences;

public sealed class FenceFeedTests(DoorsWorld world)
{
    [Fact]
    public async Task Events_are_listed_newest_first_with_every_condition_passed_on()
    {
        FakeFenceDirectoryGrain.Add("FEED-LIST", "E-0001");
        var newest = FakeFenceDirectoryGrain.Add("FEED-LIST", "E-0001", FenceEventKind.Exit);
        using var client = world.FrontEnd.Client(Roles.Auditor);
        using var answer = await client.GetAsync(
            "/api/v1/fence-events?fence=FEED-LIST&efectivo=E-0001&operation=OP-1&kind=Enter,Exit&from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z&before=99&limit=1", DoorsWorld.Cancel);
        var page = await answer.Json();
        Assert.Equal("Exit", Assert.Single(page.GetProperty("events").EnumerateArray()).GetProperty("kind").GetString());
        Assert.Equal(newest.ToString(System.Globalization.CultureInfo.InvariantCulture), page.GetProperty("next").GetString());
        var asked = Assert.Single(FakeFenceDirectoryGrain.AskedEvents, asked => asked.FenceId == "FEED-LIST");
        Assert.Equal(("E-0001", "OP-1", 2, 2026, 2027, 99L), (asked.EfectivoId, asked.OperationId, asked.Kinds.Length, asked.From!.Value.Year, asked.To!.Value.Year, asked.Before!.Value));
    }

    [Theory]
    [InlineData("fence=f", "fence")]
    [InlineData("kind=Fly", "kind")]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", "from")]
    [InlineData("before=-1", "before")]
    [InlineData("limit=1001", "limit")]
    public async Task A_bad_question_is_refused_by_parameter(string query, string named)
    {
        using var client = world.FrontEnd.Client(Roles.Operator);
        using var answer = await client.GetAsync("/api/v1/fence-events?" + query, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, named);
    }

    [Fact]
    public async Task A_feed_tells_what_happens_from_now_on_and_goes_on_where_it_was_left()
    {
        FakeFenceDirectoryGrain.Add("FEED-A", "E-BEFORE");
        using var client = world.FrontEnd.Client(Roles.Integrator);
        string left;
        await using (var feed = await Feed.Open(client, null))
        {
            Assert.Equal("beat", (await feed.Next()).EventType);
            FakeFenceDirectoryGrain.Add("FEED-A", "E-0001");
            await Tell("FEED-A");
            var told = await feed.NextOf("FEED-A");
            Assert.Equal(("E-0001", "fence"), (Efectivo(told), told.EventType));
            left = told.EventId!;
        }
        FakeFenceDirectoryGrain.Add("FEED-A", "E-0002");
        FakeFenceDirectoryGrain.Add("FEED-A", "E-0003");
        await using var back = await Feed.Open(client, left);
        Assert.Equal(["E-0002", "E-0003"], [Efectivo(await back.NextOf("FEED-A")), Efectivo(await back.NextOf("FEED-A"))]);
    }

    [Fact]
    public async Task A_feed_finds_by_itself_what_nobody_told_it_of()
    {
        using var client = world.FrontEnd.Client(Roles.Integrator);
        await using var feed = await Feed.Open(client, null);
        Assert.Equal("beat", (await feed.Next()).EventType);
        FakeFenceDirectoryGrain.Add("FEED-SILENT", "E-0009");
        Assert.Equal("E-0009", Efectivo(await feed.NextOf("FEED-SILENT")));
    }

    [Fact]
    public async Task Feeds_are_bounded_and_a_closed_one_makes_room()
    {
        await using var small = await new FrontEnd(world.Silo.GatewayPort, "Development", ("Gad:Fences:FeedsMax", "1"), ("Gad:Fences:Beat", "00:00:00.2")).Ready();
        using var client = small.Client(Roles.Integrator);
        await using (var feed = await Feed.Open(client, null))
        {
            using var refused = await client.GetAsync("/api/v1/fence-events/stream", HttpCompletionOption.ResponseHeadersRead, DoorsWorld.Cancel);
            await refused.IsProblem(HttpStatusCode.TooManyRequests, "stream");
        }
        await Until.True(async () =>
        {
            using var answer = await client.GetAsync("/api/v1/fence-events/stream", HttpCompletionOption.ResponseHeadersRead, DoorsWorld.Cancel);
            return answer.IsSuccessStatusCode;
        }, "the closed feed's place");
    }

    [Fact]
    public async Task A_feed_ends_with_its_token()
    {
        await using var quick = await new FrontEnd(world.Silo.GatewayPort, "Development", ("Gad:Fences:Beat", "00:00:00.2")).Ready();
        using var client = FrontEnd.Client(Tokens.Issue(FrontEnd.Key, Roles.Integrator, lifetime: TimeSpan.FromSeconds(2)), quick.Http);
        using var answer = await client.GetAsync("/api/v1/fence-events/stream", HttpCompletionOption.ResponseHeadersRead, DoorsWorld.Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("event: beat", await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9000000000")]
    [InlineData("99999999999999999999999")]
    public async Task A_place_beyond_all_there_is_is_told_and_the_feed_goes_on_from_now(string beyond)
    {
        FakeFenceDirectoryGrain.Add("FEED-R", "E-BEFORE");
        using var client = world.FrontEnd.Client(Roles.Integrator);
        await using var feed = await Feed.Open(client, beyond);
        var first = await feed.Next();
        Assert.Equal("reset", first.EventType);
        using var told = JsonDocument.Parse(first.Data);
        Assert.Equal(first.EventId, told.RootElement.GetProperty("newest").GetString());
        Assert.NotEmpty(told.RootElement.GetProperty("asked").GetString()!);
        FakeFenceDirectoryGrain.Add("FEED-R", "E-0001");
        await Tell("FEED-R");
        Assert.Equal("E-0001", Efectivo(await feed.NextOf("FEED-R")));
    }

    [Theory]
    [InlineData("after=x", "after")]
    [InlineData("after=-1", "after")]
    public async Task A_place_that_is_none_is_refused(string query, string named)
    {
        using var client = world.FrontEnd.Client(Roles.Integrator);
        using var answer = await client.GetAsync("/api/v1/fence-events/stream?" + query, DoorsWorld.Cancel);
        await answer.IsProblem(HttpStatusCode.BadRequest, named);
    }

    private async Task Tell(string fenceId)
    {
        var watcher = (FenceWatcher)world.FrontEnd.Services.GetService(typeof(FenceWatcher))!;
        await watcher.OnFenceEvents(new FenceEventBatch { Shard = 0, Events = [] });
        Assert.NotEmpty(fenceId);
    }

    private static string? Efectivo(SseItem<string> item) => JsonDocument.Parse(item.Data).RootElement.GetProperty("efectivoId").GetString();

    private sealed class Feed(HttpResponseMessage answer, Stream body) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<SseItem<string>> _items = SseParser.Create(body).EnumerateAsync(DoorsWorld.Cancel).GetAsyncEnumerator(DoorsWorld.Cancel);

        public static async Task<Feed> Open(HttpClient client, string? lastEventId)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/fence-events/stream");
            if (lastEventId is not null)
            {
                request.Headers.Add("Last-Event-ID", lastEventId);
            }
            var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, DoorsWorld.Cancel);
            Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
            return new Feed(answer, await answer.Content.ReadAsStreamAsync(DoorsWorld.Cancel));
        }

        public async Task<SseItem<string>> Next()
        {
            Assert.True(await _items.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), DoorsWorld.Cancel), "the feed ended");
            return _items.Current;
        }

        /// <summary>Tests share the feed: those of the others are passed over.</summary>
        public async Task<SseItem<string>> NextOf(string fenceId)
        {
            while (true)
            {
                var item = await Next();
                if (item.EventType == "fence" && item.Data.Contains($"\"{fenceId}\"", StringComparison.Ordinal))
                {
                    return item;
                }
            }
        }

        public ValueTask DisposeAsync()
        {
            answer.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
