namespace GrupoGad.Console.Tests;

public sealed class MapTests(Installation installation)
{
    [Fact]
    public async Task The_replayed_fleet_appears_by_itself_and_moves()
    {
        await using var screen = await installation.Browser.Open();
        await screen.UntilShows(installation.Fleet.Ids);

        var before = await screen.Everybody();
        Assert.Superset(installation.Fleet.Ids.ToHashSet(), before.Keys.ToHashSet());
        await Until.True(
            async () => (await screen.Everybody()).Count(now => before.TryGetValue(now.Key, out var was) && IsElsewhere(was, now.Value)) >= 10,
            "ten efectivos at a newer place", 60);
        screen.AssertNoErrors();
    }

    [Fact]
    public async Task Connection_lead_time_and_the_number_in_view_are_shown()
    {
        await using var screen = await installation.Browser.Open();
        await screen.UntilShows(installation.Fleet.Ids);

        Assert.Equal("En vivo", await screen.Test("link").TextContentAsync());
        await Until.True(async () => (await screen.Test("lead").TextContentAsync())!.StartsWith("p50 ", StringComparison.Ordinal), "a lead time");
        await Until.True(async () => int.Parse((await screen.Test("in-view").TextContentAsync())!) > 0, "somebody in view");
        if (installation.IsOurs)
        {
            Assert.True(await screen.Test("banner-volatile").IsVisibleAsync(), "memory mode must say that nothing is kept");
        }
    }

    [Fact]
    public async Task A_second_visit_starts_where_the_first_one_ended()
    {
        await using var screen = await installation.Browser.Open();
        await screen.UntilShows(installation.Fleet.Ids);
        await Return(screen, "{ longitude: -58.4, latitude: -34.6, zoom: 13.5 }");

        await screen.UntilState("live");
        Assert.Equal(13.5, await screen.Zoom(), 3);
    }

    [Fact]
    public async Task Zoomed_out_there_are_counts_that_lose_nobody_and_the_way_back_to_everybody_is_one_button()
    {
        await using var screen = await installation.Browser.Open();
        await screen.UntilShows(installation.Fleet.Ids);

        await Return(screen, "{ longitude: 21, latitude: 52.2, zoom: 3 }");
        await Until.True(
            async () => await screen.Test("in-view").TextContentAsync() is { } shown && int.TryParse(shown, out var n) && n >= installation.Fleet.Ids.Count,
            "everybody in the counts");
        Assert.True(await screen.Page.EvaluateAsync<int>("() => window.gad.counts()") > 0, "counts, not single efectivos");

        await screen.Page.Locator("#zoom button").Last.ClickAsync();
        await screen.UntilShows(installation.Fleet.Ids);
        screen.AssertNoErrors();
    }

    /// <summary>The page again, after a visit that ended there: said when nothing of the first one runs any more that could say otherwise.</summary>
    private static async Task Return(Screen screen, string view)
    {
        await screen.Page.AddInitScriptAsync($"localStorage.setItem('gad.view', JSON.stringify({view}))");
        await screen.Page.ReloadAsync();
    }

    private static bool IsElsewhere(Shown was, Shown now) =>
        now.TimeMs > was.TimeMs && (now.Latitude != was.Latitude || now.Longitude != was.Longitude);
}
