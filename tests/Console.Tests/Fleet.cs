using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace GrupoGad.Console.Tests;

/// <summary>Real units in motion: registered once, then reported over REST three times faster than they drove, for as long as the tests last.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private const int Units = 40;
    private const double Speed = 3;
    private const int BatchMax = 200;
    private const int Legs = 12;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly HttpClient _http;
    private readonly string _integrator;
    private readonly string _administrator;
    private readonly Fix[] _fixes;
    private readonly CancellationTokenSource _stop = new();
    private Task _playing = Task.CompletedTask;

    private Fleet(HttpClient http, string integrator, string administrator, Fix[] fixes)
    {
        (_http, _integrator, _administrator, _fixes) = (http, integrator, administrator, fixes);
        Ids = [.. fixes.Select(fix => fix.EfectivoId).Distinct()];
    }

    public IReadOnlyList<string> Ids { get; }

    public static async Task<Fleet> Start(HttpClient http, Tokens tokens)
    {
        var fleet = new Fleet(http, await tokens.For("Integrator"), await tokens.For("Administrator"), ThereAndBack(Excerpt.Read(Units)));
        foreach (var id in fleet.Ids)
        {
            await fleet.Register(id);
        }
        await fleet.Begin();
        fleet._playing = fleet.Play();
        return fleet;
    }

    /// <summary>Name of an efectivo as the console must show it.</summary>
    public static string NameOf(string id) => $"Móvil {id[2..]}";

    /// <summary>Until it is taken: the operation of an earlier test lets its people go right after it has been cancelled, not before.</summary>
    public async Task SetAvailability(string id, string availability)
    {
        var said = "";
        await Until.True(
            async () =>
            {
                using var answer = await Send(HttpMethod.Put, $"/api/v1/efectivos/{id}/availability", _administrator, new { availability, reason = "" });
                said = await answer.Content.ReadAsStringAsync();
                return answer.IsSuccessStatusCode;
            },
            $"{id} to be {availability}", otherwise: () => Task.FromResult(said));
    }

    public async Task<string> AvailabilityOf(string id)
    {
        using var answer = await Send(HttpMethod.Get, $"/api/v1/efectivos/{id}", _administrator, null);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("availability").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _playing;
        _stop.Dispose();
    }

    /// <summary>One more, that nobody but a phone reports.</summary>
    public async Task Register(string id)
    {
        var profile = new
        {
            displayName = NameOf(id), rank = "Agente", unit = "Patrulla Norte", specialties = Array.Empty<string>(), skills = new[] { "Canina" },
            jurisdiction = "Centro", contact = "", devices = Array.Empty<string>(),
        };
        using var answer = await Send(HttpMethod.Put, $"/api/v1/efectivos/{id}", _administrator, profile);
        Assert.True(answer.IsSuccessStatusCode, $"{id} was not registered: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Positions as a phone keeps them while it has no coverage: all at once, with the times at which it was there.</summary>
    public async Task Tell(string id, params (double Latitude, double Longitude, DateTime Time)[] fixes) =>
        Assert.True(await Report(fixes.Select(fix => ToReport(new Fix(id, fix.Time, fix.Latitude, fix.Longitude), fix.Time))), $"the fixes of {id} were not taken");

    /// <summary>Along the way and back again, so that nobody stands still however long the tests take.</summary>
    private static Fix[] ThereAndBack(Fix[] once)
    {
        var (first, last) = (once[0].Time, once[^1].Time);
        return [.. Enumerable.Range(0, Legs).SelectMany(leg => leg % 2 == 0
            ? once.Select(fix => fix with { Time = fix.Time + (leg * (last - first)) })
            : Enumerable.Reverse(once).Select(fix => fix with { Time = first + (leg * (last - first)) + (last - fix.Time) }))];
    }

    /// <summary>Everybody's first fix at once, so that the fleet is complete from the start.</summary>
    private async Task Begin()
    {
        var started = DateTime.UtcNow;
        Assert.True(await Report(_fixes.DistinctBy(fix => fix.EfectivoId).Select(fix => ToReport(fix, started))), "the first fixes were not taken");
    }

    /// <summary>As they drove.</summary>
    private async Task Play()
    {
        var started = DateTime.UtcNow;
        var first = _fixes[0].Time;
        using var timer = new PeriodicTimer(Tick);
        var at = 0;
        while (await Next(timer))
        {
            var until = first + ((DateTime.UtcNow - started) * Speed);
            var from = at;
            while (at < _fixes.Length && at - from < BatchMax && _fixes[at].Time <= until)
            {
                at++;
            }
            await Report(_fixes[from..at].Select(fix => ToReport(fix, started + ((fix.Time - first) / Speed))));
        }
    }

    private async Task<bool> Next(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<bool> Report(IEnumerable<object> reports)
    {
        var batch = reports.ToArray();
        if (batch.Length == 0)
        {
            return true;
        }
        try
        {
            using var answer = await Send(HttpMethod.Post, "/api/v1/positions", _integrator, batch);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            // A test has killed the gateway: these units are seen again with their next fix.
            return false;
        }
    }

    private static object ToReport(Fix fix, DateTime time) =>
        new { efectivoId = fix.EfectivoId, latitude = fix.Latitude, longitude = fix.Longitude, deviceTime = time, speedMps = 8.0, courseDeg = 90.0, accuracyM = 10.0 };

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, string token, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = body is null ? null : JsonContent.Create(body);
        return await _http.SendAsync(request);
    }
}
