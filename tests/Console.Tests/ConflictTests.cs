using Microsoft.Playwright;

namespace GrupoGad.Console.Tests;

/// <summary>Two people who write in the same thing at once: both versions are seen, and nobody's words are lost.</summary>
public sealed class ConflictTests(Installation installation)
{
    [Fact]
    public async Task Who_saves_second_sees_both_versions_chooses_field_by_field_and_what_only_one_changed_stays_of_both()
    {
        await using var duty = await Duty.Start(installation);
        var code = await duty.Plan("Control de accesos");
        await using var first = await Editing(code);
        await using var second = await Editing(code);

        await first.Page.Locator("#f-title").FillAsync("Control norte");
        await first.Page.Locator("#f-notes").FillAsync("Llevar conos");
        await second.Page.Locator("#f-title").FillAsync("Control sur");
        await second.Page.Locator("#f-jurisdiction").FillAsync("C4");
        await first.Test("form-save").ClickAsync();
        await first.Test("operation-card").WaitForAsync();
        await second.Test("form-save").ClickAsync();

        await second.Test("conflict").WaitForAsync();
        var clash = (await second.Test("clash-title").TextContentAsync())!;
        Assert.True(clash.Contains("Control norte", StringComparison.Ordinal) && clash.Contains("Control sur", StringComparison.Ordinal), clash);
        Assert.Contains("Llevar conos", await second.Test("conflict").TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains((await duty.Operation(code)).GetProperty("plan").GetProperty("title").GetString()!, clash, StringComparison.Ordinal);
        await Seen(second, "conflict-plan");

        await second.Test("clash-title-theirs").CheckAsync();
        await second.Test("conflict-save").ClickAsync();
        await second.Test("operation-card").WaitForAsync();
        var plan = (await duty.Operation(code)).GetProperty("plan");
        Assert.Equal("Control norte|Llevar conos|C4", string.Join('|', new[] { "title", "notes", "jurisdiction" }.Select(name => plan.GetProperty(name).GetString())));
        second.AssertNoErrors();
    }

    [Fact]
    public async Task Mine_replaces_theirs_of_a_fence_only_when_a_person_says_so()
    {
        await using var duty = await Duty.Start(installation);
        var code = $"C-{Guid.NewGuid().ToString("N")[..8].ToUpperInvariant()}";
        await duty.PutFence(code, "Plaza", 52.23, 21.01, 300);
        await using var first = await EditingFence(code);
        await using var second = await EditingFence(code);
        await first.Page.Locator("#f-name").FillAsync("Plaza norte");
        await second.Page.Locator("#f-name").FillAsync("Plaza sur");
        await first.Test("fence-save").ClickAsync();
        await first.Test("fence-card").WaitForAsync();
        await second.Test("fence-save").ClickAsync();

        await second.Test("clash-name").WaitForAsync();
        Assert.Equal("Plaza norte", (await duty.Fence(code)).GetProperty("plan").GetProperty("name").GetString());
        await second.Test("conflict-save").ClickAsync();
        await second.Test("fence-card").WaitForAsync();
        Assert.Equal("Plaza sur", (await duty.Fence(code)).GetProperty("plan").GetProperty("name").GetString());
        second.AssertNoErrors();
    }

    [Fact]
    public async Task A_code_that_another_has_taken_is_refused_and_the_words_stay_in_the_form()
    {
        await using var duty = await Duty.Start(installation);
        var code = await duty.Plan("La que ya está");
        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("p");
        await screen.Page.Locator("#f-code").FillAsync(code);
        await screen.Page.Locator("#f-title").FillAsync("La que llega después");
        await screen.Test("form-save").ClickAsync();

        await Until.True(async () => (await screen.Test("form-said").TextContentAsync())!.Contains("elija otro", StringComparison.Ordinal), "the refusal of the code");
        Assert.Equal("La que llega después", await screen.Page.Locator("#f-title").InputValueAsync());
        Assert.Equal("La que ya está", (await duty.Operation(code)).GetProperty("plan").GetProperty("title").GetString());
    }

    private async Task<Screen> Editing(string code)
    {
        var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("o");
        await screen.Page.Locator($"[data-operation={code}]").ClickAsync();
        await screen.Page.Locator("#side [data-key=edit]").ClickAsync();
        await screen.Test("operation-form").WaitForAsync();
        return screen;
    }

    private async Task<Screen> EditingFence(string code)
    {
        var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("f");
        await screen.Page.Locator($"#side [data-fence={code}]").ClickAsync();
        await screen.Test("fence-edit").ClickAsync();
        await screen.Test("fence-form").WaitForAsync();
        await screen.Page.Locator(".shape:not([aria-busy])").WaitForAsync();
        return screen;
    }

    /// <summary>For who looks at it: a picture where the run asks for some.</summary>
    private static async Task Seen(Screen screen, string name)
    {
        if (Environment.GetEnvironmentVariable("GAD_TEST_PICTURES") is { Length: > 0 } folder)
        {
            await screen.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
        }
    }
}
