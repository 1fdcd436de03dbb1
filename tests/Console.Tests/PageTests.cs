namespace GrupoGad.Console.Tests;

public sealed class PageTests(Installation installation)
{
    [Fact]
    public async Task The_language_is_Spanish_turns_English_at_a_button_and_stays_so()
    {
        await using var screen = await installation.Browser.Open();
        await screen.UntilState("live");
        Assert.Equal("es", await screen.Page.Locator("html").GetAttributeAsync("lang"));
        Assert.Equal("En vivo", await screen.Test("link").TextContentAsync());

        await screen.Test("language").ClickAsync();
        Assert.Equal("Live", await screen.Test("link").TextContentAsync());

        await screen.Page.ReloadAsync();
        await screen.UntilState("live");
        Assert.Equal("en", await screen.Page.Locator("html").GetAttributeAsync("lang"));
        Assert.Equal("Live", await screen.Test("link").TextContentAsync());
    }

    [Fact]
    public async Task Axe_finds_nothing_serious_with_a_card_open_in_the_dark_and_in_the_light()
    {
        await using var screen = await installation.Browser.Open();
        await screen.UntilShows(installation.Fleet.Ids);
        await screen.Page.Keyboard.PressAsync("/");
        await screen.Page.Keyboard.InsertTextAsync(installation.Fleet.Ids[2]);
        await screen.Page.Locator("#search-0").WaitForAsync();
        await screen.Page.AssertAccessible("search");
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.Page.Locator("#card .choices").WaitForAsync();

        await screen.Page.AssertAccessible("dark");
        await screen.Test("theme").ClickAsync();
        await screen.Page.AssertAccessible("light");
    }

    [Fact]
    public async Task A_refused_token_brings_up_the_form_which_says_so_and_a_good_one_opens_the_console()
    {
        await using var screen = await installation.Browser.Open(page => page.RouteAsync("**/dev/token*", route => route.FulfillAsync(new() { Status = 404 })));
        await screen.UntilState("stopped");
        Assert.Contains("Pegue el token", await screen.Test("login-why").TextContentAsync(), StringComparison.Ordinal);
        await screen.Page.AssertAccessible("login");

        await Enter(screen, "not.a.token");
        await Until.True(async () => (await screen.Test("login-why").TextContentAsync())!.Contains("rechazado", StringComparison.Ordinal), "the refusal in the form");

        await Enter(screen, await installation.Tokens.For("Operator"));
        await screen.UntilState("live");
        await Until.True(() => screen.Page.Locator("#login").IsHiddenAsync(), "the form to be gone");
    }

    [Fact]
    public async Task The_page_is_the_built_console_and_holds_no_inline_script()
    {
        Assert.SkipUnless(installation.IsOurs, "what the installation under GAD_TEST_URL serves is not this checkout's");
        var built = Path.Combine(Repository.Console, "index.html");
        Assert.True(File.Exists(built), "the console is not built: npm ci && npm run build in WebFrontend/Console");
        await using var screen = await installation.Browser.Open();

        var served = await (await screen.Page.GotoAsync(installation.Url.ToString()))!.TextAsync();

        Assert.Equal(await File.ReadAllTextAsync(built, TestContext.Current.CancellationToken), served);
        Assert.Equal(0, await screen.Page.Locator("script:not([src])").CountAsync());
        await screen.UntilState("live");
        screen.AssertNoErrors();
    }

    private static async Task Enter(Screen screen, string token)
    {
        await screen.Page.Locator("#login-token").FillAsync(token);
        await screen.Page.Keyboard.PressAsync("Enter");
    }
}
