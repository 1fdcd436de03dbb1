using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GrupoGad.WebFrontend.Identity;

[assembly: AssemblyFixture(typeof(GrupoGad.WebFrontend.Tests.Doors.DoorsWorld))]

namespace GrupoGad.WebFrontend.Tests.Doors;

/// <summary>One silo and one front end in Development, shared by the tests of the doors; each test has efectivos of its own.</summary>
public sealed class DoorsWorld : IAsyncLifetime
{
    /// <summary>The superior and commander where a test needs one.</summary>
    public const string Chief = "E-0001";

    private static int s_last = 1;

    public TestSilo Silo { get; } = new();

    public FrontEnd FrontEnd { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Silo.Start();
        FrontEnd = await new FrontEnd(Silo.GatewayPort, "Development").Ready();
        await Register(Chief);
    }

    public async ValueTask DisposeAsync()
    {
        await FrontEnd.DisposeAsync();
        await Silo.DisposeAsync();
    }

    /// <summary>Registers an efectivo and tells its code.</summary>
    public async Task<string> Register(string? code = null, params string[] skills)
    {
        code ??= $"E-{Interlocked.Increment(ref s_last):D4}";
        using var client = FrontEnd.Client(Roles.Administrator);
        using var answer = await client.PutAsJsonAsync($"/api/v1/efectivos/{code}", new { displayName = $"Móvil {code}", unit = "Sur", skills }, Cancel);
        Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Cancel));
        return code;
    }

    /// <summary>Reports one position through the REST door, expects it to be accepted and waits until the map shows it: a cell is told beside the answer, not before it.</summary>
    public async Task Place(string code, double latitude, double longitude)
    {
        using var client = FrontEnd.Client(Roles.Integrator);
        using var answer = await client.PostAsJsonAsync(
            "/api/v1/positions", new[] { new { efectivoId = code, latitude, longitude, deviceTime = DateTime.UtcNow } }, Cancel);
        Assert.Equal(1, (await answer.Json()).GetProperty("accepted").GetInt32());
        await Until.True(() => IsShown(code, latitude, longitude), $"the map to show {code}");
    }

    private async Task<bool> IsShown(string code, double latitude, double longitude)
    {
        using var client = FrontEnd.Client(Roles.Operator);
        using var answer = await client.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/efectivos/nearest?lat={latitude}&lon={longitude}&maxDistanceM=1&k=1000"), Cancel);
        return (await answer.Json()).EnumerateArray().Any(hit => hit.GetProperty("efectivoId").GetString() == code);
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;
}

internal static class Answers
{
    /// <summary>The body as JSON, whatever the status.</summary>
    public static async Task<JsonElement> Json(this HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel)).RootElement;

    /// <summary>It is a problem of this status that names the field, with a rule and no word of ours inside.</summary>
    public static async Task IsProblem(this HttpResponseMessage answer, HttpStatusCode status, string field)
    {
        var text = await answer.Content.ReadAsStringAsync(DoorsWorld.Cancel);
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(field, problem.GetProperty("field").GetString());
        Assert.NotEqual("", problem.GetProperty("rule").GetString());
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("GrupoGad", text, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
    }
}
