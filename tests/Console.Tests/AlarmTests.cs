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
    public async Task A_critical_order_that_does_not_arrive_in_time_takes_a_supervisor_s_banner_and_keyboard_and_leads_to_its_ladder()
    {
        var efectivo = installation.Fleet.Ids[15];
        await using var duty = await Duty.Start(installation);
        await using var screen = await installation.OpenScreen("Supervisor");
        await using var other = await installation.OpenScreen();
        var command = await duty.Order("Evacuar el andén", "Critical", efectivo);

        await screen.Test("overdue").WaitForAsync();
        // Not delivered, which is its issuer's and the supervisors' matter until a minute has gone without an answer.
        Assert.Equal(0, await other.Test("overdue").CountAsync());
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

    [Theory]
    [InlineData("l", "#side")]
    [InlineData("f", "#side")]
    [InlineData("o", "#board")]
    public async Task An_alarm_covers_no_control_of_an_open_panel_wherever_the_pointer_is(string key, string panel)
    {
        var efectivo = installation.Fleet.Ids[28];
        await using var duty = await Duty.Start(installation);
        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync(key);
        var open = screen.Page.Locator(panel);
        await open.WaitForAsync();
        // Over the head of the panel, where a banner would come up.
        var box = (await open.BoundingBoxAsync())!;
        await screen.Page.Mouse.MoveAsync(box.X + 40, box.Y + 12);
        await duty.Panic(efectivo);
        await screen.Page.Locator($"[data-alarm={efectivo}]").WaitForAsync();
        await Until.True(async () => await Covered(screen, panel) is "", $"every control of {panel} to be reached under the pointer", otherwise: () => Covered(screen, panel));

        await screen.Page.Mouse.MoveAsync(5, 700);
        await Until.True(async () => await Covered(screen, panel) is "", $"every control of {panel} to be reached", otherwise: () => Covered(screen, panel));
        Assert.Equal("", await Covered(screen, "#bar"));
        await duty.Acknowledge(efectivo);
        await duty.Cancel(efectivo);
        screen.AssertNoErrors();
    }

    [Fact]
    public async Task An_alarm_that_nobody_has_seen_stands_first_also_when_the_pointer_rests_on_the_banners()
    {
        var (seen, fresh) = (installation.Fleet.Ids[29], installation.Fleet.Ids[30]);
        await using var duty = await Duty.Start(installation);
        await using var screen = await installation.OpenScreen();
        await duty.Panic(seen);
        await duty.Acknowledge(seen);
        var banner = screen.Page.Locator($"[data-alarm={seen}][data-status=Acknowledged]");
        await banner.HoverAsync();
        await duty.Panic(fresh);
        await Until.True(
            async () => await screen.Page.EvaluateAsync<string>("() => [...document.querySelectorAll('[data-test=alarm]')].map(a => a.dataset.alarm).join()") == $"{fresh},{seen}",
            "the one that nobody has seen to stand first");
        screen.AssertNoErrors();
    }

    /// <summary>Text of the first control or title that something else lies over; empty: none.</summary>
    private static Task<string> Covered(Screen screen, string panel) => screen.Page.EvaluateAsync<string>("""
        panel => {
          for (const e of document.querySelectorAll(`${panel} :is(h1,h2,button,a,input,select)`)) {
            const b = e.getBoundingClientRect();
            if (!b.width || b.bottom < 0 || b.bottom > innerHeight || getComputedStyle(e).visibility === "hidden") continue;
            const top = document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2);
            if (top?.closest("#alarms")) return `${e.tagName} ${e.textContent} ${JSON.stringify(b)}`;
          }
          return "";
        }
        """, panel);

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
