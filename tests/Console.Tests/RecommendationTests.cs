namespace GrupoGad.Console.Tests;

public sealed class RecommendationTests(Installation installation)
{
    [Fact]
    public async Task A_recommendation_shows_who_should_go_with_reasons_and_assigns_by_one_click()
    {
        await using var duty = await Duty.Start(installation);
        var code = await duty.Plan("Refuerzo en el puente");
        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("o");
        await screen.Page.Locator($"[data-operation={code}]").ClickAsync();
        await screen.Test("recommend").ClickAsync();

        var first = screen.Page.Locator("[data-test=recommended] .dispatch-candidate").First;
        await first.WaitForAsync();
        var efectivo = (await first.GetAttributeAsync("data-efectivo"))!;
        Assert.Contains("viaje", await first.Locator(".reasons").TextContentAsync());
        await screen.Page.AssertAccessible("recommendation");
        await screen.Test("recommend-assign").ClickAsync();

        await Until.True(async () => await duty.AssignmentStep(code, efectivo) is "Reserved" or "Proposed" or "Accepted", $"{efectivo} assigned to {code}");
        screen.AssertNoErrors();
    }
}
