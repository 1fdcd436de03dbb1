using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using GrupoGad.Console.Tests;
using GrupoGad.Geo;
using GrupoGad.LoadGenerator.Efectivos;
using GrupoGad.LoadGenerator.Replay;
using GrupoGad.LoadGenerator.Traces;

namespace GrupoGad.Cluster.Tests.Processes;

public sealed class TimeMachineTests(Installation installation) : IClassFixture<Installation>
{
    private const int Instants = 100;
    private const string Prefix = "PAST";

    private static readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>
    /// The replay rests at random places, so that the live map has come to show all it was told: what it shows then is noted, and held against the past when
    /// all is over. Compared while it runs, the two would differ by the reports on their way to the screen.
    /// </summary>
    [Fact]
    public async Task At_a_hundred_random_instants_of_a_real_replay_the_past_is_the_picture_that_the_live_map_showed()
    {
        await installation.Complete();
        await using var viewer = Viewer.Open(installation.Urls, installation.Tokens);
        var (trace, codes) = await Register();
        var random = new Random(20240219);
        var rests = Enumerable.Range(0, Instants - 1).Select(_ => random.Next(1, trace.Rows.Count)).Append(trace.Rows.Count).Order().ToArray();
        var shown = new List<(DateTime At, Dictionary<string, Place> Live)>();
        var sent = 0;
        foreach (var rest in rests)
        {
            foreach (var some in trace.Rows.Skip(sent).Take(rest - sent).Chunk(500))
            {
                await Send(some, codes);
            }
            sent = rest;
            // A whole millisecond, and none of the next report's.
            var at = DateTime.UtcNow.AddMilliseconds(1);
            await Until.True(() => Task.FromResult(DateTime.UtcNow > at.AddMilliseconds(1)), "the next millisecond", 1);
            shown.Add((at, await AtRest(viewer)));
        }

        foreach (var (at, live) in shown)
        {
            var past = await Past(at);
            Assert.Equal(live.Keys.Order(StringComparer.Ordinal), past.Keys.Order(StringComparer.Ordinal));
            Assert.Equal([], past.Where(pair => !pair.Value.IsShownAs(live[pair.Key])).Select(pair => $"{at:O} {pair.Key}: shown {live[pair.Key]}, past {pair.Value}"));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{shown.Count} instants, up to {shown.Max(one => one.Live.Count)} efectivos, {shown.Sum(one => one.Live.Count)} places compared");
        Assert.Equal(trace.Units.Count, shown[^1].Live.Count);
        Assert.True(shown.Select(one => one.Live.Values.Sum(place => place.TimeS)).Distinct().Count() > Instants / 2, "the pictures hardly differ");
    }

    private async Task<(Trace Trace, IReadOnlyList<string> Codes)> Register()
    {
        var trace = TraceReader.ReadFile(Repository.Excerpt);
        var options = new ReplayOptions { File = Repository.Excerpt, Prefix = Prefix, Urls = installation.Urls };
        var fleet = new Fleet(options, installation.Tokens, trace);
        using var registration = new Registration(installation.Urls, installation.Tokens.Administrator());
        Assert.Equal(trace.Units.Count, await registration.Ensure(fleet.Profiles, TestContext.Current.CancellationToken));
        return (trace, fleet.Codes);
    }

    /// <summary>Ends when all are judged, and durable if accepted.</summary>
    private async Task Send(TraceRow[] rows, IReadOnlyList<string> codes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(installation.Urls[1], "/api/v1/positions"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", installation.Tokens.Create("replay", "Integrator", null));
        request.Content = JsonContent.Create(rows.Select(row => new
        {
            efectivoId = codes[row.Unit], latitude = row.Fix.Latitude, longitude = row.Fix.Longitude, deviceTime = row.Time,
        }));
        using var answer = await _http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>What the screen shows once it has everybody's newest stored fix.</summary>
    private async Task<Dictionary<string, Place>> AtRest(Viewer viewer)
    {
        var stored = await installation.Newest(Prefix);
        var live = new Dictionary<string, Place>();
        await Until.True(
            () =>
            {
                live = viewer.Shown(Prefix);
                return Task.FromResult(live.Count == stored.Count && stored.All(pair => live.TryGetValue(pair.Key, out var place) && pair.Value.IsShownAs(place)));
            },
            "the screen to be at rest", 60);
        return live;
    }

    private async Task<Dictionary<string, Place>> Past(DateTime at)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(installation.Urls[0],
            string.Create(CultureInfo.InvariantCulture, $"/api/v1/history/snapshot?bbox=20.4,51.9,21.5,52.5&at={at:yyyy-MM-ddTHH:mm:ss.fffZ}")));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", installation.Tokens.Administrator());
        using var answer = await _http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        using var picture = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
        return picture.RootElement.GetProperty("efectivos").EnumerateArray()
            .Select(efectivo => (Id: efectivo.GetProperty("efectivoId").GetString()!, Place: PlaceOf(efectivo.GetProperty("position"))))
            .Where(efectivo => efectivo.Id.StartsWith(Prefix + "-", StringComparison.Ordinal)).ToDictionary();
    }

    private static Place PlaceOf(JsonElement position) => new(
        new GeoPoint(position.GetProperty("latitude").GetDouble(), position.GetProperty("longitude").GetDouble()),
        new DateTimeOffset(position.GetProperty("deviceTime").GetDateTime()).ToUnixTimeSeconds());
}
