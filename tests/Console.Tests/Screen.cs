using System.Text.Json;
using Microsoft.Playwright;

namespace GrupoGad.Console.Tests;

/// <summary>Where the console shows an efectivo.</summary>
internal sealed record Shown(double Latitude, double Longitude, double TimeMs, Pixel Pixel);

internal sealed record Pixel(float X, float Y);

/// <summary>One open console.</summary>
internal sealed class Screen : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    public Screen(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => _errors.Add(error);
    }

    public IPage Page { get; }

    public ILocator Test(string name) => Page.Locator($"[data-test={name}]");

    public Task<string> State() => Page.EvaluateAsync<string>("() => window.gad?.state() ?? 'absent'");

    public Task<int> Count() => Page.EvaluateAsync<int>("() => window.gad?.count() ?? 0");

    public async Task<double> Zoom() => (await Page.EvaluateAsync<JsonElement>("() => window.gad.view()")).GetProperty("zoom").GetDouble();

    public async Task<IReadOnlyDictionary<string, Shown>> Everybody()
    {
        var all = await Page.EvaluateAsync<string>("() => JSON.stringify(Object.fromEntries(window.gad.ids().map(id => [id, window.gad.efectivo(id)]).filter(e => e[1])))");
        return JsonSerializer.Deserialize<Dictionary<string, Shown>>(all, Json)!;
    }

    public Task UntilState(string state, int seconds = Until.Seconds) => Until.True(async () => await State() == state, $"the link to be {state}", seconds, State);

    /// <summary>Waits until all of these are on screen, each by itself; others may be there too.</summary>
    public Task UntilShows(IReadOnlyList<string> efectivos) => Until.True(
        async () => await Missing(efectivos) == 0, $"{efectivos.Count} efectivos on screen", Until.Seconds,
        async () => $"{await Missing(efectivos)} missing of {await Count()} shown, link {await State()}");

    /// <summary>Waits until the map of a first visit has stepped to where everybody is: from then on a pixel stays the same place.</summary>
    public Task UntilArrived() => Until.True(
        () => Page.EvaluateAsync<bool>("() => localStorage.getItem('gad.view') !== null"), "the map to have come to where everybody is");

    private Task<int> Missing(IReadOnlyList<string> efectivos) =>
        Page.EvaluateAsync<int>("ids => ids.filter(id => !window.gad?.efectivo(id)).length", efectivos);

    /// <summary>The console must never throw, whatever happened.</summary>
    public void AssertNoErrors() => Assert.Empty(_errors);

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
