using Microsoft.Playwright;

namespace GrupoGad.Console.Tests;

public sealed class CardTests(Installation installation)
{
    [Fact]
    public async Task A_click_on_a_symbol_opens_that_efectivos_card_and_Escape_closes_it()
    {
        await using var screen = await installation.Browser.Open();
        await screen.UntilShows(installation.Fleet.Ids);
        await screen.UntilArrived();

        var id = await ClickSomebody(screen);

        var card = screen.Page.Locator("#card");
        Assert.Equal(id, await screen.Test("card-code").TextContentAsync());
        await Until.True(async () => (await card.TextContentAsync())!.Contains(Fleet.NameOf(id), StringComparison.Ordinal), $"the name of {id} in its card");
        await Until.True(async () => (await card.TextContentAsync())!.Contains("Canina", StringComparison.Ordinal), "its skills, from the profile");
        var age = card.Locator("[data-fact=age]");
        var first = await age.TextContentAsync();
        await Until.True(async () => await age.TextContentAsync() != first, "the age to tick");

        await screen.Page.Keyboard.PressAsync("Escape");
        Assert.True(await card.IsHiddenAsync(), "Escape closes the card");
        screen.AssertNoErrors();
    }

    [Fact]
    public async Task A_refused_change_of_availability_says_why_and_changes_nothing()
    {
        var id = installation.Fleet.Ids[0];
        await installation.Fleet.SetAvailability(id, "Available");
        await installation.Fleet.SetAvailability(id, "OnTask");
        await using var screen = await OpenCard(id);

        await Choice(screen, "OffDuty").ClickAsync();

        await Until.True(
            async () => (await screen.Test("availability-said").TextContentAsync())!.StartsWith("Rechazado: ", StringComparison.Ordinal), "the reason of the refusal");
        Assert.Equal("OnTask", await installation.Fleet.AvailabilityOf(id));
        Assert.Equal("true", await Choice(screen, "OnTask").GetAttributeAsync("aria-pressed"));
        await installation.Fleet.SetAvailability(id, "Available");
    }

    [Fact]
    public async Task An_allowed_change_of_availability_comes_back_over_the_live_link()
    {
        var id = installation.Fleet.Ids[1];
        await installation.Fleet.SetAvailability(id, "Available");
        await using var screen = await OpenCard(id);

        await Choice(screen, "OnTask").ClickAsync();

        await Until.True(async () => await Choice(screen, "OnTask").GetAttributeAsync("aria-pressed") == "true", "the card to show the change");
        Assert.Equal("OnTask", await installation.Fleet.AvailabilityOf(id));
        await installation.Fleet.SetAvailability(id, "Available");
        await Until.True(async () => await Choice(screen, "Available").GetAttributeAsync("aria-pressed") == "true", "the card to show somebody else's change");
    }

    private static ILocator Choice(Screen screen, string availability) => screen.Page.Locator($"#card [data-availability={availability}]");

    private async Task<Screen> OpenCard(string id)
    {
        var screen = await installation.Browser.Open();
        await screen.UntilShows(installation.Fleet.Ids);
        await screen.Page.Keyboard.PressAsync("/");
        await screen.Page.Keyboard.TypeAsync(id);
        await screen.Page.Keyboard.PressAsync("Enter");
        await Until.True(async () => await screen.Test("card-code").TextContentAsync() == id, $"the card of {id}");
        return screen;
    }

    /// <summary>Clicks the map where an efectivo is drawn that has no other near it and no panel above it.</summary>
    private static async Task<string> ClickSomebody(Screen screen)
    {
        var clicked = "";
        await Until.True(
            async () =>
            {
                var all = await screen.Everybody();
                var alone = all.Where(e => IsFree(e.Value.Pixel) && all.All(o => o.Key == e.Key || Distance(o.Value.Pixel, e.Value.Pixel) > 40));
                if (alone.FirstOrDefault() is not { Key: { } id } one)
                {
                    return false;
                }
                clicked = id;
                await screen.Page.Mouse.ClickAsync(one.Value.Pixel.X, one.Value.Pixel.Y);
                return await screen.Page.Locator("#card").IsVisibleAsync();
            },
            "a card after a click on a symbol");
        return clicked;
    }

    private static bool IsFree(Pixel at) => at.X is > 260 and < 900 && at.Y is > 120 and < 640;

    private static double Distance(Pixel a, Pixel b) => Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
}
