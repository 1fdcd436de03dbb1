using System.Collections.Concurrent;

namespace GrupoGad.Console.Tests;

public sealed class FieldPageTests(Installation installation)
{
    [Fact]
    public async Task It_opens_without_a_network_once_it_has_been_open_and_keeps_what_it_had()
    {
        var efectivo = installation.Fleet.Ids[16];
        await using var duty = await Duty.Start(installation);
        await using var field = await installation.OpenField(efectivo);
        await duty.Order("Vigilar el puente", "Routine", efectivo);
        await field.UntilShows("Vigilar el puente");
        await field.Page.EvaluateAsync("() => navigator.serviceWorker.ready");

        await field.SetOffline(true);
        await field.Page.ReloadAsync();

        await field.UntilShows("Vigilar el puente");
        Assert.Contains("Sin conexión", await field.Test("link").TextContentAsync(), StringComparison.Ordinal);
        await field.SetOffline(false);
        await field.UntilAttached();
    }

    [Fact]
    public async Task The_answer_is_on_the_first_screen_of_a_small_phone_however_long_the_order()
    {
        var efectivo = installation.Fleet.Ids[3];
        await using var duty = await Duty.Start(installation);
        await using var field = await installation.OpenField(efectivo);
        await field.Page.SetViewportSizeAsync(360, 640);
        var text = string.Join(' ', Enumerable.Repeat("Corte total de la avenida con desvío de colectivos.", 12));
        await duty.Order(text, "Critical", efectivo);
        await field.UntilShows(text);
        var foot = (await field.Page.Locator("footer").BoundingBoxAsync())!;
        foreach (var answer in new[] { "Accepted", "refuse" })
        {
            var button = (await field.Test(answer).BoundingBoxAsync())!;
            Assert.True(button.Y > 0 && button.Y + button.Height <= foot.Y, $"{answer} from {button.Y} to {button.Y + button.Height}, the foot from {foot.Y}");
        }

        await field.Test("Accepted").ClickAsync();
        var unable = (await field.Test("unable").BoundingBoxAsync())!;
        Assert.True(unable.Y + unable.Height <= foot.Y, $"unable to {unable.Y + unable.Height}, the foot from {foot.Y}");
        field.AssertNoErrors();
    }

    [Fact]
    public async Task It_can_be_installed_and_is_small_and_its_page_holds_no_inline_script()
    {
        var efectivo = installation.Fleet.Ids[17];
        await using var field = await installation.OpenField(efectivo);

        var manifest = await field.Page.EvaluateAsync<string>("async () => { const a = await fetch(document.querySelector('link[rel=manifest]').href); return a.headers.get('content-type') + ' ' + (await a.json()).start_url; }");
        var kilobytes = await field.Page.EvaluateAsync<double>("() => performance.getEntriesByType('resource').filter(e => e.name.includes('/assets/')).reduce((sum, e) => sum + e.decodedBodySize, 0) / 1024");

        Assert.Equal("application/manifest+json /campo", manifest);
        Assert.InRange(kilobytes, 1, 400);
        Assert.Equal(0, await field.Page.Locator("script:not([src])").CountAsync());
        field.AssertNoErrors();
    }

    [Fact]
    public async Task A_phones_place_reaches_the_map()
    {
        const string efectivo = "E-CAMPO-1";
        await installation.Fleet.Register(efectivo);
        await using var field = await installation.Browser.OpenField(
            efectivo, await installation.Tokens.For("Efectivo", efectivo), (52.2297f, 21.0122f));
        await field.UntilAttached();
        await using var screen = await installation.Browser.Open();

        await Until.True(async () => (await screen.Everybody()).ContainsKey(efectivo), "the phone's place on the map", 60);
        Assert.Equal(52.2297, (await screen.Everybody())[efectivo].Latitude, 3);
        Assert.StartsWith("GPS ± 8", await field.Test("place").TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_others_change_of_it_is_on_the_phone_that_nobody_touches_and_that_never_asks()
    {
        const string efectivo = "E-CAMPO-2";
        await installation.Fleet.Register(efectivo);
        await using var duty = await Duty.Start(installation);
        await duty.AskForCheckIns(efectivo, 3_600);
        await using var field = await installation.Browser.OpenField(efectivo, await installation.Tokens.For("Efectivo", efectivo));
        var asked = new ConcurrentQueue<string>();
        field.Page.Request += (_, request) => asked.Enqueue(request.Url);
        await field.UntilAttached();
        await Due("en ");

        await duty.SetAvailability(efectivo, "Unavailable");
        await Until.True(async () => await field.Page.Locator("[data-availability=Unavailable][aria-pressed=true]").CountAsync() == 1, "what the operator set");
        await duty.AskForCheckIns(efectivo, 0);
        await Due("sin control");

        await duty.Panic(efectivo);
        await Alarm("raised");
        await duty.Acknowledge(efectivo);
        await Alarm("acknowledged");
        await duty.Cancel(efectivo);
        await Alarm("cancelled");
        Assert.DoesNotContain(asked, url => url.Contains("/api/v1/efectivos", StringComparison.Ordinal));
        field.AssertNoErrors();

        Task Due(string starts) => Until.True(
            async () => (await field.Test("due").TextContentAsync())!.StartsWith(starts, StringComparison.Ordinal), $"check-ins \"{starts}\" on the phone");
        Task Alarm(string status) => Until.True(
            async () => await field.Test("panic").GetAttributeAsync("data-status") == status, $"an alarm that is {status} on the phone");
    }

    [Fact]
    public async Task A_code_that_the_centre_does_not_know_is_said_in_words()
    {
        await using var field = await installation.Browser.OpenField("E-NADIE", await installation.Tokens.For("Efectivo", "E-NADIE"));

        await field.Test("unknown").WaitForAsync();
        Assert.Contains("E-NADIE", await field.Test("unknown").TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Axe_finds_nothing_serious_on_the_field_page_entered_or_not_and_with_an_order_in_front()
    {
        var efectivo = installation.Fleet.Ids[18];
        await using var duty = await Duty.Start(installation);
        await using var field = await installation.Browser.OpenField(efectivo, "");
        await field.Page.Locator("#entry-code").WaitForAsync();
        await field.Page.AssertAccessible("entry");

        await field.Enter(await installation.Tokens.For("Efectivo", efectivo));
        await field.UntilAttached();
        await field.Page.AssertAccessible("calm");
        await duty.Order("Cortar el tránsito", "Routine", efectivo);
        await field.UntilShows("Cortar el tránsito");
        await field.Page.AssertAccessible("order");
        await field.Test("refuse").ClickAsync();
        await field.Page.AssertAccessible("refusal");
    }
}
