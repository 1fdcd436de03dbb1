using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace GrupoGad.Console.Tests;

/// <summary>A supervisor at the REST door: prepares what a test is about, looks at what became of it, and closes it at the end, so that no later test rings.</summary>
internal sealed class Duty : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly string _token;
    private readonly List<string> _operations = [];
    private readonly HashSet<string> _commands = [];
    private readonly HashSet<string> _alarmed = [];
    private readonly HashSet<string> _fences = [];

    private Duty(HttpClient http, string token) => (_http, _token) = (http, token);

    public static async Task<Duty> Start(Installation installation) => new(installation.Http, await installation.Tokens.For("Supervisor"));

    /// <summary>Whom operations of a type and priority ask for: the first level, and what each further alarm adds.</summary>
    public Task PutRunPlan(string type, string priority, (string Skill, int Count)[][] levels) => Ask(HttpMethod.Put, $"run-plans/{type}/{priority}", new
    {
        levels = levels.Select(level => new { needs = level.Select(need => new { skill = need.Skill, count = need.Count }) }),
    });

    /// <summary>Plans an operation in the middle of the fleet, or where an efectivo is.</summary>
    public async Task<string> Plan(string title, string type = "Patrol", string priority = "High", string? near = null)
    {
        object point = near is null ? new { latitude = 52.23, longitude = 21.01 } : await Place(near);
        var code = $"T-{Guid.NewGuid().ToString("N")[..8].ToUpperInvariant()}";
        Closes(code);
        var start = DateTime.UtcNow.AddHours(1);
        await Ask(HttpMethod.Put, $"operations/{code}", new
        {
            title, description = "", type, priority, plannedStart = start, plannedEnd = start.AddHours(1), point, area = Array.Empty<object>(), commander = "", jurisdiction = "", notes = "", wanted = 0, wantedSkill = "",
        });
        return code;
    }

    private async Task<object> Place(string efectivo)
    {
        var at = (await Ask(HttpMethod.Get, $"efectivos/{efectivo}", null)).GetProperty("position");
        return new { latitude = at.GetProperty("latitude").GetDouble(), longitude = at.GetProperty("longitude").GetDouble() };
    }

    /// <summary>An operation of a moment ago.</summary>
    public async Task Happened(string title)
    {
        var code = $"T-{Guid.NewGuid().ToString("N")[..8].ToUpperInvariant()}";
        Closes(code);
        var start = DateTime.UtcNow.AddSeconds(1);
        await Ask(HttpMethod.Put, $"operations/{code}", new
        {
            title, description = "", type = "Emergency", priority = "Critical", plannedStart = start, plannedEnd = start.AddHours(1),
            point = new { latitude = 52.23, longitude = 21.01 }, area = Array.Empty<object>(), commander = "", jurisdiction = "", notes = "", wanted = 0, wantedSkill = "",
        });
    }

    /// <summary>Issues an order to efectivos.</summary>
    public async Task<string> Order(string text, string commandClass, params string[] efectivos)
    {
        var id = Guid.NewGuid().ToString();
        _commands.Add(id);
        await Ask(HttpMethod.Put, $"commands/{id}", new
        {
            @class = commandClass, kind = "Order", text, recipients = efectivos.Select(efectivo => new { kind = "Efectivo", value = efectivo }),
        });
        return id;
    }

    /// <summary>As heard over the radio.</summary>
    public Task SpeakFor(string command, string efectivo, string word) => Ask(HttpMethod.Post, $"commands/{command}/recipients/{efectivo}/{word}", new { reason = "por radio" });

    /// <summary>Until it is reserved: the operation of an earlier test lets its people go right after it has been cancelled, not before.</summary>
    public async Task Assign(string operation, string efectivo)
    {
        var said = default(JsonElement);
        await Until.True(
            async () =>
            {
                said = await Ask(HttpMethod.Post, $"operations/{operation}/assignments", new { efectivos = new[] { efectivo } });
                return said.GetProperty("results").EnumerateArray().Any(result => result.GetProperty("outcome").GetString() is "Reserved" or "AlreadyAssigned");
            },
            $"{efectivo} reserved for {operation}", otherwise: () => Task.FromResult(said.GetRawText()));
    }

    public async Task<string?> AssignmentStep(string operation, string efectivo) =>
        (await Ask(HttpMethod.Get, $"operations/{operation}", null)).GetProperty("assignments").EnumerateArray()
            .Where(a => a.GetProperty("efectivoId").GetString() == efectivo).Select(a => a.GetProperty("step").GetString()).SingleOrDefault();

    /// <summary>Every step that was recorded of one recipient, in their order.</summary>
    public async Task<string[]> Steps(string command, string efectivo) =>
        [.. (await Ask(HttpMethod.Get, $"commands/{command}", null)).GetProperty("ladders").EnumerateArray()
            .Where(ladder => ladder.GetProperty("efectivoId").GetString() == efectivo)
            .SelectMany(ladder => ladder.GetProperty("steps").EnumerateArray()).Select(step => step.GetProperty("step").GetString()!)];

    public Task<JsonElement> Operation(string code) => Ask(HttpMethod.Get, $"operations/{code}", null);

    public Task<JsonElement> Fence(string code) => Ask(HttpMethod.Get, $"fences/{code}", null);

    /// <summary>A circle that tells who enters and leaves.</summary>
    public Task PutFence(string code, string name, double latitude, double longitude, double radiusM)
    {
        RemovesFence(code);
        return Ask(HttpMethod.Put, $"fences/{code}", new
        {
            name, geometry = new { type = "Point", coordinates = new[] { longitude, latitude } }, radiusM, watch = new { enter = true, exit = true },
        });
    }

    public async Task<int> FenceEvents(string code) => (await Ask(HttpMethod.Get, $"fence-events?fence={code}", null)).GetProperty("events").GetArrayLength();

    public Task SetAvailability(string efectivo, string to) => Ask(HttpMethod.Put, $"efectivos/{efectivo}/availability", new { availability = to, reason = "" });

    /// <param name="everyS">0: never.</param>
    public Task AskForCheckIns(string efectivo, int everyS) => Ask(HttpMethod.Put, $"efectivos/{efectivo}/check-in", new { everyS });

    /// <summary>As another device of the efectivo would.</summary>
    public Task Panic(string efectivo)
    {
        EndsAlarmOf(efectivo);
        return Ask(HttpMethod.Post, $"efectivos/{efectivo}/panic", new { alarmId = Guid.NewGuid().ToString() });
    }

    public Task Acknowledge(string efectivo) => Ask(HttpMethod.Post, $"alarms/{efectivo}/acknowledge", new { });

    public Task Cancel(string efectivo) => Ask(HttpMethod.Post, $"alarms/{efectivo}/cancel", new { reason = "Falsa alarma" });

    public void Closes(string operation) => _operations.Add(operation);

    public void EndsCommand(string id) => _commands.Add(id);

    public void EndsAlarmOf(string efectivo) => _alarmed.Add(efectivo);

    public void RemovesFence(string code) => _fences.Add(code);

    public async ValueTask DisposeAsync()
    {
        foreach (var efectivo in _alarmed)
        {
            await Try(HttpMethod.Post, $"alarms/{efectivo}/acknowledge", new { });
            await Try(HttpMethod.Post, $"alarms/{efectivo}/cancel", new { reason = "end of the test" });
        }
        foreach (var command in _commands)
        {
            await Try(HttpMethod.Post, $"commands/{command}/withdraw", new { reason = "end of the test" });
        }
        foreach (var operation in _operations)
        {
            await Try(HttpMethod.Post, $"operations/{operation}/cancel", new { reason = "end of the test" });
        }
        foreach (var fence in _fences)
        {
            await Try(HttpMethod.Delete, $"fences/{fence}", null);
        }
    }

    private async Task<JsonElement> Ask(HttpMethod method, string path, object? body)
    {
        using var answer = await Send(method, path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement.Clone();
    }

    /// <summary>What is over already refuses to end: that is as good.</summary>
    private async Task Try(HttpMethod method, string path, object? body)
    {
        using var answer = await Send(method, path, body);
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/api/v1/{path}", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        request.Content = body is null ? null : JsonContent.Create(body);
        return await _http.SendAsync(request);
    }
}
