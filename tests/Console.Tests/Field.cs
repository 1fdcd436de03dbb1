using Microsoft.Playwright;

namespace GrupoGad.Console.Tests;

/// <summary>One phone with the field page.</summary>
internal sealed class Field : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    public Field(IBrowserContext context, IPage page, string efectivo)
    {
        (_context, Page, Efectivo) = (context, page, efectivo);
        page.PageError += (_, error) => _errors.Add(error);
    }

    public IPage Page { get; }

    public string Efectivo { get; }

    public ILocator Test(string name) => Page.Locator($"[data-test=campo-{name}]");

    public async Task Enter(string token)
    {
        await Page.Locator("#entry-code").FillAsync(token);
        await Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>The centre reaches it.</summary>
    public Task UntilAttached(int seconds = Until.Seconds) => Until.True(
        async () => await Test("link").CountAsync() > 0 && await Test("link").TextContentAsync() == "En línea", $"{Efectivo} to be attached", seconds,
        async () => await Page.Locator("body").InnerTextAsync());

    /// <summary>The command in front says this.</summary>
    public Task UntilShows(string text) => Until.True(
        async () => await Test("text").CountAsync() > 0 && await Test("text").TextContentAsync() == text, $"\"{text}\" in front on the phone of {Efectivo}",
        otherwise: async () => await Page.Locator("body").InnerTextAsync());

    public Task SetOffline(bool offline) => _context.SetOfflineAsync(offline);

    /// <summary>A finger that leaves the panic button after so long by the page's own clock: how long the way from here takes must not count.</summary>
    public async Task Touch(int milliseconds)
    {
        await Test("panic").EvaluateAsync(
            "(button, ms) => button.addEventListener('pointerdown', () => setTimeout(() => button.dispatchEvent(new PointerEvent('pointerup')), ms), { once: true })", milliseconds);
        await Test("panic").HoverAsync();
        await Page.Mouse.DownAsync();
        await Until.True(async () => !await IsHeld(), "the finger to leave");
        await Page.Mouse.UpAsync();
    }

    /// <summary>A finger that rests on the panic button until it has called.</summary>
    public async Task Hold()
    {
        await Test("panic").HoverAsync();
        await Page.Mouse.DownAsync();
        await Until.True(async () => await Test("panic").GetAttributeAsync("data-status") != "none", "the button to call");
        await Page.Mouse.UpAsync();
    }

    private Task<bool> IsHeld() => Test("panic").EvaluateAsync<bool>("button => button.classList.contains('holding')");

    /// <summary>The page must never throw, whatever happened.</summary>
    public void AssertNoErrors() => Assert.Empty(_errors);

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
