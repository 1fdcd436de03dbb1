using System.Collections.Concurrent;
using System.Globalization;
using System.Web;

namespace GrupoGad.Console.Tests;

/// <summary>The time machine, over what was kept.</summary>
[Collection(Durable.Name)]
public sealed class PastTests(DurableInstallation installation)
{
    /// <summary>Reports reach the store within moments; by then the past is settled.</summary>
    private const int SettledS = 12;

    /// <summary>Pixels at the edge of the view in which somebody may drive out of it meanwhile.</summary>
    private const float Rim = 60;

    /// <summary>More than two chunks of a minute.</summary>
    private const int PlayedS = 135;

    [Fact]
    public async Task A_past_instant_shows_what_the_live_map_showed_and_says_loudly_that_it_is_not_live()
    {
        await using var screen = await installation.OpenScreen();
        await screen.UntilArrived();
        await screen.Page.EvaluateAsync("() => new Promise(done => setTimeout(done, 1100))");
        var live = await screen.Everybody();
        var at = DateTime.UtcNow;
        await Until.True(() => Task.FromResult(DateTime.UtcNow > at.AddSeconds(SettledS)), "the past to settle", SettledS + 5);

        await screen.Page.Keyboard.PressAsync("h");
        await screen.Test("past-banner").WaitForAsync();
        Assert.Contains("HISTORIA", await screen.Test("past-banner").TextContentAsync());
        await screen.Test("past-at").FillAsync(at.ToLocalTime().ToString("yyyy-MM-ddTHH:mm:ss"));
        await screen.Test("past-at").DispatchEventAsync("change");

        // The field holds whole seconds: whoever moved within that second may stand one fix earlier.
        IReadOnlyDictionary<string, Shown> past = new Dictionary<string, Shown>();
        bool Same(KeyValuePair<string, Shown> was) => past.TryGetValue(was.Key, out var now)
            && Math.Abs(now.Latitude - was.Value.Latitude) < 2e-5 && Math.Abs(now.Longitude - was.Value.Longitude) < 2e-5;
        // Live, whole cells are subscribed; the past is asked for what is in view.
        var fleet = live.Where(shown => installation.Fleet.Ids.Contains(shown.Key) && IsInView(shown.Value.Pixel)).ToArray();
        Assert.NotEmpty(fleet);
        await Until.True(
            async () => (past = await screen.Everybody()).Count > 0 && fleet.Count(Same) >= fleet.Length * 3 / 4, "the same picture as was live", Until.Seconds,
            () => Task.FromResult($"{fleet.Count(Same)} of {fleet.Length} the same"));
        Assert.Superset(fleet.Select(shown => shown.Key).ToHashSet(), past.Keys.ToHashSet());

        await screen.Page.AssertAccessible("past");
        await screen.Test("past-speed").SelectOptionAsync("60");
        await screen.Test("past-play").ClickAsync();
        await Until.True(async () => (await screen.Everybody()).Any(now => past.TryGetValue(now.Key, out var was) && now.Value.TimeMs > was.TimeMs), "the past to be played");

        await screen.Page.Keyboard.PressAsync("Escape");
        Assert.True(await screen.Page.Locator("#past").IsHiddenAsync(), "one key leads back to the present");
        Assert.False(await screen.Page.EvaluateAsync<bool>("() => document.body.classList.contains('is-past')"));
        screen.AssertNoErrors();
    }

    [Fact]
    public async Task The_past_plays_sixty_times_as_fast_minute_after_minute_without_a_gap_seeks_while_it_plays_and_ends_at_the_present()
    {
        var from = installation.ReadyAt.AddSeconds(5);
        await Until.True(() => Task.FromResult(DateTime.UtcNow > from.AddSeconds(PlayedS)), "two minutes and more to have happened", PlayedS + 10);
        // Opened only then, so that nobody drives out of the picture; and a map that still steps inwards would ask for another area.
        await using var screen = await installation.OpenScreen();
        await screen.UntilArrived();
        // The past is asked for what is in view.
        var inView = (await screen.Everybody()).Where(shown => IsInView(shown.Value.Pixel)).Select(shown => shown.Key).Intersect(installation.Fleet.Ids).ToHashSet();
        Assert.NotEmpty(inView);
        var asked = new ConcurrentQueue<(string What, DateTime From, DateTime To)>();
        screen.Page.Request += (_, request) => Note(asked, new Uri(request.Url));

        await screen.Page.Keyboard.PressAsync("h");
        // Slowly first: it must not be over before it is taken back to the start.
        await screen.Test("past-speed").SelectOptionAsync("4");
        await Seek(screen, from);
        await Until.True(async () => await screen.Count() > 0, "the picture of then");
        await screen.Test("past-play").ClickAsync();
        await Until.True(() => Task.FromResult(asked.Count(a => a.What == "changes") >= 2), "the second minute to be asked for");

        // Back to the start while it plays: it goes on playing from there.
        asked.Clear();
        await Seek(screen, from);
        await Until.True(() => Task.FromResult(asked.Any(a => a.What == "snapshot" && Math.Abs((a.From - from).TotalSeconds) < 1)), "the picture of the start again");
        Assert.Equal("true", await screen.Test("past-play").GetAttributeAsync("aria-pressed"));
        await screen.Test("past-speed").SelectOptionAsync("60");
        await Until.True(async () => (await screen.Test("past-said").TextContentAsync())!.Contains("presente", StringComparison.Ordinal), "the end of the past", 60,
            async () => $"{await screen.Test("past-banner").TextContentAsync()} {await screen.Test("past-said").TextContentAsync()}");

        var chunks = asked.SkipWhile(a => a.What != "snapshot").Where(a => a.What == "changes").ToArray();
        Assert.True(chunks.Length >= 3, $"{chunks.Length} chunks for {PlayedS} s and more");
        Assert.All(chunks.Zip(chunks.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.Equal(from, chunks[0].From, TimeSpan.FromSeconds(1));
        Assert.Equal("false", await screen.Test("past-play").GetAttributeAsync("aria-pressed"));
        Assert.Superset(inView, (await screen.Everybody()).Keys.ToHashSet());

        await screen.Test("past-live").ClickAsync();
        Assert.False(await screen.Page.EvaluateAsync<bool>("() => document.getElementById('past').contains(document.activeElement)"), "keys work on the map again");
        var present = await screen.Everybody();
        await Until.True(async () => (await screen.Everybody()).Any(now => present.TryGetValue(now.Key, out var was) && now.Value.TimeMs > was.TimeMs), "the present to move on");
        screen.AssertNoErrors();
    }

    private static bool IsInView(Pixel at) => at is { X: > Rim and < 1280 - Rim, Y: > Rim and < 800 - Rim };

    private static async Task Seek(Screen screen, DateTime to)
    {
        await screen.Test("past-at").FillAsync(to.ToLocalTime().ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        await screen.Test("past-at").DispatchEventAsync("change");
    }

    private static void Note(ConcurrentQueue<(string, DateTime, DateTime)> asked, Uri url)
    {
        if (!url.AbsolutePath.StartsWith("/api/v1/history/", StringComparison.Ordinal))
        {
            return;
        }
        var query = HttpUtility.ParseQueryString(url.Query);
        DateTime Read(string name) => query[name] is { } text ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal) : default;
        var what = url.Segments[^1];
        asked.Enqueue((what, Read(what == "snapshot" ? "at" : "from"), Read("to")));
    }
}
