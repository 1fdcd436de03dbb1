namespace GrupoGad.Console.Tests;

/// <summary>The time machine, over what was kept.</summary>
[Collection(Durable.Name)]
public sealed class PastTests(DurableInstallation installation)
{
    /// <summary>Reports reach the store within moments; by then the past is settled.</summary>
    private const int SettledS = 12;

    [Fact]
    public async Task A_past_instant_shows_what_the_live_map_showed_and_says_loudly_that_it_is_not_live()
    {
        await using var screen = await installation.OpenScreen();
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
        var fleet = live.Where(shown => installation.Fleet.Ids.Contains(shown.Key)).ToArray();
        await Until.True(
            async () => (past = await screen.Everybody()).Count > 0 && fleet.Count(Same) >= fleet.Length * 3 / 4, "the same picture as was live", 20,
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
}
