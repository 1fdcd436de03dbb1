using Microsoft.Playwright;

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

    [Fact]
    public async Task Whom_a_rule_keeps_is_told_with_the_rule_and_sent_by_a_supervisor_s_reason()
    {
        var efectivo = installation.Fleet.Ids[11];
        await installation.Fleet.SetAvailability(efectivo, "Available");
        await using var duty = await Duty.Start(installation);
        var code = await duty.Plan("Corte de calle", near: efectivo);
        await using var screen = await installation.Browser.Open(AsSupervisor);
        await screen.UntilShows(installation.Fleet.Ids);
        await screen.Page.Keyboard.PressAsync("o");
        await screen.Page.Locator($"[data-operation={code}]").ClickAsync();
        await screen.Test("assign").ClickAsync();
        await screen.Page.Locator($"[data-candidate={efectivo}]").ClickAsync();
        // It goes off duty while the desk still shows it as one who may go.
        await installation.Fleet.SetAvailability(efectivo, "OffDuty");
        await screen.Test("assign-send").ClickAsync();
        var results = screen.Test("assign-results");
        await Until.True(async () => (await results.TextContentAsync())!.Contains($"{efectivo} no disponible", StringComparison.Ordinal), "the rule that keeps it",
            otherwise: async () => await results.TextContentAsync() ?? "");
        await screen.Page.AssertAccessible("overrule");
        await screen.Test("reason").FillAsync("no hay otro cerca");
        await screen.Test("reason-confirm").ClickAsync();
        await Until.True(async () => (await results.TextContentAsync())!.Contains($"{efectivo} reservado", StringComparison.Ordinal), "the reservation",
            otherwise: async () => await results.TextContentAsync() ?? "");
        screen.AssertNoErrors();
        await installation.Fleet.SetAvailability(efectivo, "Available");
    }

    [Fact]
    public async Task What_a_run_plan_asks_for_is_shown_need_by_need_and_a_higher_alarm_asks_for_more()
    {
        await using var duty = await Duty.Start(installation);
        await duty.PutRunPlan("Training", "Low", [[("Canina", 2), ("Buzo", 1)], [("Canina", 1)]]);
        var code = await duty.Plan("Desfile", "Training", "Low");
        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("o");
        await screen.Page.Locator($"[data-operation={code}]").ClickAsync();
        await screen.Test("recommend").ClickAsync();

        var needs = screen.Test("recommend-needs");
        await needs.WaitForAsync();
        Assert.Contains("0 de 2", await needs.Locator("[data-skill=Canina][data-short='0']").TextContentAsync());
        Assert.Contains("faltan 1", await needs.Locator("[data-skill=Buzo]").TextContentAsync());
        Assert.Equal(2, await screen.Page.Locator("[data-test=recommended] .dispatch-candidate").CountAsync());
        await screen.Page.AssertAccessible("needs");
        await screen.Test("recommend-level").FillAsync("2");
        await screen.Test("recommend-level").PressAsync("Enter");
        await Until.True(
            async () => (await needs.Locator("[data-skill=Canina]").TextContentAsync())!.Contains("0 de 3", StringComparison.Ordinal), "the needs of the second alarm",
            otherwise: async () => await needs.TextContentAsync() ?? "");
        screen.AssertNoErrors();
    }

    /// <summary>The console of an installation in memory enters by itself, as an operator.</summary>
    private static Task AsSupervisor(IPage page) => page.RouteAsync(
        "**/dev/token*", route => route.ContinueAsync(new() { Url = route.Request.Url.Replace("role=Operator", "role=Supervisor", StringComparison.Ordinal) }));
}
