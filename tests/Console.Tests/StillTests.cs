namespace GrupoGad.Console.Tests;

/// <summary>What lives under the pointer: no click is lost by a new drawing, and none is about another row than the one that was looked at.</summary>
public sealed class StillTests(Installation installation)
{
    [Fact]
    public async Task A_press_on_a_command_that_changes_before_the_release_opens_it_and_its_row_is_drawn_in_place()
    {
        await using var duty = await Duty.Start(installation);
        var efectivo = installation.Fleet.Ids[20];
        var command = await duty.Order("Presionada mientras cambia", "Operational", efectivo);
        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("l");
        var row = screen.Page.Locator($"[data-command='{command}']");
        await row.WaitForAsync();
        var before = await row.TextContentAsync();
        await row.EvaluateAsync("row => { row.seen = true; row.focus(); }");

        await row.HoverAsync();
        await screen.Page.Mouse.DownAsync();
        await duty.SpeakFor(command, efectivo, "accept");
        await Until.True(async () => await row.TextContentAsync() != before, "the row to tell the acceptance, still pressed", otherwise: async () => (await row.TextContentAsync())!);
        Assert.True(await row.EvaluateAsync<bool>("row => row.seen === true && document.activeElement === row"), "the same element, and it kept the focus");
        await screen.Page.Mouse.UpAsync();

        await Until.True(async () => (await screen.Test("command-card").TextContentAsync())!.Contains("Presionada mientras cambia", StringComparison.Ordinal), "the card of the command that was pressed");
        screen.AssertNoErrors();
    }

    [Fact]
    public async Task Rows_stand_still_under_the_pointer_say_that_more_wait_and_come_when_it_leaves()
    {
        await using var duty = await Duty.Start(installation);
        var efectivo = installation.Fleet.Ids[21];
        var calm = await duty.Order("Rutina que no se mueve", "Routine", efectivo);
        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("l");
        var row = screen.Page.Locator($"[data-command='{calm}']");
        await row.HoverAsync();
        var at = await row.BoundingBoxAsync();

        var urgent = await duty.Order("Urgente que iría primero", "Operational", efectivo);
        await Until.True(async () => await Waiting(screen) is not ("" or "0"), "the list to say that one more waits");
        Assert.Equal(0, await screen.Page.Locator($"[data-command='{urgent}']").CountAsync());
        var still = await row.BoundingBoxAsync();
        Assert.Equal(at!.Y, still!.Y, 1f);

        await screen.Page.Mouse.MoveAsync(300, 500);
        await screen.Page.Locator($"[data-command='{urgent}']").WaitForAsync();
        Assert.Equal("", await screen.Page.Locator("#side [data-test=rows-fresh]").TextContentAsync());
        Assert.True((await screen.Page.Locator($"[data-command='{urgent}']").BoundingBoxAsync())!.Y < (await row.BoundingBoxAsync())!.Y, "the more urgent one first");
        screen.AssertNoErrors();
    }

    [Fact]
    public async Task A_tile_of_the_board_that_is_pressed_while_its_people_change_opens_its_operation()
    {
        await using var duty = await Duty.Start(installation);
        var operation = await duty.Plan("Tablero que cambia");
        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("o");
        var tile = screen.Page.Locator($".tile[data-operation={operation}]");
        await tile.HoverAsync();
        await screen.Page.Mouse.DownAsync();
        await duty.Assign(operation, installation.Fleet.Ids[22]);
        await Until.True(async () => await tile.Locator(".step-chip:not(.none)").CountAsync() > 0, "the tile to tell who was asked, still pressed");
        await screen.Page.Mouse.UpAsync();

        await Until.True(async () => (await screen.Test("operation-card").TextContentAsync())!.Contains("Tablero que cambia", StringComparison.Ordinal), "the card of the operation that was pressed");
        screen.AssertNoErrors();
    }

