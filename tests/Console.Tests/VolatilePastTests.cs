namespace GrupoGad.Console.Tests;

/// <summary>The time machine where nothing is kept.</summary>
public sealed class VolatilePastTests(Installation installation)
{
    [Fact]
    public async Task Without_history_the_time_machine_says_so_and_shows_nobody_as_if_they_were_there()
    {
        Assert.SkipUnless(installation.IsOurs, "memory mode only");
        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("h");

        await Until.True(async () => (await screen.Test("past-said").TextContentAsync())!.Contains("no se guarda historia", StringComparison.Ordinal), "memory mode to say so");
        Assert.Equal(0, await screen.Count());
        await screen.Page.Keyboard.PressAsync("Escape");
        Assert.True(await screen.Count() > 0, "the present is back");
        screen.AssertNoErrors();
    }
}
