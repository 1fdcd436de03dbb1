namespace GrupoGad.Console.Tests;

/// <summary>Fences drawn by hand: circle, polygon with a hole, corridor; corners that are dragged; a step back; Escape.</summary>
public sealed class DrawingTests(Installation installation)
{
    [Fact]
    public async Task A_polygon_with_a_hole_is_drawn_by_clicks_a_corner_is_taken_back_and_dragged_and_it_is_saved_as_it_was_drawn()
    {
        await using var duty = await Duty.Start(installation);
        await using var screen = await Begin("Polygon");
        await Click(screen, (250, 250), (550, 250), (560, 560), (520, 600));
        // The last corner was wrong: one step back.
        await screen.Page.Keyboard.PressAsync("Control+z");
        await Click(screen, (260, 540), (250, 250));
        await Until.True(async () => (await Rings(screen)).SequenceEqual([4]), "the polygon in the form", otherwise: () => Corners(screen));

        // Escape ends the hole that was begun, not the form.
        await screen.Test("add-hole").ClickAsync();
        await Click(screen, (350, 330), (450, 330));
        await screen.Page.Keyboard.PressAsync("Escape");
        Assert.True(await screen.Test("fence-form").IsVisibleAsync(), "Escape ended the hole that was begun, not the form");
        var rim = await Rings(screen);
        Assert.Equal([4], rim);

        await screen.Test("add-hole").ClickAsync();
        await Click(screen, (350, 330), (450, 330), (450, 430), (350, 330));
        await Until.True(async () => (await Rings(screen)).SequenceEqual([4, 3]), "the hole in the form", otherwise: () => Corners(screen));

        // A corner of the rim is dragged, and taken back.
        var before = await Corners(screen);
        await Until.True(
            async () =>
            {
                await screen.Page.Mouse.ClickAsync(300, 500);
                await screen.Page.Mouse.MoveAsync(550, 250);
                await screen.Page.Mouse.DownAsync();
                await screen.Page.Mouse.MoveAsync(600, 220, new() { Steps = 6 });
                await screen.Page.Mouse.UpAsync();
                return await Corners(screen) != before;
            },
            "the corner that was dragged");
        var both = await Rings(screen);
        Assert.Equal([4, 3], both);
        await screen.Test("shape-undo").ClickAsync();
        await Until.True(async () => await Corners(screen) == before, "the corner back where it was", otherwise: () => Corners(screen));

        var code = await Save(screen, duty);
        var rings = (await duty.Fence(code)).GetProperty("plan").GetProperty("geometry").GetProperty("coordinates");
        Assert.Equal([5, 4], rings.EnumerateArray().Select(ring => ring.GetArrayLength()));
        screen.AssertNoErrors();
    }

    [Fact]
    public async Task A_corridor_is_drawn_by_clicks_with_the_width_that_was_written()
    {
        await using var duty = await Duty.Start(installation);
        await using var screen = await Begin("Corridor");
        await Click(screen, (200, 300), (400, 350), (600, 300), (600, 300));
        await Until.True(async () => (await Rings(screen)).SequenceEqual([3]), "the corridor in the form", otherwise: () => Corners(screen));
        await screen.Page.Locator("#f-radiusM").FillAsync("300");
        var code = await Save(screen, duty);

        var plan = (await duty.Fence(code)).GetProperty("plan");
        Assert.Equal("LineString", plan.GetProperty("geometry").GetProperty("type").GetString());
        Assert.Equal(150, plan.GetProperty("radiusM").GetDouble());
        screen.AssertNoErrors();
    }