    [Fact]
    public async Task A_reason_being_written_for_one_person_outlives_what_happens_to_another_and_a_pressed_button_stays_its_own()
    {
        await using var duty = await Duty.Start(installation);
        var operation = await duty.Plan("Motivo a medio escribir");
        var (one, other) = (installation.Fleet.Ids[23], installation.Fleet.Ids[24]);
        await installation.Fleet.SetAvailability(one, "Available");
        await installation.Fleet.SetAvailability(other, "Available");
        await duty.Assign(operation, one);
        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("o");
        await screen.Page.Locator($".tile[data-operation={operation}]").ClickAsync();
        await screen.Page.Locator($"[data-test=person][data-efectivo={one}] [data-key=release]").ClickAsync();
        await screen.Test("reason").FillAsync("Relevo de turno");

        await duty.Assign(operation, other);
        await screen.Page.Mouse.MoveAsync(300, 500);
        await screen.Page.Locator($"[data-test=person][data-efectivo={other}]").WaitForAsync();
        Assert.Equal("Relevo de turno", await screen.Test("reason").InputValueAsync());
        Assert.Equal("ask-reason", await screen.Page.EvaluateAsync<string>("() => document.activeElement.id"));
        await screen.Test("reason-confirm").ClickAsync();
        await Until.True(async () => await duty.AssignmentStep(operation, one) == "Released", $"{one} to be released, for the reason that was written");
        screen.AssertNoErrors();
    }

    [Fact]
    public async Task An_alarm_comes_at_once_and_does_not_take_a_click_that_was_on_its_way()
    {
        var efectivo = installation.Fleet.Ids[25];
        await using var duty = await Duty.Start(installation);
        var command = await duty.Order("Debajo del puntero", "Routine", efectivo);
        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("l");
        await screen.Page.Locator($"[data-command='{command}']").WaitForAsync();
        // Over the head of the panel, where the banner is about to come up.
        var head = (await screen.Page.Locator("#side").BoundingBoxAsync())!;
        await screen.Page.Mouse.MoveAsync(head.X + 60, head.Y + 20);
        await screen.Page.EvaluateAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""
            () => {
              const at = () => document.elementFromPoint({{head.X + 60}}, {{head.Y + 20}});
              new MutationObserver(() => {
                if (!window.hit && document.querySelector("[data-alarm={{efectivo}}]")) window.hit = at()?.closest("[data-test=alarm]") ? "alarm" : "panel";
              }).observe(document.getElementById("alarms"), { childList: true, subtree: true });
            }
            """));
        await duty.Panic(efectivo);

        await screen.Page.Locator($"[data-alarm={efectivo}]").WaitForAsync();
        Assert.Equal("panel", await screen.Page.EvaluateAsync<string>("() => window.hit ?? 'nothing'"));
        Assert.Equal(efectivo, await screen.Page.EvaluateAsync<string>("() => document.activeElement?.dataset.alarm"));

        await Until.True(
            async () => await screen.Page.EvaluateAsync<bool>("who => { const b = document.querySelector(`[data-alarm=${who}]`).getBoundingClientRect(); return document.elementFromPoint(b.x + 60, b.y + b.height / 2)?.closest('[data-test=alarm]') !== null; }", efectivo),
            "the banner to take clicks after a moment");
        screen.AssertNoErrors();
    }

    [Fact]
    public async Task An_alarm_moves_no_panel_from_under_the_pointer_and_the_panel_makes_room_when_it_has_left()
    {
        var efectivo = installation.Fleet.Ids[26];
        await using var duty = await Duty.Start(installation);
        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("l");
        var panel = screen.Page.Locator("#side");
        await panel.WaitForAsync();
        // At its foot, which no banner covers: there it stays under the pointer for as long as this machine takes.
        var before = (await panel.BoundingBoxAsync())!;
        await screen.Page.Mouse.MoveAsync(before.X + 60, before.Y + before.Height - 8);
        await duty.Panic(efectivo);

        await screen.Page.Locator($"[data-alarm={efectivo}]").WaitForAsync();
        Assert.Equal(before.Y, (await panel.BoundingBoxAsync())!.Y);

        await screen.Page.Mouse.MoveAsync(300, 500);
        await Until.True(async () => (await panel.BoundingBoxAsync())!.Y > before.Y, "the panel to make room once the pointer has left");
        screen.AssertNoErrors();
    }

    private static async Task<string> Waiting(Screen screen) => await screen.Page.Locator(".command-rows").GetAttributeAsync("data-waiting") ?? "";
}
