namespace GrupoGad.Console.Tests;

/// <summary>What is coloured beneath the efectivos: counted from what was kept, with its unit and its age.</summary>
[Collection(Durable.Name)]
public sealed class LayerTests(DurableInstallation installation)
{
    [Fact]
    public async Task Heat_coverage_and_hot_zones_show_cells_a_legend_with_its_unit_and_how_old_the_count_is_in_dark_and_in_light()
    {
        await using var duty = await Duty.Start(installation);
        await duty.Happened("Choque en la avenida");
        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("m");
        foreach (var (kind, unit, age) in new[] { ("heat", "efectivos distintos", "de este momento"), ("coverage", "minutos cubiertos", "contado a las"), ("hot", "puntaje", "contado a las") })
        {
            await screen.Test($"heat-{kind}").CheckAsync();
            // The view is counted anew every two seconds here; the map reads it again when it moves or is asked.
            await Until.True(
                async () =>
                {
                    // Only what has been answered is asked again: asking takes back what is still on its way.
                    var isAnswered = await screen.Page.Locator("[data-test=heat-age], [data-test=heat-meaning] .refused").CountAsync() > 0;
                    if (isAnswered && await screen.Page.EvaluateAsync<int>("() => window.gad.heatCells()") == 0)
                    {
                        await screen.Test("heat-off").CheckAsync();
                        await screen.Test($"heat-{kind}").CheckAsync();
                    }
                    var said = await screen.Test("heat-meaning").TextContentAsync() ?? "";
                    return said.Contains(unit, StringComparison.Ordinal) && said.Contains(age, StringComparison.Ordinal);
                },
                $"{kind} with cells, unit and age", 90, async () => $"{await screen.Page.EvaluateAsync<int>("() => window.gad.heatCells()")} cells, {await screen.Test("heat-meaning").TextContentAsync()}");
            Assert.True(await screen.Page.EvaluateAsync<int>("() => window.gad.heatCells()") > 0);
        }
        await screen.Page.AssertAccessible("dark layers with a legend");
        await screen.Test("theme").ClickAsync();
        await screen.Page.AssertAccessible("light layers with a legend");
        screen.AssertNoErrors();
    }

    [Fact]
    public async Task The_jurisdictions_of_the_installation_can_be_hidden_and_shown_again()
    {
        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("m");
        var tick = screen.Page.GetByLabel("Buenos aires barrios");
        Assert.True(await tick.IsCheckedAsync());
        await tick.UncheckAsync();
        Assert.Equal("none", await Visibility(screen));
        await tick.CheckAsync();
        Assert.Equal("visible", await Visibility(screen));
        screen.AssertNoErrors();
    }

    private static Task<string> Visibility(Screen screen) => screen.Page.EvaluateAsync<string>("() => window.gad.layer('layer-line-0')");
}
