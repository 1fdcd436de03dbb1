using Microsoft.Playwright;

namespace GrupoGad.Console.Tests;

/// <summary>The distribution's Chromium, headless, drawing in software.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
        "--disable-background-networking", "--disable-component-update", "--no-first-run",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly Uri _url;

    private Browser(IPlaywright playwright, IBrowser browser, Uri url) => (_playwright, _browser, _url) = (playwright, browser, url);

    public static async Task<Browser> Start(Uri url)
    {
        var chromium = Environment.GetEnvironmentVariable("GAD_CHROMIUM") ?? "/usr/bin/chromium";
        Assert.True(File.Exists(chromium), $"{chromium} is missing: install chromium, or name one in GAD_CHROMIUM");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = Arguments });
        return new(playwright, browser, url);
    }

    /// <summary>A screen of somebody who was never here. <paramref name="prepare"/> runs before the page is loaded.</summary>
    public async Task<Screen> Open(Func<IPage, Task>? prepare = null)
    {
        var context = await _browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 800 }, ColorScheme = ColorScheme.Dark });
        context.SetDefaultTimeout(Until.Seconds * 1_000);
        var page = await context.NewPageAsync();
        var screen = new Screen(context, page);
        if (prepare is not null)
        {
            await prepare(page);
        }
        await page.GotoAsync(_url.ToString());
        return screen;
    }

    /// <summary>A phone with the field page, of an efectivo who has just entered. <paramref name="at"/>: where its GPS says it is; without one it may not ask.</summary>
    public async Task<Field> OpenField(string efectivo, string token, (float Latitude, float Longitude)? at = null)
    {
        var context = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = 390, Height = 844 }, ColorScheme = ColorScheme.Dark, HasTouch = true, IsMobile = true,
            Geolocation = at is { } place ? new() { Latitude = place.Latitude, Longitude = place.Longitude, Accuracy = 8 } : null,
            Permissions = at is null ? [] : ["geolocation"],
        });
        context.SetDefaultTimeout(Until.Seconds * 1_000);
        var field = new Field(context, await context.NewPageAsync(), efectivo);
        await field.Page.GotoAsync(new Uri(_url, "campo").ToString());
        await field.Enter(token);
        return field;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
