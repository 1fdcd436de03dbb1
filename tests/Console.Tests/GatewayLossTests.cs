namespace GrupoGad.Console.Tests;

public sealed class GatewayLossTests(Installation installation)
{
    [Fact]
    public async Task A_killed_gateway_shows_as_reconnecting_and_a_new_one_heals_the_screen_without_emptying_it()
    {
        Assert.SkipUnless(installation.IsOurs, "the installation under GAD_TEST_URL is not ours to kill");
        await using var screen = await installation.Browser.Open();
        await screen.UntilShows(installation.Fleet.Ids);
        // What the operator sees the least of the fleet, sampled far more often than the screen is drawn.
        await screen.UntilArrived();
        await screen.UntilShows(installation.Fleet.Ids);
        await screen.Page.EvaluateAsync(
            "ids => { const shown = () => ids.filter(id => window.gad.efectivo(id)).length; window.least = shown(); setInterval(() => window.least = Math.min(window.least, shown()), 20); }",
            installation.Fleet.Ids);

        await installation.KillGateway();

        await screen.UntilState("reconnecting");
        Assert.Equal("Reconectando…", await screen.Test("link").TextContentAsync());
        Assert.True(await screen.Test("banner-reconnecting").IsVisibleAsync(), "the banner says that this is what was last received");

        await installation.StartGateway();
        await screen.UntilState("live", 60);
        var back = await Newest(screen);
        await Until.True(async () => await Newest(screen) > back + 12_000, "fixes from after the new session's snapshots were confirmed", 90);

        await Until.True(() => screen.Test("banner-reconnecting").IsHiddenAsync(), "the banner to be gone");
        Assert.Superset(installation.Fleet.Ids.ToHashSet(), (await screen.Everybody()).Keys.ToHashSet());
        Assert.Equal(installation.Fleet.Ids.Count, await screen.Page.EvaluateAsync<int>("() => window.least"));
        screen.AssertNoErrors();
    }

    private static async Task<double> Newest(Screen screen) => (await screen.Everybody()).Values.Max(shown => shown.TimeMs);
}
