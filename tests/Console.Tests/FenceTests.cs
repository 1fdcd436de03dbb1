namespace GrupoGad.Console.Tests;

/// <summary>Fences: drawn on the map, what happens at them in the list and on the map.</summary>
public sealed class FenceTests(Installation installation)
{
    [Fact]
    public async Task A_fence_drawn_around_a_moving_efectivo_tells_that_it_is_inside_in_the_list_and_on_the_map_and_goes_when_it_is_removed()
    {
        await using var screen = await installation.OpenScreen();
        var code = $"C-{Guid.NewGuid().ToString("N")[..8].ToUpperInvariant()}";
        await screen.Page.Keyboard.PressAsync("f");
        await screen.Test("fence-new").ClickAsync();
        await screen.Page.Locator("#f-code").FillAsync(code);
        await screen.Page.Locator("#f-name").FillAsync("Zona de prueba");
        await Until.True(async () => (await screen.Test("shape-hint").TextContentAsync())!.Contains("centro", StringComparison.Ordinal), "the drawing to wait for clicks");

        // A circle around the middle of the map: some of the fleet is inside, wherever it drives.
        await Until.True(
            async () =>
            {
                await screen.Page.Mouse.ClickAsync(400, 420);
                await screen.Page.Mouse.MoveAsync(500, 480, new() { Steps = 4 });
                await screen.Page.Mouse.ClickAsync(600, 560);
                return await screen.Page.Locator("#f-corners").InputValueAsync() is { Length: > 0 };
            },
            "the circle that was drawn, in the form");
        await screen.Test("fence-save").ClickAsync();
        await screen.Test("fence-card").WaitForAsync();
        Assert.Equal(code, await screen.Page.Locator(".fence-card .tile-code").TextContentAsync());

        await screen.Page.Keyboard.PressAsync("Escape");
        await screen.Page.Keyboard.PressAsync("e");
        var row = screen.Page.Locator("[data-test=fence-events] .event-row", new() { HasTextString = "Zona de prueba" }).First;
        await row.WaitForAsync(new() { Timeout = 30_000 });
        // Rows stand still under the pointer: what is read here is what the click is about.
        await row.HoverAsync();
        var efectivo = await row.GetAttributeAsync("data-efectivo");
        Assert.Contains(efectivo, installation.Fleet.Ids);
        await row.Locator(".event-main").ClickAsync();
        await Until.True(async () => await screen.Page.Locator("#card").GetAttributeAsync("data-efectivo") == efectivo, "the card of who the event is about");
        await Until.True(async () => await screen.Page.EvaluateAsync<int>("() => window.gad.fenceMarks()") > 0, "a mark on the map");

        await screen.Page.Locator("[data-test=fence-events] .event-row .go", new() { HasTextString = "Zona de prueba" }).First.ClickAsync();
        await screen.Test("fence-remove").ClickAsync();
        await screen.Test("fence-remove-yes").ClickAsync();
        await Until.True(
            async () => await screen.Test("fence-rows").IsVisibleAsync() && await screen.Page.Locator($"[data-fence={code}]").CountAsync() == 0, "a list without it");
        screen.AssertNoErrors();
    }

    [Fact]
    public async Task A_polygon_that_crosses_itself_is_refused_with_the_place_of_the_fault_and_written_corners_are_as_good_as_drawn_ones()
    {
        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("f");
        await screen.Test("fence-new").ClickAsync();
        await screen.Page.Locator("#f-code").FillAsync("C-CRUZADA");
        await screen.Page.Locator("#f-name").FillAsync("Cruzada");
        await screen.Page.Locator("label:has([data-test=shape-Polygon])").ClickAsync();
        await screen.Page.Locator("#f-corners").FillAsync("52.20, 21.00\n52.24, 21.04\n52.24, 21.00\n52.20, 21.04");
        await screen.Test("fence-save").ClickAsync();

        await Until.True(
            async () => (await screen.Test("fence-said").TextContentAsync())!.Contains("marcado en el mapa", StringComparison.Ordinal), "the refusal with its place",
            otherwise: async () => await screen.Test("fence-said").TextContentAsync() ?? "");
        Assert.Equal("true", await screen.Page.Locator("#f-corners").GetAttributeAsync("aria-invalid"));
        screen.AssertNoErrors();
    }

