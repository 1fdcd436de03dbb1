using System.Globalization;
using System.Text.Json;

namespace GrupoGad.Console.Tests;

/// <summary>Fences that move with an efectivo: drawn around it, now and in the past.</summary>
[Collection(Durable.Name)]
public sealed class MovingFenceTests(DurableInstallation installation)
{
    /// <summary>Pixels: the circle and the symbol are drawn in the same frame, and asked for in two questions.</summary>
    private const double Near = 40;

    private sealed record Circle(string FenceId, double X, double Y, double RadiusPx);

    [Fact]
    public async Task A_fence_that_moves_with_an_efectivo_is_drawn_around_it_moves_with_it_opens_by_a_click_and_stands_in_the_past_where_its_owner_stood()
    {
        await using var duty = await Duty.Start(installation);
        await using var screen = await installation.OpenScreen();
        var code = $"M-{Guid.NewGuid().ToString("N")[..8].ToUpperInvariant()}";
        duty.RemovesFence(code);
        var owner = await Mover(screen);
        await screen.Page.Keyboard.PressAsync("f");
        await screen.Test("fence-new").ClickAsync();
        await screen.Page.Locator("#f-code").FillAsync(code);
        await screen.Page.Locator("#f-name").FillAsync("Escolta");
        await screen.Page.Locator("#f-owner").SelectOptionAsync("Efectivo");
        await screen.Page.Locator("#f-ownerCode").FillAsync(owner);
        await screen.Page.Locator("#f-radiusM").FillAsync("2000");
        await screen.Test("fence-save").ClickAsync();
        await screen.Test("fence-card").WaitForAsync();

        // Around its owner, and there again when that has moved on.
        var first = await Until.NotNull(() => Find(screen, code), "the circle on the map");
        await Until.True(async () => await IsAroundOwner(screen, code, owner), $"the circle around {owner}", otherwise: () => Said(screen, code, owner));
        var was = (await screen.Everybody())[owner];
        await Until.True(
            async () => (await screen.Everybody()).TryGetValue(owner, out var now) && (now.Latitude != was.Latitude || now.Longitude != was.Longitude)
                && await IsAroundOwner(screen, code, owner),
            $"{owner} to drive on and the circle with it", 90, () => Said(screen, code, owner));

        // In the past it stands where its owner stood then.
        await screen.Page.Keyboard.PressAsync("Escape");
        var at = DateTime.UtcNow;
        await Until.True(() => Task.FromResult(DateTime.UtcNow > at.AddSeconds(3)), "a moment to pass", 10);
        await screen.Page.Keyboard.PressAsync("h");
        await screen.Test("past-at").FillAsync(at.ToLocalTime().ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        await screen.Test("past-at").DispatchEventAsync("change");
        await Until.True(async () => await IsAroundOwner(screen, code, owner), "the circle around where its owner stood", Until.Seconds, () => Said(screen, code, owner));
        await screen.Page.Keyboard.PressAsync("Escape");

        // Its owner has driven on meanwhile, perhaps out of the picture: its card brings it back there.
        await screen.Page.Keyboard.PressAsync("f");
        await screen.Page.Locator($".fence-row[data-fence={code}]").ClickAsync();
        await screen.Test("fence-card").WaitForAsync();
        await Until.True(async () => await IsAroundOwner(screen, code, owner), "the circle in the picture again", otherwise: () => Said(screen, code, owner));
        await screen.Page.Keyboard.PressAsync("Escape");
        Assert.Equal(0, await screen.Test("fence-card").CountAsync());

        // A click inside it, beside everybody, opens its card; where somebody stands, another place is tried.
        var turn = 0.0;
        await Until.True(
            async () =>
            {
                if (await Find(screen, code) is { } circle)
                {
                    var (x, y) = (circle.X + circle.RadiusPx * 0.7 * Math.Cos(turn), circle.Y + circle.RadiusPx * 0.7 * Math.Sin(turn));
                    await screen.Page.Mouse.ClickAsync((float)x, (float)y);
                    turn += 0.7;
                }
                return await screen.Page.Locator($".fence-card[data-fence={code}]").CountAsync() == 1;
            },
            "the card of the fence under the click");
        await screen.Test("fence-remove").ClickAsync();
        await screen.Test("fence-remove-yes").ClickAsync();
        await Until.True(async () => await Find(screen, code) is null, "the circle to go with the fence");
        screen.AssertNoErrors();
        Assert.True(first.RadiusPx > 1, "metres on the ground are pixels on screen");
    }

    /// <summary>Somebody in view who drives.</summary>
    private static async Task<string> Mover(Screen screen)
    {
        var before = await screen.Everybody();
        string? found = null;
        await Until.True(
            async () => (found = (await screen.Everybody()).FirstOrDefault(now => before.TryGetValue(now.Key, out var was)
                && Math.Abs(now.Value.Longitude - was.Longitude) + Math.Abs(now.Value.Latitude - was.Latitude) > 1e-4).Key) is not null,
            "somebody to drive", 60);
        return found!;
    }

    private static async Task<bool> IsAroundOwner(Screen screen, string code, string owner)
    {
        var circle = await Find(screen, code);
        return circle is not null && (await screen.Everybody()).TryGetValue(owner, out var shown)
            && Math.Abs(circle.X - shown.Pixel.X) < Near && Math.Abs(circle.Y - shown.Pixel.Y) < Near;
    }

    private static async Task<Circle?> Find(Screen screen, string code)
    {
        var all = await screen.Page.EvaluateAsync<string>("() => JSON.stringify(window.gad.movingFences())");
        return JsonSerializer.Deserialize<Circle[]>(all, JsonSerializerOptions.Web)!.SingleOrDefault(circle => circle.FenceId == code);
    }

    private static async Task<string> Said(Screen screen, string code, string owner) =>
        $"circle {await Find(screen, code)}, owner {(await screen.Everybody()).GetValueOrDefault(owner)}";
}
