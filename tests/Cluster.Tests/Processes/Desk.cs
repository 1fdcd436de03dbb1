using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using GrupoGad.Geo;

namespace GrupoGad.Cluster.Tests.Processes;

/// <summary>What a dispatcher and a planner do over REST, each call at another gateway than the one before.</summary>
internal sealed class Desk(Installation installation, GeoPoint place)
{
    private static readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private int _calls;

    public async Task<JsonElement> Call(HttpMethod method, string path, object? body = null, string role = "Supervisor")
    {
        using var request = new HttpRequestMessage(method, new Uri(installation.Urls[_calls++ % 2], path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", installation.Tokens.Create("desk-" + role, role, null));
        request.Content = body is null ? null : JsonContent.Create(body);
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {answer.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Registered, and standing so far east of the place.</summary>
    public async Task Standing(string id, double eastM, params string[] skills)
    {
        await Call(HttpMethod.Put, $"/api/v1/efectivos/{id}", new { displayName = "Móvil " + id, unit = "Norte", skills }, "Administrator");
        await Call(HttpMethod.Post, "/api/v1/positions", new[]
        {
            new
            {
                efectivoId = id, latitude = place.Latitude, longitude = place.Longitude + eastM / 111_195 / Math.Cos(Sphere.Radians(place.Latitude)), accuracyM = 8, deviceTime = DateTime.UtcNow,
            },
        }, "Integrator");
    }

    /// <summary>By the wall clock of the zone.</summary>
    public Task<JsonElement> Shifts(string id, string timeZone, DateTime from, DateTime to, params (DateTime Start, DateTime End)[] local) =>
        Call(HttpMethod.Put, $"/api/v1/efectivos/{id}/shifts", new { from, to, timeZone, shifts = local.Select(shift => new { start = Wall(shift.Start), end = Wall(shift.End) }) });

    public Task<JsonElement> Leave(string id, string timeZone, DateTime start, DateTime end) =>
        Call(HttpMethod.Put, $"/api/v1/efectivos/{id}/leaves/L-1", new { kind = "Medical", timeZone, start = Wall(start), end = Wall(end) });

    public Task<JsonElement> Plan(string code, DateTime start, string type = "Patrol") => Call(HttpMethod.Put, $"/api/v1/operations/{code}", new
    {
        title = "Control de accesos", type, priority = "Medium", plannedStart = start, plannedEnd = start.AddHours(1), point = new { place.Latitude, place.Longitude },
    });

    public Task<JsonElement> Recommend(string code, object? body = null) => Call(HttpMethod.Post, $"/api/v1/operations/{code}/recommendation", body ?? new { });

    public Task<JsonElement> Solve(params object[] operations) => Call(HttpMethod.Post, "/api/v1/dispatch/joint", new { operations });

    private static string Wall(DateTime local) => local.ToString("yyyy-MM-dd'T'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
