using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using GrupoGad.Console.Tests;
using GrupoGad.Geo;
using GrupoGad.LoadGenerator.Replay;

namespace GrupoGad.Cluster.Tests.Processes;

public sealed class TimeMachineTests(Installation installation) : IClassFixture<Installation>
{
    private const int Instants = 100;

    /// <summary>How long a report may be on its way from the door that takes it to the screen. The machines of these tests are busy.</summary>
    private static readonly TimeSpan _onItsWay = TimeSpan.FromSeconds(5);

    private static readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };

    [Fact]
    public async Task At_a_hundred_random_instants_of_a_real_replay_the_past_is_the_picture_that_the_live_map_showed()
    {
        await installation.Complete();
        await using var viewer = Viewer.Open(installation.Urls, installation.Tokens);
        // Twenty minutes in half a minute: at full speed the map would be that of a backlog.
        var options = new ReplayOptions { File = Repository.Excerpt, Prefix = "PAST", Speed = 40, TimesNow = false, Urls = installation.Urls };
        var playing = new ReplayRun(options, installation.Tokens, TextWriter.Null).Play(TestContext.Current.CancellationToken);
        await Until.True(() => Task.FromResult(viewer.Shown("PAST").Count > 0), "the first efectivos on the screen", 60);
        var shown = new List<(DateTime At, Dictionary<string, Place> Live)>();
        var random = new Random(1);
        while (shown.Count < Instants && !playing.IsCompleted)
        {
            await Task.Delay(random.Next(100, 400));
            // Looked at first: what is shown was received before the instant noted, which is a whole millisecond.
            var live = viewer.Shown("PAST");
            shown.Add((DateTime.UtcNow.AddMilliseconds(1), live));
        }
        var (tally, duration) = await playing;
        TestContext.Current.TestOutputHelper?.WriteLine(tally.ToJson(duration));
        Assert.Equal(Instants, shown.Count);
        await AtRest(viewer, shown);

        var (same, moving) = (0, 0);
        foreach (var (at, live) in shown)
        {
            var then = await Past(at);
            var sooner = await Past(at - _onItsWay);
            // Nobody is shown who was not there, and nobody is missing but whose first report was on its way.
            Assert.Equal([], live.Keys.Except(then.Keys).Select(id => $"{at:O} {id} is shown and was nowhere"));
            Assert.Equal([], sooner.Keys.Except(live.Keys).Select(id => $"{at:O} {id} was there {_onItsWay} before and is not shown"));
            foreach (var (id, place) in live)
            {
                if (then[id].IsShownAs(place))
                {
                    same++;
                    continue;
                }
                moving++;
                var since = sooner.TryGetValue(id, out var before) ? before.TimeS : long.MinValue;
                Assert.True(place.TimeS < then[id].TimeS && place.TimeS >= since, $"{at:O} {id}: shown {place}, past {then[id]}, sooner {since}");
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{shown.Count} instants, {same} efectivos shown just as the past tells, {moving} with their next report on its way, of {shown.Max(one => one.Live.Count)}");
        Assert.True(same > 9 * moving, $"{same} same, {moving} moving");
    }

    /// <summary>One more, once nothing is on its way: then every side has to tell the same, to the last digit.</summary>
    private async Task AtRest(Viewer viewer, List<(DateTime At, Dictionary<string, Place> Live)> shown)
    {
        var stored = await installation.Newest("PAST");
        await Until.True(
            () => Task.FromResult(viewer.Shown("PAST") is var live && stored.All(pair => live.TryGetValue(pair.Key, out var place) && pair.Value.IsShownAs(place))),
            "the viewer to be at rest", 60);
        var at = DateTime.UtcNow;
        var area = await installation.Area(installation.Urls[0], "PAST");
        Assert.Equal(area.OrderBy(pair => pair.Key, StringComparer.Ordinal), (await Past(at)).OrderBy(pair => pair.Key, StringComparer.Ordinal));
        shown.Add((at, viewer.Shown("PAST")));
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
            .Where(efectivo => efectivo.GetProperty("efectivoId").GetString()!.StartsWith("PAST-", StringComparison.Ordinal))
            .ToDictionary(efectivo => efectivo.GetProperty("efectivoId").GetString()!, efectivo => PlaceOf(efectivo.GetProperty("position")));
    }

    private static Place PlaceOf(JsonElement position) => new(
        new GeoPoint(position.GetProperty("latitude").GetDouble(), position.GetProperty("longitude").GetDouble()),
        new DateTimeOffset(position.GetProperty("deviceTime").GetDateTime()).ToUnixTimeSeconds());
}
