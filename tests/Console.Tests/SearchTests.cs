namespace GrupoGad.Console.Tests;

public sealed class SearchTests(Installation installation)
{
    [Fact]
    public async Task A_slash_and_a_code_and_Enter_fly_to_the_efectivo_and_open_its_card()
    {
        var id = installation.Fleet.Ids[5];
        await using var screen = await installation.Browser.Open();
        await screen.UntilShows(installation.Fleet.Ids);

        await screen.Page.Keyboard.PressAsync("/");
        await screen.Page.Keyboard.TypeAsync(id);
        // While it is written, what its beginning finds may be in the list.
        await Until.True(
            async () => await screen.Page.Locator("#search-0 .code").CountAsync() == 1 && await screen.Page.Locator("#search-0 .code").TextContentAsync() == id, $"{id} first in the list");
        await screen.Page.Keyboard.PressAsync("Enter");

        await Until.True(async () => await screen.Test("card-code").TextContentAsync() == id, $"the card of {id}");
        await Until.True(async () => await screen.Zoom() > 14.9, "the map to arrive");
        var at = (await screen.Everybody())[id].Pixel;
        Assert.True(at is { X: > 0 and < 1280, Y: > 0 and < 800 }, $"{id} is in the picture, not at {at}");
    }

    [Fact]
    public async Task Arrows_choose_among_what_a_name_finds()
    {
        await using var screen = await installation.Browser.Open();
        await screen.UntilState("live");

        await screen.Page.Keyboard.PressAsync("/");
        // At once: what is found for the beginning of a word would be replaced under the arrows.
        await screen.Page.Keyboard.InsertTextAsync("móvil");
        await screen.Page.Locator("#search-1").WaitForAsync();
        var second = await screen.Page.Locator("#search-1 .code").TextContentAsync();
        await screen.Page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("search-1", await screen.Test("search").GetAttributeAsync("aria-activedescendant"));
        await screen.Page.Keyboard.PressAsync("Enter");

        await Until.True(async () => await screen.Test("card-code").TextContentAsync() == second, $"the card of {second}");
    }

    [Fact]
    public async Task What_nobody_is_called_is_said_to_be_found_nowhere()
    {
        await using var screen = await installation.Browser.Open();
        await screen.UntilState("live");

        await screen.Test("search").FillAsync("zzzzzz");

        await Until.True(async () => await screen.Page.Locator(".search-note").TextContentAsync() == "Sin resultados", "the note");
    }
}
