namespace GrupoGad.Console.Tests;

/// <summary>The operator and the person in the field, each at their own screen.</summary>
public sealed class StoryTests(Installation installation)
{
    [Fact]
    public async Task An_operator_assigns_somebody_the_phone_asks_one_touch_accepts_and_the_board_shows_it()
    {
        var efectivo = installation.Fleet.Ids[10];
        await installation.Fleet.SetAvailability(efectivo, "Available");
        await using var duty = await Duty.Start(installation);
        var operation = await duty.Plan("Custodia del acto", near: efectivo);
        await using var field = await installation.OpenField(efectivo);
        await using var screen = await installation.OpenScreen();

        await screen.Page.Keyboard.PressAsync("o");
        await screen.Page.Locator($"[data-operation={operation}]").ClickAsync();
        await screen.Test("assign").ClickAsync();
        await screen.Page.Locator($"[data-candidate={efectivo}]").ClickAsync();
        await screen.Test("assign-send").ClickAsync();
        await Until.True(async () => (await screen.Test("assign-results").TextContentAsync())!.Contains($"{efectivo} reservado", StringComparison.Ordinal), "the reservation");

        await field.Test("command").WaitForAsync();
        await field.Test("Accepted").ClickAsync();

        await Until.True(async () => await duty.AssignmentStep(operation, efectivo) == "Accepted", $"{efectivo} to have accepted {operation}");
        await screen.Page.Keyboard.PressAsync("Escape");
        await screen.Page.Keyboard.PressAsync("o");
        var chip = screen.Page.Locator($"[data-operation={operation}] [data-step=Accepted]");
        await Until.True(async () => await chip.CountAsync() == 1 && await chip.TextContentAsync() == "1 Aceptó", "the acceptance on the board");
        screen.AssertNoErrors();
        field.AssertNoErrors();
    }

    [Fact]
    public async Task An_operator_composes_a_critical_order_and_its_ladder_climbs_while_it_is_carried_out()
    {
        var efectivo = installation.Fleet.Ids[11];
        await using var duty = await Duty.Start(installation);
        await using var field = await installation.OpenField(efectivo);
        await using var screen = await installation.OpenScreen();
        var text = $"Cubrir la esquina {Guid.NewGuid():N}";

        await screen.Page.Keyboard.PressAsync("n");
        await screen.Test("text").FillAsync(text);
        await screen.Page.Locator("input[value=Critical]").CheckAsync(new() { Force = true });
        await screen.Test("recipient").FillAsync($"{efectivo}, E-NADIE");
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.Test("text").PressAsync("Control+Enter");

        await screen.Test("issued").WaitForAsync();
        Assert.Contains("Destinatarios: 1", await screen.Test("issued").TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("E-NADIE", await screen.Test("unknown").TextContentAsync(), StringComparison.Ordinal);
        await field.UntilShows(text);
        await screen.Test("show-ladder").ClickAsync();
        foreach (var step in new[] { "Accepted", "EnRoute", "OnScene", "Done" })
        {
            await field.Test(step).First.ClickAsync();
            await screen.Page.Locator($"[data-test=ladder][data-efectivo={efectivo}][data-step={step}]").WaitForAsync();
        }
        screen.AssertNoErrors();
        field.AssertNoErrors();
    }

    [Fact]
    public async Task A_refusal_needs_one_touch_more_and_its_reason_is_on_the_ladder()
    {
        var efectivo = installation.Fleet.Ids[12];
        await using var duty = await Duty.Start(installation);
        await using var field = await installation.OpenField(efectivo);
        var command = await duty.Order("Relevar a la patrulla", "Operational", efectivo);

        await field.UntilShows("Relevar a la patrulla");
        await field.Test("refuse").ClickAsync();
        await field.Page.GetByText("Demasiado lejos").ClickAsync();

        await Until.True(async () => (await duty.Steps(command, efectivo)).Contains("Refused"), "the refusal");
        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("l");
        await screen.Page.Locator($"[data-test=command-list] [data-command='{command}']").ClickAsync();
        await Until.True(async () => (await screen.Test("ladders").TextContentAsync())!.Contains("Demasiado lejos", StringComparison.Ordinal), "the reason on the ladder");
    }

    [Fact]
    public async Task An_answer_given_while_the_gateway_is_dead_arrives_when_there_is_one_again_and_once()
    {
        Assert.SkipUnless(installation.IsOurs, "the installation under GAD_TEST_URL is not ours to kill");
        var efectivo = installation.Fleet.Ids[13];
        await using var duty = await Duty.Start(installation);
        await using var field = await installation.OpenField(efectivo);
        var command = await duty.Order("Esperar en la base", "Routine", efectivo);
        await field.UntilShows("Esperar en la base");
        await field.Page.EvaluateAsync("() => navigator.serviceWorker.ready");

        await installation.KillGateway();
        await field.Test("Accepted").ClickAsync();
        Assert.Contains("se enviará", await field.Test("waiting").TextContentAsync(), StringComparison.Ordinal);
        // A phone that restarts in between loses nothing either: the page comes from its own store.
        await field.Page.ReloadAsync();
        await field.Test("waiting").WaitForAsync();

        await installation.StartGateway();
        await field.UntilAttached(60);
        await Until.True(async () => (await duty.Steps(command, efectivo)).Contains("Accepted"), "the answer after the new gateway");
        Assert.Single(await duty.Steps(command, efectivo), "Accepted");
        await Until.True(async () => await field.Test("waiting").CountAsync() == 0, "the phone to know that it arrived");
        Assert.Equal(1, await field.Page.Locator($"[data-test=campo-command][data-command='{command}']").CountAsync());
    }
}