    [Fact]
    public async Task Validity_time_zone_and_every_kind_of_recipient_are_edited_and_come_back_as_they_were_saved()
    {
        await using var duty = await Duty.Start(installation);
        await using var screen = await Begin("Polygon");
        // Where nobody drives: it watches while its window is open, and would call everybody else's phones.
        await screen.Page.Locator("#f-corners").FillAsync("-34.60, -58.40\n-34.64, -58.40\n-34.64, -58.44");
        await screen.Test("add-window").ClickAsync();
        await screen.Page.Locator("#f-timeZone").FillAsync("America/Argentina/Buenos_Aires");
        Assert.Contains("America/Argentina/Buenos_Aires", await screen.Test("zone-now").TextContentAsync());
        await screen.Test("validFrom").FillAsync("2026-01-02T03:04");
        await screen.Test("validUntil").FillAsync("2099-12-31T23:59");
        await screen.Page.Locator(".reaction summary").ClickAsync();
        await screen.Page.Locator("[name=on-Enter]").CheckAsync();
        await screen.Page.Locator("#f-text").FillAsync("Retírese de la zona");
        await Recipient(screen, "Role", "Supervisor");
        await Recipient(screen, "Unit", "Patrulla Norte");
        await Recipient(screen, "Rank", "Agente");
        await screen.Test("add-recipient").ClickAsync();
        var area = screen.Page.Locator("[data-test=reaction-recipients] > li").Last;
        await area.Locator("[name=recipientKind]").SelectOptionAsync("Area");
        await area.Locator("[data-test=recipient-shape]").ClickAsync();
        await screen.Page.AssertAccessible("form with recipients");
        var code = await Save(screen, duty);

        var plan = (await duty.Fence(code)).GetProperty("plan");
        var schedule = plan.GetProperty("schedule");
        Assert.Equal("America/Argentina/Buenos_Aires", schedule.GetProperty("timeZone").GetString());
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 0, DateTimeKind.Local).ToUniversalTime(), schedule.GetProperty("from").GetDateTime());
        Assert.Equal(new DateTime(2099, 12, 31, 23, 59, 0, DateTimeKind.Local).ToUniversalTime(), schedule.GetProperty("until").GetDateTime());
        var recipients = plan.GetProperty("reaction").GetProperty("recipients").EnumerateArray().ToArray();
        Assert.Equal(["Efectivo", "Role", "Unit", "Rank", "Area"], recipients.Select(r => r.GetProperty("kind").GetString()));
        Assert.Equal(3, recipients[4].GetProperty("ring").GetArrayLength());

        // Opened again and saved unchanged, it is the same; one recipient is taken away.
        await screen.Test("fence-edit").ClickAsync();
        await screen.Page.Locator("[data-test=reaction-recipients] > li").Nth(1).Locator(".icon").ClickAsync();
        await screen.Test("fence-save").ClickAsync();
        await screen.Test("fence-card").WaitForAsync();
        var again = (await duty.Fence(code)).GetProperty("plan");
        Assert.Equal(schedule.GetRawText(), again.GetProperty("schedule").GetRawText());
        Assert.Equal(["Efectivo", "Unit", "Rank", "Area"], again.GetProperty("reaction").GetProperty("recipients").EnumerateArray().Select(r => r.GetProperty("kind").GetString()));
        screen.AssertNoErrors();
    }

    [Fact]
    public async Task What_a_phone_tells_of_its_past_is_shown_as_late_with_the_time_at_which_it_happened()
    {
        await using var duty = await Duty.Start(installation);
        var code = NewCode();
        await duty.PutFence(code, "Zona tardía", 52.25, 21.03, 100);
        // Fixes are judged by the fences that the silo has heard of by then: somebody else shows that it has.
        var first = await Registered();
        await Until.True(
            async () =>
            {
                await installation.Fleet.Tell(first, (52.25, 21.03, DateTime.UtcNow));
                return await duty.FenceEvents(code) > 0;
            },
            "the fence to tell of anybody");
        var efectivo = await Registered();
        var at = DateTime.UtcNow.AddMinutes(-12);
        await installation.Fleet.Tell(efectivo, (52.255, 21.03, at), (52.25, 21.03, at.AddMinutes(1)));

        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("e");
        var row = screen.Page.Locator($".event-row[data-efectivo={efectivo}]");
        await row.WaitForAsync();
        Assert.NotNull(await row.GetAttributeAsync("data-late"));
        Assert.Equal("Enter", await row.GetAttributeAsync("data-kind"));
        Assert.True(await row.Locator(".badge.late").IsVisibleAsync(), "said in words too");
        var told = DateTime.Parse((await row.Locator("time").GetAttributeAsync("datetime"))!, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);
        Assert.Equal(at.AddMinutes(1), told, TimeSpan.FromSeconds(1));
        screen.AssertNoErrors();
    }

    private async Task<string> Registered()
    {
        var efectivo = $"E-{Guid.NewGuid().ToString("N")[..8].ToUpperInvariant()}";
        await installation.Fleet.Register(efectivo);
        return efectivo;
    }

    private static string NewCode() => $"D-{Guid.NewGuid().ToString("N")[..8].ToUpperInvariant()}";

    private async Task<Screen> Begin(string shape)
    {
        var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("f");
        await screen.Test("fence-new").ClickAsync();
        await screen.Page.Locator("#f-code").FillAsync(NewCode());
        await screen.Page.Locator("#f-name").FillAsync("Dibujada a mano");
        await screen.Page.Locator($"label:has([data-test=shape-{shape}])").ClickAsync();
        // A click before the drawing is loaded is lost.
        await screen.Page.Locator(".shape:not([aria-busy])").WaitForAsync();
        await screen.Page.Locator(".maplibregl-canvas").EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        return screen;
    }

    private static async Task Click(Screen screen, params (float X, float Y)[] places)
    {
        foreach (var (x, y) in places)
        {
            // As a hand does: what is drawn follows the pointer frame by frame.
            await screen.Page.Mouse.MoveAsync(x, y, new() { Steps = 4 });
            await screen.Page.Mouse.ClickAsync(x, y);
            await screen.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        }
    }

    private static Task<string> Corners(Screen screen) => screen.Page.Locator("#f-corners").InputValueAsync();

    /// <summary>Corners of each ring that is written in the form.</summary>
    private static async Task<int[]> Rings(Screen screen) =>
        [.. (await Corners(screen)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(ring => ring.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length)];

    private static async Task Recipient(Screen screen, string kind, string value)
    {
        await screen.Test("add-recipient").ClickAsync();
        var row = screen.Page.Locator("[data-test=reaction-recipients] > li").Last;
        await row.Locator("[name=recipientKind]").SelectOptionAsync(kind);
        await row.Locator("[name=recipientValue]").FillAsync(value);
    }

    private static async Task<string> Save(Screen screen, Duty duty)
    {
        var code = await screen.Page.Locator("#f-code").InputValueAsync();
        duty.RemovesFence(code);
        await screen.Test("fence-save").ClickAsync();
        var card = screen.Page.Locator($".fence-card[data-fence={code}]");
        await Until.True(async () => await card.CountAsync() == 1, $"{code} to be saved", otherwise: async () => await screen.Test("fence-said").TextContentAsync() ?? "");
        await screen.Test("fence-edit").WaitForAsync();
        return code;
    }
}
