namespace GrupoGad.Console.Tests;

/// <summary>The operator's board, cards and composer.</summary>
public sealed class DeskTests(Installation installation)
{
    [Fact]
    public async Task An_operation_is_planned_by_a_form_and_a_click_on_the_map_and_appears_on_the_board_of_another_screen()
    {
        await using var duty = await Duty.Start(installation);
        await using var screen = await installation.OpenScreen();
        await using var other = await installation.OpenScreen();
        var code = $"T-{Guid.NewGuid().ToString("N")[..8].ToUpperInvariant()}";
        duty.Closes(code);
        await other.Page.Keyboard.PressAsync("o");

        await screen.Page.Keyboard.PressAsync("p");
        await screen.Page.Locator("#f-code").FillAsync(code);
        await screen.Page.Locator("#f-title").FillAsync("Búsqueda en el parque");
        await screen.Page.Mouse.ClickAsync(420, 420);
        await Until.True(async () => (await screen.Test("form-point").TextContentAsync())!.StartsWith("52.", StringComparison.Ordinal), "the place of the click");
        await screen.Test("form-save").ClickAsync();

        await screen.Test("operation-card").WaitForAsync();
        await other.Page.Locator($"[data-test=column-Planned] [data-operation={code}]").WaitForAsync();
        screen.AssertNoErrors();
    }

    [Fact]
    public async Task A_start_with_nobody_is_refused_in_words_and_a_cancellation_asks_for_its_reason_which_the_timeline_keeps()
    {
        await using var duty = await Duty.Start(installation);
        var code = await duty.Plan("Patrulla del puerto");
        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("o");
        await screen.Page.Locator($"[data-operation={code}]").ClickAsync();

        await screen.Test("move-start").ClickAsync();
        await Until.True(async () => (await screen.Test("move-said").TextContentAsync())!.Contains("al menos un efectivo", StringComparison.Ordinal), "the rule in Spanish");

        await screen.Test("move-cancel").ClickAsync();
        await screen.Page.Locator("#side [data-test=reason]").FillAsync("Suspendida por tormenta");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Until.True(async () => await screen.Test("operation-status").TextContentAsync() == "Cancelada", "the new status");
        await Until.True(async () => (await screen.Test("timeline").TextContentAsync())!.Contains("Suspendida por tormenta", StringComparison.Ordinal), "the reason in the timeline");
    }

    [Fact]
    public async Task The_board_is_walked_by_arrows_and_opened_by_Enter_and_Escape_goes_back_to_the_map()
    {
        await using var duty = await Duty.Start(installation);
        // Others may be planned too: of one priority, what is planned later stands right below.
        var (first, second) = (await duty.Plan("Primera de la fila"), await duty.Plan("Segunda de la fila"));
        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("o");
        await Tile(second).WaitForAsync();
        await Tile(first).FocusAsync();

        await screen.Page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal(second, await screen.Page.EvaluateAsync<string>("() => document.activeElement?.dataset.operation"));
        await screen.Page.Keyboard.PressAsync("Enter");

        await Until.True(async () => (await screen.Page.Locator("#side .tile-code").First.TextContentAsync()) == second, $"the card of {second}");
        await screen.Page.Keyboard.PressAsync("Escape");
        Assert.True(await screen.Page.Locator("#side").IsHiddenAsync(), "Escape closes the card");
        Assert.True(await screen.Page.Locator("#board").IsHiddenAsync(), "the board stays closed");

        Microsoft.Playwright.ILocator Tile(string operation) => screen.Page.Locator($"[data-test=column-Planned] .tile[data-operation={operation}]");
    }

    [Fact]
    public async Task A_click_on_a_symbol_chooses_a_recipient_while_an_order_is_written_and_a_circle_is_two_clicks()
    {
        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("n");
        var chips = screen.Page.Locator("[data-test=chips] .chip");
        await Until.True(
            async () =>
            {
                if ((await screen.Everybody()).Values.Select(shown => shown.Pixel).FirstOrDefault(p => p.X is > 260 and < 700 && p.Y is > 150 and < 640) is not { } at)
                {
                    return false;
                }
                await screen.Page.Mouse.ClickAsync(at.X, at.Y);
                return await chips.CountAsync() > 0;
            },
            "a recipient from the map");

        await screen.Test("draw-circle").ClickAsync();
        await screen.Page.Mouse.ClickAsync(450, 400);
        await screen.Page.Mouse.MoveAsync(500, 430);
        await screen.Page.Mouse.ClickAsync(520, 440);

        await Until.True(async () => await screen.Page.Locator(".chip[data-kind=Area]").CountAsync() == 1, "the circle among the recipients");
        screen.AssertNoErrors();
    }

    [Fact]
    public async Task Axe_finds_nothing_serious_on_the_board_a_card_the_composer_and_the_list_in_the_dark_and_in_the_light()
    {
        await using var duty = await Duty.Start(installation);
        var code = await duty.Plan("Control de accesos");
        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("o");
        await screen.Page.Locator($"[data-operation={code}]").WaitForAsync();
        await screen.Page.AssertAccessible("board");
        await screen.Page.Locator($"[data-operation={code}]").ClickAsync();
        await screen.Test("assign").ClickAsync();
        await screen.Test("candidate").First.WaitForAsync();
        await screen.Page.AssertAccessible("assigning");
        foreach (var key in new[] { "n", "l", "p" })
        {
            await screen.Page.Keyboard.PressAsync("Escape");
            await screen.Page.Keyboard.PressAsync(key);
            await screen.Page.AssertAccessible($"dark {key}");
        }
        await screen.Test("theme").ClickAsync();
        await screen.Page.AssertAccessible("light");
    }
}