    [Fact]
    public async Task A_file_with_one_broken_area_imports_nothing_and_says_which()
    {
        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("f");
        const string File = """
            {"type":"FeatureCollection","features":[
              {"type":"Feature","id":"IMP-UNO","properties":{"name":"Uno"},"geometry":{"type":"Polygon","coordinates":[[[21,52],[21.01,52],[21.01,52.01],[21,52]]]}},
              {"type":"Feature","id":"IMP-DOS","properties":{"name":"Dos"},"geometry":{"type":"Polygon","coordinates":[[[21,52],[21.01,52.01],[21.01,52],[21,52.01],[21,52]]]}}]}
            """;
        await screen.Test("fence-import").SetInputFilesAsync(new[] { new Microsoft.Playwright.FilePayload { Name = "zonas.geojson", MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(File) } });

        await Until.True(async () => await screen.Page.Locator("[data-test=fence-list-said].refused").CountAsync() == 1, "the refusal");
        await screen.Test("fence-query").FillAsync("IMP-");
        await Until.True(async () => await screen.Page.Locator(".fence-rows .nothing").CountAsync() == 1, "nothing imported");
        screen.AssertNoErrors();
    }

    [Fact]
    public async Task Axe_finds_nothing_serious_on_the_list_the_form_the_events_and_the_layers()
    {
        await using var screen = await installation.OpenScreen();
        foreach (var key in new[] { "f", "e", "m" })
        {
            await screen.Page.Keyboard.PressAsync(key);
            await screen.Page.AssertAccessible($"dark {key}");
            await screen.Page.Keyboard.PressAsync("Escape");
        }
        await screen.Page.Keyboard.PressAsync("f");
        await screen.Test("fence-new").ClickAsync();
        await screen.Test("add-window").ClickAsync();
        await screen.Page.AssertAccessible("dark form");
        await screen.Test("theme").ClickAsync();
        await screen.Page.AssertAccessible("light form");
        screen.AssertNoErrors();
    }

    [Fact]
    public async Task A_map_that_gets_not_all_fences_says_so_until_it_gets_all()
    {
        var all = false;
        await using var screen = await installation.OpenScreen();
        await screen.Page.RouteAsync("**/api/v1/fences?format=geojson&bbox=*", route => route.FulfillAsync(new()
        {
            ContentType = "application/geo+json",
            Body = $$"""{"type":"FeatureCollection","features":[],"next":{{(all ? "null" : "\"/api/v1/fences?after=F-1000\"")}}}""",
        }));
        var banner = screen.Test("banner-fences");
        await screen.Page.Locator("#zoom button").First.ClickAsync();
        await Until.True(() => banner.IsVisibleAsync(), "the map to say that fences are missing");
        Assert.Contains("Faltan cercas", await banner.TextContentAsync(), StringComparison.Ordinal);
        await screen.Page.AssertAccessible("fences missing");

        all = true;
        await screen.Page.Locator("#zoom button").First.ClickAsync();
        await Until.True(async () => !await banner.IsVisibleAsync(), "the banner to go once all are shown");
        screen.AssertNoErrors();
    }

    [Fact]
    public async Task Corners_of_a_recipients_area_that_cannot_be_read_are_refused_at_their_field_and_nothing_is_sent()
    {
        await using var screen = await installation.OpenScreen();
        await screen.Page.Keyboard.PressAsync("f");
        await screen.Test("fence-new").ClickAsync();
        await screen.Page.Locator("#f-code").FillAsync("C-SIN-AREA");
        await screen.Page.Locator("#f-name").FillAsync("Sin área");
        await screen.Page.Locator("#f-corners").FillAsync("52.20, 21.00");
        await screen.Page.Locator("details.reaction summary").ClickAsync();
        await screen.Page.Locator("[name=on-Enter]").CheckAsync();
        await screen.Page.Locator("[name=recipientKind]").SelectOptionAsync("Area");
        await screen.Page.Locator("[name=recipientArea]").FillAsync("52.20, 21.00\n52.24, este\n52.24, 21.04");
        var sent = 0;
        screen.Page.Request += (_, request) => sent += request.Method == "PUT" ? 1 : 0;
        await screen.Test("fence-save").ClickAsync();

        await Until.True(
            async () => (await screen.Test("fence-said").TextContentAsync())!.Contains("Un vértice por línea", StringComparison.Ordinal), "the rule of the corners",
            otherwise: async () => await screen.Test("fence-said").TextContentAsync() ?? "");
        Assert.Equal("true", await screen.Page.Locator("[name=recipientArea]").GetAttributeAsync("aria-invalid"));
        Assert.Equal(0, sent);
        screen.AssertNoErrors();
    }
}
