using System.Threading.Channels;
using Microsoft.Playwright;

namespace GrupoGad.Console.Tests;

/// <summary>What nobody may overlook.</summary>
public sealed class AlarmTests(Installation installation)
{
    [Fact]
    public async Task Panic_held_for_a_second_calls_every_screen_until_a_person_acknowledges_and_then_cancels_it()
    {
        var efectivo = installation.Fleet.Ids[14];
        await using var duty = await Duty.Start(installation);
        await using var field = await installation.OpenField(efectivo);
        await using var screen = await installation.OpenScreen();
        duty.EndsAlarmOf(efectivo);

        await field.Touch(100);
        Assert.Equal("none", await field.Test("panic").GetAttributeAsync("data-status"));
        await field.Hold();

        var alarm = screen.Page.Locator($"[data-alarm={efectivo}]");
        await alarm.WaitForAsync();
        Assert.Equal("Raised", await alarm.GetAttributeAsync("data-status"));
        Assert.Equal(efectivo, await screen.Page.EvaluateAsync<string>("() => document.activeElement?.dataset.alarm"));
        await Until.True(async () => await field.Test("panic").GetAttributeAsync("data-status") == "raised", "the phone to know that the centre has it");

        await alarm.Locator("[data-test=alarm-acknowledge]").ClickAsync();
        await Until.True(async () => await alarm.GetAttributeAsync("data-status") == "Acknowledged", "the acknowledgement on the screen");
        await Until.True(async () => await field.Test("panic").GetAttributeAsync("data-status") == "acknowledged", "the acknowledgement on the phone");

        await alarm.Locator("[data-test=alarm-cancel]").ClickAsync();
        await alarm.Locator("[data-test=reason]").FillAsync("Falsa alarma");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Until.True(async () => await alarm.CountAsync() == 0, "the alarm to be gone from the screen");
        await Until.True(async () => await field.Test("panic").GetAttributeAsync("data-status") == "cancelled", "the end on the phone");
        screen.AssertNoErrors();
        field.AssertNoErrors();
    }

    [Fact]
    public async Task A_critical_order_that_nobody_answers_in_time_takes_the_banner_and_the_keyboard_and_leads_to_its_ladder()
    {
        var efectivo = installation.Fleet.Ids[15];
        await using var duty = await Duty.Start(installation);
        await using var screen = await installation.OpenScreen();
        var command = await duty.Order("Evacuar el andén", "Critical", efectivo);

        await screen.Test("overdue").WaitForAsync();
        Assert.Equal("overdue", await screen.Page.EvaluateAsync<string>("() => document.activeElement?.dataset.test"));
        await screen.Page.Keyboard.PressAsync("Tab");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Until.True(async () => await screen.Test("command-card").CountAsync() == 1, "the ladder of the command");
        await Until.True(async () => (await screen.Test("ladder-overdue").TextContentAsync())!.StartsWith("1 sin responder", StringComparison.Ordinal), "who has not answered");

        await screen.Test("withdraw").ClickAsync();
        await screen.Page.Locator("#side [data-test=reason]").FillAsync("Ya no hace falta");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Until.True(async () => await screen.Test("overdue").CountAsync() == 0, "the banner to be gone");
        await Until.True(async () => (await duty.Steps(command, efectivo))[^1] == "Withdrawn", "the withdrawal at the end of the ladder");
        screen.AssertNoErrors();
    }

    [Fact]
    public async Task Silence_is_seen_before_anybody_has_touched_the_page_and_a_touch_ends_it()
    {
        await using var screen = await installation.Browser.Open();
        await screen.UntilState("live");
        Assert.Equal("Sin sonido", await screen.Test("sound").TextContentAsync());

        await screen.Test("sound").ClickAsync();
        await Until.True(async () => await screen.Test("sound").TextContentAsync() == "Sonido", "the sound to be on");
        await screen.Test("sound").ClickAsync();
        await Until.True(async () => await screen.Test("sound").TextContentAsync() == "Silenciado", "the sound to be muted");
    }

    [Fact]
    public async Task A_refused_acknowledgement_is_said_until_it_is_tried_again_or_anybody_has_acknowledged()
    {
        var efectivo = installation.Fleet.Ids[19];
        await using var duty = await Duty.Start(installation);
        await using var screen = await installation.OpenScreen();
        // Nothing is answered before the test says so: what is said meanwhile can be looked at.
        var asked = Channel.CreateUnbounded<IRoute>();
        await screen.Page.RouteAsync($"**/api/v1/alarms/{efectivo}/acknowledge", route => asked.Writer.TryWrite(route));
        await duty.Panic(efectivo);
        var alarm = screen.Page.Locator($"[data-alarm={efectivo}]");
        var said = alarm.Locator("[data-test=alarm-said]");
        var patience = TestContext.Current.CancellationToken;

        await alarm.Locator("[data-test=alarm-acknowledge]").ClickAsync();
        await (await asked.Reader.ReadAsync(patience)).FulfillAsync(new() { Status = 503 });
        await Until.True(async () => await said.TextContentAsync() is { Length: > 0 }, "the refusal in the banner");

        await alarm.Locator("[data-test=alarm-acknowledge]").ClickAsync();
        var again = await asked.Reader.ReadAsync(patience);
        Assert.Equal("", await said.TextContentAsync());
        await again.FulfillAsync(new() { Status = 503 });
        await Until.True(async () => await said.TextContentAsync() is { Length: > 0 }, "the second refusal in the banner");

        await duty.Acknowledge(efectivo);
        await Until.True(async () => await alarm.GetAttributeAsync("data-status") == "Acknowledged", "the acknowledgement by somebody else");
        await Until.True(async () => await said.TextContentAsync() is "", "nothing refused any more", otherwise: async () => await said.TextContentAsync() ?? "");
        screen.AssertNoErrors();
    }
}
